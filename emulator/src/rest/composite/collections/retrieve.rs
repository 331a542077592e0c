use hyper::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::fault::Fault;
use crate::org::Org;
use crate::records::State;
use crate::rest::{Answer, Request, Response, missing, route};
use crate::{Object, RecordId};

use super::delete::ids;
use super::fits;

/// How many records may be read at once.
const MOST: usize = 2000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
}

/// Follows [Get Records Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve.htm).
pub(super) fn by_url(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    let fields = request.parameter("fields").unwrap_or_default();
    let fields = fields.split(',').map(str::trim).map(str::to_owned);
    let body = Body {
        ids: ids(request)?,
        fields: fields.filter(|field| !field.is_empty()).collect(),
    };
    records(org, request, version, object, &body)
}

/// Follows [Get Records With a Request Body Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve_post.htm).
pub(super) fn by_body(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    let body: Body = request.json()?;
    if body.ids.is_empty() {
        return Err(missing("ids"));
    }
    records(org, request, version, object, &body)
}

fn records(org: &mut Org, request: &Request, version: &str, object: &str, body: &Body) -> Answer {
    let object = org.object(object)?;
    fits(body.ids.len(), MOST)?;
    let fields = fields(&object, &body.fields)?;
    let mut records = Vec::new();
    for id in &body.ids {
        let Some(id) = living(org, &object, id)? else {
            records.push(Value::Null);
            continue;
        };
        let name = &object.name;
        let target = format!("/services/data/{version}/sobjects/{name}/{id}?fields={fields}");
        let response = route::answer(org, &reading(request, target));
        if response.status != 200 {
            return Ok(response);
        }
        records.push(response.value());
    }
    Ok(Response::json(200, &records))
}

fn fields(object: &Object, names: &[String]) -> Result<String, Fault> {
    if names.is_empty() {
        return Err(missing("fields"));
    }
    let unknown = names.iter().find(|name| object.field(name).is_none());
    unknown.map_or(Ok(names.join(",")), |name| {
        let message = format!("No such column '{name}' on sobject of type {}", object.name);
        Err(Fault::new(400, "INVALID_FIELD", message))
    })
}

/// The id of a record that is there.
fn living(org: &Org, object: &Object, id: &str) -> Result<Option<RecordId>, Fault> {
    let id = id.parse::<RecordId>().ok();
    let Some(id) = id.filter(|id| id.prefix() == object.prefix) else {
        return Ok(None);
    };
    let is_living = org.state_of(object, &id)? == State::Living;
    Ok(is_living.then_some(id))
}

fn reading(request: &Request, target: String) -> Request {
    Request {
        method: Method::GET,
        target,
        headers: request.headers.clone(),
        body: bytes::Bytes::new(),
    }
}
