mod children;
mod field;
mod record_types;
mod summary;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::VIEWED;
use crate::rest::conditional::unless_known;
use crate::rest::{Answer, Request, Response, not_allowed, recent};
use crate::{Object, stamp};

/// What is null of every object here.
const NOTHING: [&str; 8] = [
    "defaultImplementation",
    "extendedBy",
    "extendsInterfaces",
    "implementedBy",
    "implementsInterfaces",
    "listviewable",
    "lookupLayoutable",
    "networkScopeFieldName",
];

/// `GET /sobjects`
///
/// Follows [Describe Global](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm).
pub(super) fn global(org: &mut Org, request: &Request, version: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    unless_known(request, changed(org)?, || {
        let objects = org.catalog.objects();
        let objects = objects.map(|object| summary::describe(&org.catalog, object, version));
        let all = json!({
            "encoding": "UTF-8",
            "maxBatchSize": 200,
            "sobjects": objects.collect::<Vec<_>>(),
        });
        Ok(Response::json(200, &all))
    })
}

/// `GET /sobjects/Account`
///
/// Follows [sObject Basic Information](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info_get.htm).
pub(super) fn basic(org: &mut Org, version: &str, object: &str) -> Answer {
    let object = org.object(object)?;
    let recent = recent::items(org, version, Some(&object.name), VIEWED)?;
    let all = json!({
        "objectDescribe": summary::describe(&org.catalog, &object, version),
        "recentItems": recent,
    });
    Ok(Response::json(200, &all))
}

/// `GET /sobjects/Account/describe`
///
/// Follows [sObject Describe](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm),
/// and what is told of an object is [DescribeSObjectResult](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm).
pub(super) fn object(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let object = org.object(object)?;
    unless_known(request, changed(org)?, || {
        let whole = whole(org, &object, version, &request.base())?;
        Ok(Response::json(200, &whole))
    })
}

/// When an object or a record type was changed last. The clock may have been put back since, and nothing is changed
/// in the future.
fn changed(org: &Org) -> Result<Timestamp, Fault> {
    let last = "SELECT max(SystemModstamp) FROM RecordType";
    let last: Option<String> = org
        .db
        .prepare_cached(last)?
        .query_row([], |row| row.get(0))?;
    let last = last.and_then(|at| stamp::instant(&at));
    let changed = org.described.max(last.unwrap_or(org.described));
    Ok(changed.min(org.clock.now()))
}

fn whole(org: &Org, object: &Object, version: &str, base: &str) -> Result<Value, Fault> {
    let mut all = summary::describe(&org.catalog, object, version);
    let fields = object.fields.iter();
    let fields = fields.map(|(name, field)| field::describe(object, name, field));
    let told = json!({
        "actionOverrides": [],
        "childRelationships": children::describe(&org.catalog, object),
        "compactLayoutable": object.layoutable,
        "fields": fields.collect::<Vec<_>>(),
        "namedLayoutInfos": [],
        "recordTypeInfos": record_types::describe(org, object, version)?,
        "searchLayoutable": object.searchable && object.layoutable,
        "sobjectDescribeOption": "FULL",
        "supportedScopes": scopes(object),
    });
    add(&mut all, told);
    all.extend(NOTHING.map(|key| (key.to_owned(), Value::Null)));
    if let Some(urls) = all.get_mut("urls").and_then(Value::as_object_mut) {
        add(urls, pages(object, base));
    }
    all.sort_keys();
    Ok(all.into())
}

/// The pages that Salesforce has for people. The emulator has none, but a client may want to show where they would be.
fn pages(object: &Object, base: &str) -> Value {
    json!({
        "uiDetailTemplate": format!("{base}/{{ID}}"),
        "uiEditTemplate": format!("{base}/{{ID}}/e"),
        "uiNewRecord": format!("{base}/{}/e", object.prefix),
    })
}

/// What `USING SCOPE` takes.
fn scopes(object: &Object) -> Value {
    let all =
        json!({ "label": format!("All {}", object.plural.to_lowercase()), "name": "everything" });
    if object.fields.contains_key("OwnerId") {
        let mine = format!("My {}", object.plural.to_lowercase());
        json!([all, { "label": mine, "name": "mine" }])
    } else {
        json!([all])
    }
}

/// Adds the properties of a JSON object to others.
fn add(all: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        all.extend(more);
    }
}
