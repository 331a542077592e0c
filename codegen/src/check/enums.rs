//! The values that an `enum` lists.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;
use specforce_scalar::whole;

use super::Checker;
use crate::messages;
use crate::parse::entries::Json;
use crate::parse::manifest::Schema;
use crate::parse::place::Place;

impl Checker<'_> {
    /// That an `enum` lists something, and nothing twice.
    pub(super) fn check_enum(&mut self, schema: &Schema, place: &Place) {
        let Some(values) = &schema.r#enum else {
            return;
        };
        let place = place.value("enum");
        if values.is_empty() {
            self.refuse(&place, messages::empty_list("enum"));
        }
        let mut seen = HashMap::new();
        for (index, Json(value)) in values.iter().enumerate() {
            if let Some(first) = seen.insert(plain(value), index) {
                let message = messages::repeated_value("enum", value, &place.value(&first));
                self.refuse(&place.value(&index), message);
            }
        }
    }
}

/// A value, a number in one notation.
fn plain(value: &Value) -> Cow<'_, Value> {
    match value.as_number().and_then(whole) {
        Some(number) => Cow::Owned(number.into()),
        None => Cow::Borrowed(value),
    }
}

/// The texts of an `enum` of strings, which becomes an enum in Rust.
pub(super) fn text_enum(schema: &Schema) -> Option<Vec<String>> {
    let untyped = schema.r#type.as_deref().is_none_or(|ty| ty == "string");
    let values = schema
        .r#enum
        .as_ref()
        .filter(|values| untyped && !values.is_empty())?;
    values
        .iter()
        .map(|value| value.0.as_str().map(str::to_owned))
        .collect()
}
