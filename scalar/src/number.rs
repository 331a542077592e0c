use serde_json::{Number, Value};

/// The integer that a number is, in whatever notation: JSON Schema takes `1.0` and `1e2` for integers.
pub fn whole(number: &Number) -> Option<i64> {
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

/// Whether two values are the same: numbers are in whatever notation, within lists and objects too.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (whole(one), whole(other)) {
            (None, None) => one.as_f64() == other.as_f64(),
            (one, other) => one == other,
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has = |(name, value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
}

/// Whether a number is less than another; two integers are compared to the last digit.
pub fn less(one: &Number, other: &Number) -> bool {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one < other,
        _ => one.as_f64() < other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{less, same, whole};

    fn number(value: &Value) -> &serde_json::Number {
        value.as_number().expect("a number")
    }

    #[test]
    fn notation_makes_no_other_number() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(same(
            &json!({ "a": [1e2], "b": null }),
            &json!({ "b": null, "a": [100] })
        ));
        assert!(!same(&json!([1, 2]), &json!([1])));
        assert!(!same(&json!(1), &json!("1")));
        assert_eq!(whole(number(&json!(-3.0))), Some(-3));
        assert_eq!(whole(number(&json!(1.5))), None);
        assert_eq!(whole(number(&json!(1e19))), None);
    }

    #[test]
    fn integers_are_compared_to_the_last_digit() {
        let (one, next) = (
            json!(9_007_199_254_740_992_i64),
            json!(9_007_199_254_740_993_i64),
        );
        assert!(less(number(&one), number(&next)));
        assert!(!same(&one, &next));
        assert!(!less(number(&next), number(&next)));
        assert!(less(number(&json!(0.5)), number(&json!(1))));
    }
}
