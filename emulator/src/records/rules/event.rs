use jiff::{SignedDuration, Timestamp};
use rusqlite::types::Value as Sql;

use crate::fault::Fault;
use crate::stamp;

use super::Draft;

/// An event has a start, and an end that two of start, end and duration tell.
pub(super) fn before(draft: &mut Draft) -> Result<(), Fault> {
    if draft.row.get("StartDateTime").is_none() {
        let day = draft
            .row
            .text("ActivityDate")
            .filter(|_| draft.row.flag("IsAllDayEvent"));
        let start = day.and_then(stamp::read).map(Sql::Text);
        let start = draft.row.get("ActivityDateTime").cloned().or(start);
        draft.row.set("StartDateTime", start.unwrap_or(Sql::Null));
    }
    let start = draft.row.text("StartDateTime").and_then(stamp::instant);
    let Some(start) = start else {
        return Err(missing("StartDateTime"));
    };
    end(draft, start)?;
    draft.row.set("ActivityDateTime", stamp::stamp(start));
    draft
        .row
        .set("ActivityDate", stamp::stamp(start)[..10].to_owned());
    let end = draft
        .row
        .text("EndDateTime")
        .map(|end| end[..10].to_owned());
    draft.row.set("EndDate", end.map_or(Sql::Null, Sql::Text));
    Ok(())
}

fn end(draft: &mut Draft, start: Timestamp) -> Result<(), Fault> {
    let counts = draft.gives("DurationInMinutes") || !draft.gives("EndDateTime") && !draft.is_new();
    let minutes = draft.row.number("DurationInMinutes").filter(|_| counts);
    if let Some(minutes) = minutes {
        let end = start.checked_add(SignedDuration::from_secs_f64(minutes * 60.0));
        let end = end.ok().filter(|_| minutes >= 0.0);
        let end = end.ok_or_else(|| {
            let message = "Duration must be 0 or more, and end within the range of dates";
            Fault::save("FIELD_INTEGRITY_EXCEPTION", message, ["DurationInMinutes"])
        })?;
        draft.row.set("EndDateTime", stamp::stamp(end));
        return Ok(());
    }
    if draft.row.flag("IsAllDayEvent") && draft.row.get("EndDateTime").is_none() {
        draft.row.set("EndDateTime", stamp::stamp(start));
    }
    let Some(end) = draft.row.text("EndDateTime").and_then(stamp::instant) else {
        return Err(missing("EndDateTime"));
    };
    let minutes = end.duration_since(start).as_mins();
    if minutes < 0 {
        let message = "End date can not be before start date";
        return Err(Fault::save(
            "FIELD_INTEGRITY_EXCEPTION",
            message,
            ["EndDateTime"],
        ));
    }
    draft.row.set("DurationInMinutes", minutes);
    Ok(())
}

fn missing(name: &str) -> Fault {
    Fault::save(
        "REQUIRED_FIELD_MISSING",
        format!("Required fields are missing: [{name}]"),
        [name],
    )
}
