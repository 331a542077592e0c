use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::{Number, Value};

/// The integer that a number is, in whatever notation: JSON Schema takes `1.0` and `1e2` for integers.
pub(crate) fn whole(number: &Number) -> Option<i64> {
    // 2⁶³ as an f64; every whole f64 below it is an i64 exactly.
    const END: f64 = 9_223_372_036_854_775_808.0;
    let float = number.as_f64()?;
    if number.is_f64() && float.fract() == 0.0 && (-END..END).contains(&float) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "it is whole, and within the range"
        )]
        return Some(float as i64);
    }
    number.as_i64()
}

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
