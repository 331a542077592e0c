//! Knowledge: the versions of articles, and the languages that they may be in.

mod settings;
mod versions;

use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request, Response, missing, not_allowed};

/// `/knowledgeManagement` and what is below it.
pub(super) fn answer(org: &mut Org, request: &Request, rest: &[&str]) -> Answer {
    match (rest, request.method.as_str()) {
        (["settings"], "GET") => settings::answer(org),
        (["settings"], _) => not_allowed(request, "GET,HEAD"),
        (["articleVersions", "masterVersions" | "translations", ..] | ["articles", ..], "GET") => {
            let message = "the emulator tells of articles and their versions by queries only";
            Err(Fault::new(400, "FUNCTIONALITY_NOT_ENABLED", message))
        }
        (["articleVersions", "masterVersions"], "POST") => versions::draft(org, request),
        (["articleVersions", "masterVersions"], _) => not_allowed(request, "POST"),
        (
            [
                "articleVersions",
                kind @ ("masterVersions" | "translations"),
                id,
            ],
            _,
        ) => versions::answer(org, request, *kind == "masterVersions", id),
        _ => Err(Fault::not_found()),
    }
}
