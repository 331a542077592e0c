use rusqlite::types::Value as Sql;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::{By, Row};

use super::Draft;

pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    account_of_contact(org, draft)?;
    if !draft.changes("IsClosed") {
        return Ok(());
    }
    let closed = draft.row.flag("IsClosed");
    if !closed {
        draft.row.set("ClosedDate", Sql::Null);
    } else if draft.row.get("ClosedDate").is_none() {
        let at = draft.row.text("CreatedDate").filter(|_| draft.is_new());
        let at = at.map_or_else(|| org.stamp(), str::to_owned);
        draft.row.set("ClosedDate", at);
    }
    if draft.is_new() && closed && !draft.gives("IsClosedOnCreate") {
        draft
            .row
            .set("IsClosedOnCreate", i64::from(!draft.gives("ClosedDate")));
    }
    Ok(())
}

/// A case of a contact is of the contact's account, unless it says another.
fn account_of_contact(org: &Org, draft: &mut Draft) -> Result<(), Fault> {
    if draft.gives("AccountId") || !draft.changes("ContactId") {
        return Ok(());
    }
    let Some(Ok(id)) = draft.row.text("ContactId").map(str::parse) else {
        return Ok(());
    };
    let contact = Row::load(&org.db, &*org.whole("Contact")?, &id)?;
    let account = contact
        .as_ref()
        .and_then(|contact| contact.get("AccountId"));
    if let Some(account) = account {
        draft.row.set("AccountId", account.clone());
    }
    Ok(())
}

/// What is written as `Comments` becomes a comment.
pub(super) fn after(
    org: &mut Org,
    draft: &Draft,
    values: &Map<String, Value>,
) -> Result<(), Fault> {
    let comments = values
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("Comments"));
    let Some(text) = comments
        .and_then(|(_, value)| value.as_str())
        .filter(|text| !text.is_empty())
    else {
        return Ok(());
    };
    let Some(id) = draft.row.text("Id") else {
        return Ok(());
    };
    org.db
        .prepare_cached("UPDATE \"Case\" SET Comments = NULL WHERE Id = ?1")?
        .execute([id])?;
    let comment = json!({ "ParentId": id, "CommentBody": text });
    let comment = comment.as_object().cloned().unwrap_or_default();
    org.create("CaseComment", &comment, By::Seed)?;
    Ok(())
}
