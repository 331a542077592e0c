use crate::fault::Fault;
use crate::org::Org;

use super::{
    Answer, Request, Response, actions, composite, identity, knowledge, limits, query,
    quick_actions, recent, search, sobjects, user_info, versions,
};

/// What the org answers, errors included.
pub(crate) fn answer(org: &mut Org, request: &Request) -> Response {
    route(org, request).unwrap_or_else(Response::from)
}

fn route(org: &mut Org, request: &Request) -> Answer {
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["services", "data"] => versions::list(org, request),
        ["services", "data", version, rest @ ..] if versions::is_known(version) => {
            resource(org, request, version, rest)
        }
        ["services", "oauth2", "userinfo"] => user_info::answer(org, request),
        ["id", organization, user] => identity::answer(org, request, organization, user),
        _ => Err(Fault::not_found()),
    }
}

/// A resource below `/services/data/v66.0/`.
fn resource(org: &mut Org, request: &Request, version: &str, segments: &[&str]) -> Answer {
    match segments {
        [] => versions::resources(org, request, version),
        ["sobjects", rest @ ..] => sobjects::answer(org, request, version, rest),
        ["query" | "queryAll", rest @ ..] => {
            query::answer(org, request, version, segments[0], rest)
        }
        ["composite", rest @ ..] => composite::answer(org, request, version, rest),
        ["search"] => search::sosl(org, request, version),
        ["parameterizedSearch"] => search::parameterized(org, request, version),
        ["limits"] => limits::answer(org, request),
        ["recent"] => recent::answer(org, request, version),
        ["quickActions", rest @ ..] => quick_actions::answer(org, request, version, rest),
        ["actions", "standard", name] => actions::answer(org, request, name),
        ["knowledgeManagement", rest @ ..] => knowledge::answer(org, request, rest),
        _ => Err(Fault::not_found()),
    }
}
