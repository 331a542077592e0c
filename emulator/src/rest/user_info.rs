use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use rusqlite::types::FromSql;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::stamp;

use super::{Answer, Request, Response, not_allowed};

/// `GET /services/oauth2/userinfo`
///
/// Follows [Query for User Information](https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm&type=5).
pub(super) fn answer(org: &Org, request: &Request) -> Answer {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return not_allowed(request, "GET,HEAD,POST");
    }
    Ok(Response::json(200, &user_info(org, &request.base())?))
}

fn user_info(org: &Org, base: &str) -> Result<Value, Fault> {
    let user = org.user.as_str();
    let organization: String = org.db.query_row(
        "SELECT Id FROM Organization ORDER BY Id LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    let text = |field| field_of_user::<Option<String>>(org, field);
    let photo = |size| format!("{base}/profilephoto/005/{size}");
    let zone = text("TimeZoneSidKey")?.unwrap_or_else(|| "GMT".to_owned());
    Ok(json!({
        "sub": format!("{base}/id/{organization}/{user}"),
        "user_id": user,
        "organization_id": organization,
        "preferred_username": text("Username")?,
        "nickname": text("CommunityNickname")?,
        "name": text("Name")?,
        "email": text("Email")?,
        "email_verified": true,
        "given_name": text("FirstName")?,
        "family_name": text("LastName")?,
        "zoneinfo": zone,
        "photos": { "picture": photo("F"), "thumbnail": photo("T") },
        "profile": format!("{base}/{user}"),
        "picture": photo("F"),
        "address": address(org)?,
        "is_salesforce_integration_user": false,
        "urls": urls(base, user, &organization),
        "active": field_of_user::<bool>(org, "IsActive")?,
        "user_type": text("UserType")?.map(|name| constant_case(&name)),
        "language": text("LanguageLocaleKey")?,
        "locale": text("LocaleSidKey")?,
        "utcOffset": offset(&zone).seconds() * 1000,
        "updated_at": text("LastModifiedDate")?.map(|at| iso(&at)),
        "is_app_installed": true,
    }))
}

/// A field's name is the program's own here, never a request's.
fn field_of_user<T: FromSql>(org: &Org, field: &str) -> Result<T, Fault> {
    let select = format!("SELECT \"{field}\" FROM User WHERE Id = ?1");
    Ok(org
        .db
        .prepare_cached(&select)?
        .query_row([org.user.as_str()], |row| row.get(0))?)
}

/// `OpenID Connect`'s names for it; what the user lacks is left out.
fn address(org: &Org) -> Result<Value, Fault> {
    let mut address = json!({});
    for (name, field) in [
        ("street_address", "Street"),
        ("locality", "City"),
        ("region", "State"),
        ("postal_code", "PostalCode"),
        ("country", "Country"),
    ] {
        if let Some(text) = field_of_user::<Option<String>>(org, field)? {
            address[name] = text.into();
        }
    }
    Ok(address)
}

/// Where Salesforce has its APIs. `{version}` is for the client to fill in.
fn urls(base: &str, user: &str, organization: &str) -> Value {
    let short = organization.get(..15).unwrap_or(organization);
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
        "profile": format!("{base}/{user}"),
        "feeds": rest("chatter/feeds"),
        "groups": rest("chatter/groups"),
        "users": rest("chatter/users"),
        "feed_items": rest("chatter/feed-items"),
        "feed_elements": rest("chatter/feed-elements"),
        "custom_domain": base,
    })
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

/// A stamp as ISO 8601 in whole seconds.
fn iso(at: &str) -> String {
    stamp::instant(at)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}
