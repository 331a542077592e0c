use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::org::Org;

use super::user::User;
use super::{Answer, Request, Response};

/// The API versions that are answered: the oldest that Salesforce still does, to the newest known here.
const VERSIONS: std::ops::RangeInclusive<u32> = 31..=67;

/// Whether a segment such as `v66.0` is a version.
pub(super) fn is_known(segment: &str) -> bool {
    let number = segment
        .strip_prefix('v')
        .and_then(|rest| rest.strip_suffix(".0"));
    number
        .and_then(|number| number.parse().ok())
        .is_some_and(|number| VERSIONS.contains(&number))
}

/// The 66 of `v66.0`.
pub(super) fn number(version: &str) -> u32 {
    let number = version.trim_start_matches('v').split('.').next();
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// `GET /services/data`
pub(super) fn list(_: &Org, request: &Request) -> Answer {
    if request.method != "GET" {
        return super::not_allowed(request, "GET,HEAD");
    }
    let versions: Vec<Value> = VERSIONS.map(version).collect();
    Ok(Response::json(200, &versions))
}

/// Three releases a year, of which version 31 was Summer '14.
fn version(number: u32) -> Value {
    let season = ["Summer", "Winter", "Spring"][(number as usize - 31) % 3];
    let year = 14 + (number - 31).div_ceil(3);
    json!({ "label": format!("{season} '{year}"), "url": format!("/services/data/v{number}.0"), "version": format!("{number}.0") })
}

/// `GET /services/data/v66.0`
///
/// Follows [List Available REST Resources](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_discoveryresource.htm).
pub(super) fn resources(org: &Org, request: &Request, version: &str) -> Answer {
    if request.method != "GET" {
        return super::not_allowed(request, "GET,HEAD");
    }
    let names = [
        "composite",
        "knowledgeManagement",
        "limits",
        "parameterizedSearch",
        "query",
        "queryAll",
        "quickActions",
        "recent",
        "search",
        "sobjects",
    ];
    let mut all = names
        .map(|name| (name, format!("/services/data/{version}/{name}")))
        .to_vec();
    all.push(("identity", User::of(org, &org.user, request)?.identity()));
    Ok(Response::json(200, &BTreeMap::from_iter(all)))
}
