use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::VIEWED;
use crate::store::quoted;

use super::{Answer, Request, Response, not_allowed};

/// `GET /recent?limit=`
///
/// Follows [Recently Viewed Items](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_recent_items.htm).
pub(super) fn answer(org: &mut Org, request: &Request, version: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let limit = request.parameter("limit");
    let limit = limit.and_then(|limit| limit.parse().ok());
    let items = items(org, version, None, limit.unwrap_or(VIEWED))?;
    Ok(Response::json(200, &items))
}

/// What was viewed, the last first; of one object or of all.
pub(super) fn items(
    org: &Org,
    version: &str,
    object: Option<&str>,
    most: u32,
) -> Result<Vec<Value>, Fault> {
    let mut items = Vec::new();
    for (object, id) in org.viewed(object, most)? {
        items.extend(item(org, version, &object, &id)?);
    }
    Ok(items)
}

fn item(org: &Org, version: &str, object: &str, id: &str) -> Result<Option<Value>, Fault> {
    // An org in a file may have lost an object since.
    let Some(object) = org.catalog.object(object) else {
        return Ok(None);
    };
    let column = object
        .name_field
        .as_deref()
        .map_or("NULL".to_owned(), quoted);
    let select = format!(
        "SELECT {column} FROM {} WHERE Id = ?1",
        quoted(&object.name)
    );
    let mut statement = org.db.prepare_cached(&select)?;
    let name: Option<Option<String>> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(name.map(|name| {
        let url = format!("/services/data/{version}/sobjects/{}/{id}", object.name);
        json!({ "attributes": { "type": object.name, "url": url }, "Id": id, "Name": name })
    }))
}
