use serde_json::{Map, Value};

use crate::ir::Keywords;

pub(super) fn of_keywords(keywords: &Keywords) -> Map<String, Value> {
    let mut schema = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            schema.insert(name.to_owned(), value);
        }
    };
    put(
        "description",
        keywords
            .description
            .as_deref()
            .map(|text| text.trim().into()),
    );
    match keywords.allowed.as_slice() {
        [] => {}
        [only] => put("const", Some(only.clone())),
        several => put("enum", Some(several.into())),
    }
    put("default", keywords.default.clone());
    put("format", keywords.format.clone().map(Value::from));
    put("pattern", keywords.pattern.clone().map(Value::from));
    put("minLength", keywords.min_length.map(Value::from));
    put("maxLength", keywords.max_length.map(Value::from));
    put("minimum", keywords.minimum.clone());
    put("maximum", keywords.maximum.clone());
    put("minItems", keywords.min_items.map(Value::from));
    put("maxItems", keywords.max_items.map(Value::from));
    put(
        "examples",
        (!keywords.examples.is_empty()).then(|| keywords.examples.clone().into()),
    );
    schema
}
