use rusqlite::types::Value as Sql;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::Row;
use crate::store::quoted;

use super::Draft;

pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    if draft.changes("WhatId") || draft.changes("WhoId") {
        let account = account(org, draft)?;
        draft
            .row
            .set("AccountId", account.map_or(Sql::Null, Sql::Text));
    }
    if draft.object.fields.contains_key("CompletedDateTime") && draft.changes("IsClosed") {
        if !draft.row.flag("IsClosed") {
            draft.row.set("CompletedDateTime", Sql::Null);
        } else if draft.row.get("CompletedDateTime").is_none() {
            draft.row.set("CompletedDateTime", org.stamp());
        }
    }
    Ok(())
}

/// The account that an activity is about: what it is related to, or what that or the person belongs to.
fn account(org: &Org, draft: &Draft) -> Result<Option<String>, Fault> {
    for name in ["WhatId", "WhoId"] {
        let Some(id) = draft.row.text(name) else {
            continue;
        };
        if id.starts_with("001") {
            return Ok(Some(id.to_owned()));
        }
        let Ok(id) = id.parse::<RecordId>() else {
            continue;
        };
        let Some(object) = org.whole.of_prefix(id.prefix()) else {
            continue;
        };
        let parent = Row::load(&org.db, object, &id)?;
        if let Some(account) = parent.as_ref().and_then(|parent| parent.text("AccountId")) {
            return Ok(Some(account.to_owned()));
        }
    }
    Ok(None)
}

/// The last day on which something was done with a record, which its activities tell.
pub(super) fn after(org: &mut Org, draft: &Draft) -> Result<(), Fault> {
    let is_event = draft.object.name == "Event";
    let Some(day) = draft
        .row
        .text("ActivityDate")
        .filter(|_| is_event || draft.row.flag("IsClosed"))
    else {
        return Ok(());
    };
    for name in ["WhatId", "WhoId", "AccountId"] {
        let Some(id) = draft.row.text(name) else {
            continue;
        };
        let Some(object) = org.whole.of_prefix(id.get(..3).unwrap_or_default()) else {
            continue;
        };
        if object.fields.contains_key("LastActivityDate") {
            let table = quoted(&object.name);
            let update = format!(
                "UPDATE {table} SET LastActivityDate = ?2 WHERE Id = ?1 AND coalesce(LastActivityDate, '') < ?2"
            );
            org.db.prepare_cached(&update)?.execute([id, day])?;
        }
    }
    Ok(())
}
