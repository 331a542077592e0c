use crate::fault::Fault;
use crate::org::Org;
use crate::records::State;
use crate::{Object, RecordId};

use super::action::QuickAction;

/// The field of the new record that leads to the one that an action is used on, with that one's id.
///
/// A global action may be used on a record to which nothing leads.
pub(super) fn parent<'a>(
    org: &Org,
    action: &'a QuickAction,
    context: &str,
) -> Result<Option<(&'a str, RecordId)>, Fault> {
    let malformed = |_| Fault::save("MALFORMED_ID", format!("malformed id {context}"), [""; 0]);
    let id: RecordId = context.parse().map_err(malformed)?;
    let object = org.catalog.of_prefix(id.prefix());
    let object = object.ok_or_else(Fault::not_found)?;
    let fits = action.on.as_ref().is_none_or(|on| *on == object.name);
    if !fits || org.state_of(object, &id)? != State::Living {
        return Err(Fault::not_found());
    }
    let created = org.object(&action.creates)?;
    let mut parents = action.parents.iter();
    let parent = parents.find(|name| leads(&created, name, &object.name));
    Ok(parent.map(|name| (name.as_str(), id)))
}

fn leads(object: &Object, name: &str, to: &str) -> bool {
    let field = object.field(name);
    field.is_some_and(|(_, field)| field.to.iter().any(|target| target == to))
}
