use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::{Upserted, convert, key};
use crate::rest::{Answer, Done, Request, Response, not_allowed, versions};
use crate::{FieldType, Object, RecordId};

/// The first version in which an upsert says whether it has created the record, and answers also where it has not.
///
/// Follows [Insert or Update (Upsert) a Record Using an External ID](https://developer.salesforce.com/docs/platform/api-rest/guide/dome-upsert.html).
const TELLS_CREATED: u32 = 46;

/// `/sobjects/Account/ErpId__c/ERP-1001`
pub(super) fn answer(
    org: &mut Org,
    request: &Request,
    version: &str,
    object: &str,
    field: &str,
    value: &str,
) -> Answer {
    let object = org.object(object)?;
    match request.method.as_str() {
        "GET" => read(org, request, version, &object, field, value),
        "PATCH" => upsert(org, request, version, &object, field, value),
        "DELETE" => {
            let id = match found(org, &object, field, value)?.as_slice() {
                [id] => *id,
                several => return Ok(choices(version, &object, several)),
            };
            org.atomically(|org| org.delete(&object.name, &id))?;
            Ok(Response::no_content())
        }
        _ => not_allowed(request, "DELETE,GET,HEAD,PATCH"),
    }
}

fn read(
    org: &mut Org,
    request: &Request,
    version: &str,
    object: &Object,
    field: &str,
    value: &str,
) -> Answer {
    let id = match found(org, object, field, value)?.as_slice() {
        [id] => *id,
        several => return Ok(choices(version, object, several)),
    };
    super::record::whole(org, version, object, &id, request)
}

fn upsert(
    org: &mut Org,
    request: &Request,
    version: &str,
    object: &Object,
    field: &str,
    value: &str,
) -> Answer {
    let record: Map<String, Value> = request.json()?;
    let update_only = request
        .parameter("updateOnly")
        .is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let value = typed(object, field, value)?;
    let done =
        org.atomically(|org| org.upsert(&object.name, field, &value, &record, update_only))?;
    let (status, id, created) = match done {
        Upserted::Created(id) => (201, id, true),
        Upserted::Updated(id) => (200, id, false),
        Upserted::Several(ids) => return Ok(choices(version, object, &ids)),
    };
    let mut answer = json!({ "id": id.as_str(), "success": true, "errors": [] });
    if versions::number(version) >= TELLS_CREATED {
        answer["created"] = created.into();
    } else if !created {
        return Ok(Response::no_content());
    }
    Ok(Response::json(status, &answer))
}

/// The records that a value of a key finds; at least one.
fn found(org: &Org, object: &Object, field: &str, value: &str) -> Result<Vec<RecordId>, Fault> {
    let (name, known) = key(object, field)?;
    let value = typed(object, field, value)?;
    let value = convert(&known, &value).map_err(|_| Fault::not_found())?;
    let ids = org.ids_with(object, &name, &value, 200)?;
    if ids.is_empty() {
        Err(Fault::not_found())
    } else {
        Ok(ids)
    }
}

/// A segment of a path as a value of a field.
fn typed(object: &Object, field: &str, value: &str) -> Result<Value, Fault> {
    let (_, known) = key(object, field)?;
    let is_number = known.r#type.is_number() || known.r#type == FieldType::Boolean;
    let number = serde_json::from_str(value).ok().filter(|_| is_number);
    Ok(number.unwrap_or_else(|| value.into()))
}

/// 300: the addresses of the records that have the same value.
fn choices(version: &str, object: &Object, ids: &[RecordId]) -> Response {
    let name = &object.name;
    let urls = ids
        .iter()
        .map(|id| format!("/services/data/{version}/sobjects/{name}/{id}"));
    Response::json(300, &urls.collect::<Vec<_>>()).with_done(Done::Nothing)
}
