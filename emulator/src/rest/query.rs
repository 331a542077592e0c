use crate::fault::Fault;
use crate::org::Org;
use crate::query::{Ask, PAGE, Sight};

use super::{Answer, Request, Response, not_allowed};

/// How many records a page can be asked to have by `Sforce-Query-Options`.
const SIZES: std::ops::RangeInclusive<usize> = 200..=PAGE;

/// `/query?q=…`, `/queryAll?q=…`, and `/query/0r8…-2000` for what follows.
pub(super) fn answer(
    org: &mut Org,
    request: &Request,
    version: &str,
    resource: &str,
    rest: &[&str],
) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let batch = batch(request).unwrap_or(org.page_size);
    let body = match rest {
        [] => {
            if request.parameter("explain").is_some() {
                let message = "the emulator has no query plans to explain";
                return Err(Fault::new(400, "FUNCTIONALITY_NOT_ENABLED", message));
            }
            let text = request.parameter("q").unwrap_or_default();
            if text.trim().is_empty() {
                let message = "SOQL statements cannot be empty or null";
                return Err(Fault::new(400, "MALFORMED_QUERY", message));
            }
            let sight = if resource == "queryAll" {
                Sight::All
            } else {
                Sight::Living
            };
            org.query(&Ask {
                text: &text,
                sight,
                version,
                batch,
            })?
        }
        [locator] => org.query_more(locator, version, batch)?,
        _ => return Err(Fault::not_found()),
    };
    Ok(Response::text(200, body))
}

/// Salesforce moves a size that is out of bounds to the bound.
fn batch(request: &Request) -> Option<usize> {
    let options = request.header("sforce-query-options").unwrap_or_default();
    let options = options
        .split([',', ';'])
        .filter_map(|option| option.split_once('='));
    let mut sizes = options.filter(|(name, _)| name.trim().eq_ignore_ascii_case("batchSize"));
    let size: usize = sizes.next()?.1.trim().parse().ok()?;
    Some(size.clamp(*SIZES.start(), *SIZES.end()))
}
