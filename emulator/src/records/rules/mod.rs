//! What happens to records of single objects when they are saved, beyond what their descriptions say.

mod activity;
mod case;
mod event;
mod knowledge;
mod opportunity;
mod user;

use serde_json::{Map, Value};

use crate::Object;
use crate::fault::Fault;
use crate::org::Org;

use super::draft::Draft;
use super::versions::{ARTICLE, VERSION};
use super::{Row, convert};

/// What follows from what is given, before the record is checked.
pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    followers(draft);
    match draft.object.name.as_str() {
        "Case" => case::before(org, draft),
        "Event" => {
            event::before(draft)?;
            activity::before(org, draft)
        }
        VERSION => knowledge::before(org, draft),
        "Opportunity" => {
            opportunity::before(org, draft);
            Ok(())
        }
        "Task" => activity::before(org, draft),
        "User" => user::before(org, draft),
        _ => Ok(()),
    }
}

/// What is done to other records, once it is saved.
pub(super) fn after(
    org: &mut Org,
    draft: &Draft,
    values: &Map<String, Value>,
) -> Result<(), Fault> {
    match draft.object.name.as_str() {
        "Case" => case::after(org, draft, values),
        "Event" | "Task" => activity::after(org, draft),
        _ => Ok(()),
    }
}

/// Whether a record may be deleted.
pub(super) fn before_delete(org: &Org, object: &Object, row: &Row) -> Result<(), Fault> {
    match object.name.as_str() {
        VERSION | ARTICLE => knowledge::before_delete(org, object, row),
        _ => Ok(()),
    }
}

/// What is deleted with a record, beyond its children.
pub(super) fn after_delete(org: &mut Org, object: &Object, row: &Row) -> Result<(), Fault> {
    match object.name.as_str() {
        VERSION => knowledge::after_delete(org, row),
        _ => Ok(()),
    }
}

/// What a value brings along, unless the request gives that itself.
fn followers(draft: &mut Draft) {
    let object = draft.object.clone();
    for (name, followers) in object.followers() {
        if !draft.changes(name) {
            continue;
        }
        let brought = draft.row.text(name).and_then(|value| followers.get(value));
        for (follower, value) in brought.into_iter().flatten() {
            let field = object
                .fields
                .get(follower)
                .filter(|_| !draft.gives(follower));
            if let Some(value) = field.and_then(|field| convert(field, value).ok()) {
                draft.row.set(follower, value);
            }
        }
    }
}
