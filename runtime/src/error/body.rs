//! The forms in which Salesforce writes what went wrong.

use serde_json::Value;

use super::ErrorDetail;

const EXCERPT: usize = 500;

/// The errors in a body, or the beginning of a body that holds none.
pub(crate) fn read(status: u16, body: &[u8]) -> (Vec<ErrorDetail>, Option<String>) {
    let errors = match serde_json::from_slice(body) {
        Ok(json) if status == 300 => several_match(&json),
        Ok(Value::String(_)) | Err(_) => bare_code(body),
        Ok(json) => details(&json),
    };
    let text = (errors.is_empty() && !body.is_empty()).then(|| excerpt(body));
    (errors, text)
}

/// The errors of a save result, or of each one in a list.
pub(crate) fn save_errors(answer: &Value) -> Vec<ErrorDetail> {
    match answer {
        Value::Array(results) => results.iter().flat_map(save_errors).collect(),
        Value::Object(result) => result.get("errors").map(details).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The first characters of a body, for a person to see what it is.
pub(crate) fn excerpt(body: &[u8]) -> String {
    // A character has at most four bytes, so a long body need not be read to its end.
    let start = &body[..body.len().min(EXCERPT * 4)];
    String::from_utf8_lossy(start)
        .chars()
        .take(EXCERPT)
        .collect()
}

/// `[{errorCode, message, fields}]`, one such object, `OAuth`'s `{error, error_description}`, or texts.
fn details(json: &Value) -> Vec<ErrorDetail> {
    match json {
        Value::Array(items) => items.iter().flat_map(details).collect(),
        Value::Object(_) => detail(json).into_iter().collect(),
        Value::String(message) => vec![ErrorDetail {
            message: message.clone(),
            ..ErrorDetail::default()
        }],
        _ => Vec::new(),
    }
}

fn detail(json: &Value) -> Option<ErrorDetail> {
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| json.get(name)?.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let error_code = text(&["errorCode", "statusCode", "error"]);
    let message = text(&["message", "error_description"]);
    let fields = json
        .get("fields")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let fields = fields
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    (!error_code.is_empty() || !message.is_empty()).then_some(ErrorDetail {
        error_code,
        message,
        fields,
    })
}

/// HTTP 300: an external id that is not unique is answered with the paths of the records that have it.
fn several_match(json: &Value) -> Vec<ErrorDetail> {
    let paths: Vec<_> = json
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if paths.is_empty() {
        return details(json);
    }
    let message = format!("several records match: {}", paths.join(", "));
    vec![ErrorDetail {
        message,
        ..ErrorDetail::default()
    }]
}

/// A body that is nothing but a code, such as the `Bad_OAuth_Token` of `/services/oauth2/userinfo`, quoted or not.
fn bare_code(body: &[u8]) -> Vec<ErrorDetail> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let text = text.trim().trim_matches('"');
    let is_code = text.contains('_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_code || text.len() > 80 {
        return Vec::new();
    }
    vec![ErrorDetail {
        error_code: text.to_owned(),
        ..ErrorDetail::default()
    }]
}
