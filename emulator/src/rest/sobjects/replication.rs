use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request, Response, missing, not_allowed};
use crate::store::quoted;
use crate::{Object, stamp};

/// How many days back there is something to be told of.
const DELETED: i64 = 15;
const UPDATED: i64 = 30;

/// How many ids an answer may have.
const MOST: usize = 600_000;

const MINUTE: i64 = 60;

/// Follows [sObject Get Deleted](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm).
pub(super) fn deleted(org: &Org, request: &Request, object: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let object = org.object(object)?;
    let span = Span::asked(org, request, &object, "getDeleted", DELETED)?;
    let purged = org.last_purged(&object.name)?.unwrap_or_default();
    let find = "SELECT id, at FROM \"emulator deleted\" WHERE object = ?3 AND at >= ?1 AND at < ?2 AND at > ?4 ORDER BY at, id";
    let mut statement = org.db.prepare_cached(find)?;
    let (start, end) = span.stamps();
    let rows = statement.query_map((start, end, &object.name, &purged), |row| {
        let (id, at): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(json!({ "id": id, "deletedDate": at }))
    })?;
    let records: Vec<Value> = rows.take(MOST + 1).collect::<Result<_, _>>()?;
    fits(records.len())?;
    let answer = json!({
        "deletedRecords": records,
        "earliestDateAvailable": purged.max(stamp::stamp(span.earliest)),
        "latestDateCovered": span.covered(),
    });
    Ok(Response::json(200, &answer))
}

/// Follows [sObject Get Updated](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm).
pub(super) fn updated(org: &Org, request: &Request, object: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let object = org.object(object)?;
    let span = Span::asked(org, request, &object, "getUpdated", UPDATED)?;
    let living = if object.fields.contains_key("IsDeleted") {
        "AND IsDeleted = 0"
    } else {
        ""
    };
    let find = format!(
        "SELECT Id FROM {} WHERE SystemModstamp >= ?1 AND SystemModstamp < ?2 {living} ORDER BY SystemModstamp, Id",
        quoted(&object.name)
    );
    let mut statement = org.db.prepare_cached(&find)?;
    let (start, end) = span.stamps();
    let ids = statement.query_map([start, end], |row| row.get(0))?;
    let ids: Vec<String> = ids.take(MOST + 1).collect::<Result<_, _>>()?;
    fits(ids.len())?;
    let answer = json!({ "ids": ids, "latestDateCovered": span.covered() });
    Ok(Response::json(200, &answer))
}

/// What time is asked for, in whole minutes: the first is in it, the last is not.
struct Span {
    start: Timestamp,
    end: Timestamp,
    /// The minute that it is.
    now: Timestamp,
    /// Before it there is nothing to be told.
    earliest: Timestamp,
}

impl Span {
    fn asked(
        org: &Org,
        request: &Request,
        object: &Object,
        call: &str,
        days: i64,
    ) -> Result<Self, Fault> {
        if !object.replicateable {
            let message = format!("entity type {} does not support {call}", object.name);
            return Err(Fault::new(400, "INVALID_TYPE_FOR_OPERATION", message));
        }
        let now = minute(org.clock.now());
        let ago = SignedDuration::from_hours(days * 24);
        let span = Self {
            start: given(request, "start")?,
            end: given(request, "end")?,
            now,
            earliest: now.checked_sub(ago).map_err(Fault::unexpected)?,
        };
        if span.start >= span.end {
            return Err(invalid("endDate must be at least a minute after startDate"));
        }
        if span.start < span.earliest {
            let message = format!("startDate cannot be more than {days} days ago");
            return Err(invalid(message));
        }
        Ok(span)
    }

    fn stamps(&self) -> (String, String) {
        (stamp::stamp(self.start), stamp::stamp(self.end))
    }

    /// Nothing is known of what is to come.
    fn covered(&self) -> String {
        stamp::stamp(self.end.min(self.now))
    }
}

/// A parameter that is a date-time with an offset. A `+` that is not encoded as `%2B` is a blank.
fn given(request: &Request, name: &str) -> Result<Timestamp, Fault> {
    let text = request.parameter(name).ok_or_else(|| missing(name))?;
    let at = Some(&text).filter(|text| text.len() > 10);
    let at = at.and_then(|text| stamp::instant(&stamp::read(text)?));
    at.map(minute).ok_or_else(|| {
        let example = "2026-05-01T07:25:00%2B00:00";
        invalid(format!(
            "{name}Date '{text}' is no date-time with an offset, such as {example}"
        ))
    })
}

fn minute(at: Timestamp) -> Timestamp {
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(MINUTE)).unwrap_or(at)
}

fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(400, "INVALID_REPLICATION_DATE", message)
}

fn fits(ids: usize) -> Result<(), Fault> {
    if ids <= MOST {
        return Ok(());
    }
    let message = format!(
        "There are more than {MOST} ids: choose start and end dates that are closer together"
    );
    Err(Fault::new(400, "EXCEEDED_ID_LIMIT", message))
}

#[cfg(test)]
mod tests {
    use super::{MOST, fits};

    #[test]
    fn more_ids_than_an_answer_may_have() {
        assert_eq!(fits(MOST), Ok(()));
        assert_eq!(fits(MOST + 1).unwrap_err().code, "EXCEEDED_ID_LIMIT");
    }
}
