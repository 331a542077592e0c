//! What a repeated DELETE finds that was carried out the first time.

use bytes::Bytes;
use serde_json::{Value, json};

use super::answer::Answer;

const GONE: &str = "ENTITY_IS_DELETED";

/// Reads "it is deleted already" as the success that it is, for one record and in a list of save results.
pub(super) fn as_success(mut answer: Answer) -> Answer {
    match (answer.status, serde_json::from_slice(&answer.body)) {
        (404, Ok(errors)) if only_gone(&errors) => {
            answer.status = 204;
            answer.body = Bytes::new();
        }
        (200, Ok(Value::Array(results))) => {
            let results: Value = results.into_iter().map(forgive).collect();
            answer.body = results.to_string().into();
        }
        _ => {}
    }
    answer
}

fn forgive(mut result: Value) -> Value {
    if result.get("success") == Some(&json!(false)) && result.get("errors").is_some_and(only_gone) {
        result["success"] = json!(true);
        result["errors"] = json!([]);
    }
    result
}

fn only_gone(errors: &Value) -> bool {
    let code_of = |error: &Value| {
        error
            .get("errorCode")
            .or(error.get("statusCode"))
            .map(|code| code == GONE)
    };
    errors.as_array().is_some_and(|errors| {
        !errors.is_empty() && errors.iter().all(|error| code_of(error) == Some(true))
    })
}
