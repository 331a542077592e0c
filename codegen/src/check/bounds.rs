//! Bounds that no value meets.

use serde_json::{Number, Value};
use specforce_scalar::less;

use crate::fault::Message;
use crate::ir::Keywords;
use crate::messages;

/// The upper bound that is below its lower one, if there is one.
pub(super) fn empty_bounds(keywords: &Keywords) -> Option<(&'static str, Message)> {
    fn number(value: Option<&Value>) -> Option<&Number> {
        value.and_then(Value::as_number)
    }
    let (least, most) = (keywords.minimum.as_ref(), keywords.maximum.as_ref());
    if let (Some(least), Some(most)) = (number(least), number(most))
        && less(most, least)
    {
        let message = messages::empty_bounds(("minimum", least), ("maximum", most));
        return Some(("maximum", message));
    }
    let lengths = (
        ("minLength", keywords.min_length),
        ("maxLength", keywords.max_length),
    );
    let items = (
        ("minItems", keywords.min_items),
        ("maxItems", keywords.max_items),
    );
    for ((lower, least), (upper, most)) in [lengths, items] {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let message = messages::empty_bounds((lower, least), (upper, most));
            return Some((upper, message));
        }
    }
    None
}
