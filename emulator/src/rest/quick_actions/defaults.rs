use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;

use super::action::QuickAction;
use super::context;

/// What stands in the fields of an action when somebody opens it, on a record or anywhere; null where nothing does.
pub(super) fn values(
    org: &Org,
    action: &QuickAction,
    context: Option<&str>,
) -> Result<Map<String, Value>, Fault> {
    let object = org.object(&action.creates)?;
    let mut values = Map::from_iter([("attributes".to_owned(), json!({ "type": object.name }))]);
    for name in &action.fields {
        let default = object
            .field(name)
            .and_then(|(_, field)| field.default.clone());
        values.insert(name.clone(), default.unwrap_or_default());
    }
    if let Some(owner) = values.get_mut("OwnerId") {
        *owner = org.user.as_str().into();
    }
    for (name, value) in given(org, action, context)? {
        if let Some(shown) = values.get_mut(&name) {
            *shown = value;
        }
    }
    Ok(values)
}

/// What the action gives of itself, shown or not, and the record that it is used on.
pub(super) fn given(
    org: &Org,
    action: &QuickAction,
    context: Option<&str>,
) -> Result<Map<String, Value>, Fault> {
    let mut values = action.values.clone();
    if let Some(context) = context
        && let Some((name, id)) = context::parent(org, action, context)?
    {
        values.insert(name.to_owned(), id.as_str().into());
    }
    Ok(values)
}
