use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::org::Org;
use crate::records::By;
use crate::rest::{Answer, Request, Response};

use super::action::QuickAction;
use super::defaults;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    context_id: Option<String>,
    #[serde(default)]
    record: Map<String, Value>,
}

/// Creates the record of an action. What the body says goes before what the action gives.
///
/// Answers [PerformQuickActionResult](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_performquickactionresult.htm).
pub(super) fn perform(org: &mut Org, request: &Request, action: &QuickAction) -> Answer {
    let Body { context_id, record } = request.json()?;
    let mut values = defaults::given(org, action, context_id.as_deref())?;
    for (name, value) in record {
        values.retain(|given, _| !given.eq_ignore_ascii_case(&name));
        values.insert(name, value);
    }
    let id = org.atomically(|org| org.create(&action.creates, &values, By::Request))?;
    let answer = json!({
        "contextId": context_id,
        "created": true,
        "errors": [],
        "feedItemIds": [],
        "id": id.as_str(),
        "ids": [id.as_str()],
        "success": true,
        "successMessage": null,
    });
    Ok(Response::json(201, &answer))
}
