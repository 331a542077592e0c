use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;
use specforce_scalar::whole;

/// Reads integers, alone or in lists and maps: `1.0` is an integer, as JSON Schema has it.
pub(crate) fn integers<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    let mut value = Value::deserialize(value)?;
    rewrite(&mut value);
    T::deserialize(value).map_err(D::Error::custom)
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = whole(number) {
                *number = whole.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        Value::Object(map) => map.values_mut().for_each(rewrite),
        _ => {}
    }
}
