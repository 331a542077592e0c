mod given;
mod uri;

use specforce_soql::Search;

use crate::fault::Fault;
use crate::org::Org;
use crate::search::{self, Ask};

use super::{Answer, Request, Response, not_allowed, versions};
use given::Given;

/// The first version with parameterized search.
const PARAMETERIZED: u32 = 36;

/// `GET /search?q=FIND {…}`
pub(super) fn sosl(org: &mut Org, request: &Request, version: &str) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let text = request.parameter("q").unwrap_or_default();
    let (search, term) = search::parse(&text)?;
    answer(org, &search, &text, term, version)
}

/// `GET /parameterizedSearch?q=…&sobject=…`, and the same in the body of a `POST`.
///
/// It follows [Parameterized Search](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized.htm).
pub(super) fn parameterized(org: &mut Org, request: &Request, version: &str) -> Answer {
    if versions::number(version) < PARAMETERIZED {
        return Err(Fault::not_found());
    }
    let given: Given = match request.method.as_str() {
        "GET" => uri::read(request)?,
        "POST" => request.json()?,
        _ => return not_allowed(request, "GET,HEAD,POST"),
    };
    let search = given.search(&org.catalog)?;
    answer(org, &search, &search.to_string(), &given.q, version)
}

fn answer(org: &Org, search: &Search, text: &str, term: &str, version: &str) -> Answer {
    let body = org.search(&Ask {
        search,
        text,
        term,
        version,
        release: versions::number(version),
    })?;
    Ok(Response::text(200, body))
}
