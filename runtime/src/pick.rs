use serde::de::Error;
use serde_json::Value;

use crate::{FromAnswer, Object};

/// What stands at `path` of an answer. A path through a missing or null parent is null.
pub fn pick<T: FromAnswer, E: Error>(answer: &Value, path: &[&str]) -> Result<T, E> {
    let found = find(answer, path).unwrap_or(&Value::Null);
    T::from_answer(found).map_err(|error| E::custom(format_args!("{}: {error}", path.join("."))))
}

/// As [`pick`], for an optional property that keeps a `null`: it is `None` only when absent.
pub fn pick_kept<T: FromAnswer, E: Error>(answer: &Value, path: &[&str]) -> Result<Option<T>, E> {
    find(answer, path).map(|_| pick(answer, path)).transpose()
}

/// The properties of an object but for those `named`.
pub fn rest(answer: Value, named: &[&str]) -> Object {
    match answer {
        Value::Object(mut object) => {
            object.retain(|name, _| !named.contains(&name.as_str()));
            object
        }
        _ => Object::new(),
    }
}

fn find<'a>(answer: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(answer, |at, name| at.get(name))
}
