mod collection;
mod describe;
mod external;
mod record;
mod replication;

use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request, quick_actions};

/// `/sobjects` and what is below it.
pub(super) fn answer(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    match rest {
        [] => describe::global(org, request, version),
        [object] => collection::answer(org, request, version, object),
        [object, "describe"] => describe::object(org, request, version, object),
        [object, "deleted"] => replication::deleted(org, request, object),
        [object, "updated"] => replication::updated(org, request, object),
        [_, "quickActions", ..] => quick_actions::of_object(org, request, version, rest),
        [object, "Id"] if request.method == "POST" => {
            collection::answer(org, request, version, object)
        }
        [object, id] => record::answer(org, request, version, object, id),
        [object, field, value] => external::answer(org, request, version, object, field, value),
        _ => Err(Fault::not_found()),
    }
}
