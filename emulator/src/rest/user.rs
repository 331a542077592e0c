use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use rusqlite::OptionalExtension;
use rusqlite::types::FromSql;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::{RecordId, stamp};

use super::Request;

/// A user, as OAuth's resources tell of one.
pub(super) struct User<'a> {
    org: &'a Org,
    pub(super) id: &'a RecordId,
    pub(super) organization: String,
    /// Where the org is.
    pub(super) base: String,
}

impl<'a> User<'a> {
    /// A user of the org.
    pub(super) fn of(org: &'a Org, id: &'a RecordId, request: &Request) -> Result<Self, Fault> {
        let organization = "SELECT Id FROM Organization ORDER BY Id LIMIT 1";
        Ok(Self {
            org,
            id,
            organization: org.db.query_row(organization, [], |row| row.get(0))?,
            base: request.base(),
        })
    }

    /// The identity URL, which the user is known by outside of the org.
    pub(super) fn identity(&self) -> String {
        format!("{}/id/{}/{}", self.base, self.organization, self.id)
    }

    /// Whether there is such a user, who is active; nothing if there is none.
    pub(super) fn is_active(&self) -> Result<Option<bool>, Fault> {
        self.field("IsActive")
    }

    pub(super) fn text(&self, field: &str) -> Result<Option<String>, Fault> {
        Ok(self.field::<Option<String>>(field)?.flatten())
    }

    /// A field's name is the program's own here, never a request's.
    fn field<T: FromSql>(&self, field: &str) -> Result<Option<T>, Fault> {
        let select = format!("SELECT \"{field}\" FROM User WHERE Id = ?1");
        let mut select = self.org.db.prepare_cached(&select)?;
        Ok(select
            .query_row([self.id.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// When it was changed, as ISO 8601 in whole seconds.
    pub(super) fn modified(&self) -> Result<Option<String>, Fault> {
        let at = self.text("LastModifiedDate")?;
        Ok(at.map(|at| {
            let instant = stamp::instant(&at).unwrap_or(Timestamp::UNIX_EPOCH);
            instant.to_string()
        }))
    }

    pub(super) fn kind(&self) -> Result<Option<String>, Fault> {
        Ok(self.text("UserType")?.map(|name| constant_case(&name)))
    }

    pub(super) fn zone(&self) -> Result<String, Fault> {
        let zone = self.text("TimeZoneSidKey")?;
        Ok(zone.unwrap_or_else(|| "GMT".to_owned()))
    }

    /// In milliseconds.
    pub(super) fn offset(&self) -> Result<i32, Fault> {
        Ok(offset(&self.zone()?).seconds() * 1000)
    }

    pub(super) fn photos(&self) -> Value {
        let photo = |size| format!("{}/profilephoto/005/{size}", self.base);
        json!({ "picture": photo("F"), "thumbnail": photo("T") })
    }

    pub(super) fn profile(&self) -> String {
        format!("{}/{}", self.base, self.id)
    }

    /// Where Salesforce has its APIs. `{version}` is for the client to fill in.
    pub(super) fn urls(&self) -> Value {
        let base = &self.base;
        let short = self.organization.get(..15).unwrap_or(&self.organization);
        let soap = |kind| format!("{base}/services/Soap/{kind}/{{version}}/{short}");
        let rest = |path| format!("{base}/services/data/v{{version}}/{path}");
        json!({
            "enterprise": soap("c"),
            "metadata": soap("m"),
            "partner": soap("u"),
            "rest": rest(""),
            "sobjects": rest("sobjects/"),
            "search": rest("search/"),
            "query": rest("query/"),
            "recent": rest("recent/"),
            "tooling_soap": soap("T"),
            "tooling_rest": rest("tooling/"),
            "profile": self.profile(),
            "feeds": rest("chatter/feeds"),
            "groups": rest("chatter/groups"),
            "users": rest("chatter/users"),
            "feed_items": rest("chatter/feed-items"),
            "feed_elements": rest("chatter/feed-elements"),
            "custom_domain": base,
        })
    }
}

/// `PowerPartner` as `POWER_PARTNER`.
fn constant_case(name: &str) -> String {
    let mut constant = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !constant.is_empty() {
            constant.push('_');
        }
        constant.push(c.to_ascii_uppercase());
    }
    constant
}

/// The zone's offset in winter, which Salesforce tells in summer too.
fn offset(zone: &str) -> Offset {
    let Ok(zone) = TimeZone::get(zone) else {
        return Offset::UTC;
    };
    let standard = |month| {
        let day = civil::date(2026, month, 1).to_zoned(zone.clone());
        day.ok()
            .filter(|day| !zone.to_offset_info(day.timestamp()).dst().is_dst())
            .map(|day| day.offset())
    };
    standard(1).or_else(|| standard(7)).unwrap_or(Offset::UTC)
}
