use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::State;
use crate::rest::{Answer, Request, Response, not_allowed};
use crate::{Object, RecordId};

/// `/sobjects/Account/001…`
pub(super) fn answer(
    org: &mut Org,
    request: &Request,
    version: &str,
    object: &str,
    id: &str,
) -> Answer {
    let object = org.object(object)?;
    match request.method.as_str() {
        "GET" => read(org, request, version, &object, id),
        "PATCH" => {
            let id = self::id(&object, id)?;
            let fields: Map<String, Value> = request.json()?;
            org.atomically(|org| org.update(&object.name, &id, &fields))?;
            Ok(Response::no_content())
        }
        "DELETE" => {
            let id = self::id(&object, id)?;
            org.atomically(|org| org.delete(&object.name, &id))?;
            Ok(Response::no_content())
        }
        _ => not_allowed(request, "DELETE,GET,HEAD,PATCH"),
    }
}

fn read(org: &mut Org, request: &Request, version: &str, object: &Object, id: &str) -> Answer {
    let id = self::id(object, id)?;
    match org.state_of(object, &id)? {
        State::Living => {}
        State::Deleted => return Err(deleted()),
        State::Missing => return Err(Fault::not_found()),
    }
    whole(org, version, object, &id, request)
}

/// The record itself, or the fields of it that are wanted.
pub(super) fn whole(
    org: &mut Org,
    version: &str,
    object: &Object,
    id: &RecordId,
    request: &Request,
) -> Answer {
    if !object.retrieveable {
        let message = format!("entity type {} does not support retrieve", object.name);
        return Err(Fault::new(400, "INVALID_TYPE_FOR_OPERATION", message));
    }
    let fields = request.parameter("fields");
    let fields: Option<Vec<&str>> = fields
        .as_deref()
        .map(|fields| fields.split(',').map(str::trim).collect());
    let record = org.read_record(version, object, id, fields.as_deref())?;
    let record = record.ok_or_else(Fault::not_found)?;
    org.view(object, id)?;
    Ok(Response::text(200, record))
}

fn deleted() -> Fault {
    Fault::new(404, "ENTITY_IS_DELETED", "entity is deleted")
}

/// The id in a path. A text that is none may have been meant as a field.
pub(super) fn id(object: &Object, text: &str) -> Result<RecordId, Fault> {
    let id: RecordId = text.parse().map_err(|_| {
        if matches!(text.len(), 15 | 18) {
            return Fault::save("MALFORMED_ID", format!("malformed id {text}"), [""; 0]);
        }
        let message =
            format!("Provided external ID field does not exist or is not accessible: {text}");
        Fault::new(404, "NOT_FOUND", message)
    })?;
    if id.prefix() == object.prefix {
        Ok(id)
    } else {
        Err(Fault::not_found())
    }
}
