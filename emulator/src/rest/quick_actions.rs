mod action;
mod context;
mod defaults;
mod describe;
mod perform;

use serde_json::Value;

use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request, Response, not_allowed};

/// `/quickActions` and what is below it.
///
/// Follows [Quick Actions](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_quickactions.htm).
pub(super) fn answer(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    resource(org, request, version, None, rest)
}

/// `/sobjects/Account/quickActions` and what is below it. The list has the global actions too.
///
/// Follows [sObject Quick Actions](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_quickactions.htm).
pub(super) fn of_object(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    let [object, _, rest @ ..] = rest else {
        return Err(Fault::not_found());
    };
    let object = org.object(object)?.name.clone();
    resource(org, request, version, Some(&object), rest)
}

fn resource(
    org: &mut Org,
    request: &Request,
    version: &str,
    on: Option<&str>,
    rest: &[&str],
) -> Answer {
    let is_read = request.method == "GET";
    match rest {
        [name] if request.method == "POST" => {
            perform::perform(org, request, action::find(on, name)?)
        }
        [_] if !is_read => not_allowed(request, "GET,HEAD,POST"),
        _ if !is_read => not_allowed(request, "GET,HEAD"),
        [] => list(version, on),
        [name] | [name, "describe"] => {
            let told = describe::describe(org, action::find(on, name)?, version)?;
            Ok(Response::json(200, &told))
        }
        [name, "defaultValues", context @ ..] if context.len() < 2 => {
            let action = action::find(on, name)?;
            let values = defaults::values(org, action, context.first().copied())?;
            Ok(Response::json(200, &values))
        }
        _ => Err(Fault::not_found()),
    }
}

fn list(version: &str, on: Option<&str>) -> Answer {
    let actions = action::all(on)?.map(|action| action.summary(version));
    Ok(Response::json(200, &actions.collect::<Vec<Value>>()))
}
