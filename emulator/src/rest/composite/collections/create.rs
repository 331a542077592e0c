use crate::fault::Fault;
use crate::org::Org;
use crate::records::By;
use crate::rest::{Answer, Request};

use super::body::{Body, Record};
use super::rows::{self, Saved};

/// Follows [Create Records Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_create.htm).
pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    let body = Body::read(request)?;
    rows::each(org, body.all_or_none, &body.records, one)
}

fn one(org: &mut Org, record: &Record) -> Result<Saved, Fault> {
    let object = rows::object(org, &record.r#type)?;
    let mut names = record.fields.keys();
    if names.any(|name| name.eq_ignore_ascii_case("Id")) {
        let message = "cannot specify Id in an insert call";
        return Err(Fault::save(
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            message,
            ["Id"],
        ));
    }
    let id = org.create(&object.name, &record.fields, By::Request)?;
    Ok(Saved {
        id,
        created: None,
        existed: false,
    })
}
