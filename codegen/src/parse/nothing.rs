//! What nothing behind a key, or `~`, is: the empty mapping or list where only that may stand, null where any JSON may,
//! and refused anywhere else. What may be left out is left out with its key.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

/// For `#[serde(deserialize_with)]`: what may be left out, and is not nothing where it is there.
pub(super) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A list, which nothing is when it is empty.
pub(super) fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Vec<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq))
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }
}

/// Says the same in the JSON Schema, where a property that may be left out may be null, and be so by default.
pub(super) fn as_read(schema: &mut schemars::Schema) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    let properties = properties.into_iter().flat_map(Map::values_mut);
    for property in properties.filter_map(Value::as_object_mut) {
        if property.get("default") == Some(&Value::Null) {
            property.remove("default");
        }
        // What lists something at least is no empty list.
        let may_be_empty = !property.contains_key("minItems");
        if let Some(kinds) = property.get_mut("type") {
            *kinds = kinds_as_read(kinds, may_be_empty);
        }
        without_null(property);
    }
}

/// The types of a property: null beside a mapping or list, and beside nothing else.
fn kinds_as_read(kinds: &Value, may_be_empty: bool) -> Value {
    let of_list = kinds.as_array().cloned();
    let mut kinds = of_list.unwrap_or_else(|| vec![kinds.clone()]);
    kinds.retain(|kind| kind != "null");
    match kinds.as_slice() {
        [kind] if may_be_empty && (kind == "object" || kind == "array") => json!([kind, "null"]),
        [kind] => kind.clone(),
        _ => kinds.into(),
    }
}

/// Drops null from what else a property may be.
fn without_null(property: &mut Map<String, Value>) {
    if let Some(allowed) = property.get_mut("enum").and_then(Value::as_array_mut) {
        allowed.retain(|value| !value.is_null());
    }
    let forms = property.get_mut("anyOf").and_then(Value::as_array_mut);
    let Some(forms) = forms else { return };
    forms.retain(|form| form.get("type") != Some(&"null".into()));
    if let [Value::Object(only)] = forms.as_slice() {
        let only = only.clone();
        property.remove("anyOf");
        property.extend(only);
    }
}
