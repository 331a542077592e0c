use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request, missing};

use super::rows::{self, Saved};
use super::{MOST, fits};

/// Follows [Delete Records Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_delete.htm).
pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    let ids = ids(request)?;
    fits(ids.len(), MOST)?;
    let all_or_none = request.parameter("allOrNone");
    let all_or_none = all_or_none.is_some_and(|it| it.eq_ignore_ascii_case("true"));
    rows::each(org, all_or_none, &ids, |org, id| one(org, id))
}

/// The ids of the URL, however they are written.
pub(super) fn ids(request: &Request) -> Result<Vec<String>, Fault> {
    let ids = request.parameter("ids").unwrap_or_default();
    let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if ids.is_empty() {
        return Err(missing("ids"));
    }
    Ok(ids)
}

fn one(org: &mut Org, text: &str) -> Result<Saved, Fault> {
    let id = text.parse::<RecordId>().ok();
    let known = id.and_then(|id| Some((id, org.catalog.of_prefix(id.prefix())?)));
    let (id, object) = known.ok_or_else(|| {
        let message = format!("malformed id {text}");
        Fault::save("MALFORMED_ID", message, [""; 0])
    })?;
    let object = object.name.clone();
    org.delete(&object, &id)?;
    Ok(Saved {
        id,
        created: None,
        existed: true,
    })
}
