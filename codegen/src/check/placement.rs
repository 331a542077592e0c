//! Where a keyword may stand: what has no effect somewhere is refused there.

use super::enums::text_enum;
use crate::fault::Message;
use crate::messages;
use crate::parse::manifest::Schema;

/// The keywords of a schema that say where a value comes from; one of them is enough.
const SOURCES: [&str; 4] = ["from", "const", "template", "rest"];

/// What a type under `types:` may say that is no object.
const OF_TYPE: [&str; 13] = [
    "type",
    "description",
    "enum",
    "examples",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "rust",
];

/// What an object may say of itself.
const OF_OBJECT: [&str; 5] = [
    "description",
    "properties",
    "additionalProperties",
    "from_case",
    "rust",
];

/// What a choice of texts may say of itself.
const OF_ENUM: [&str; 4] = ["type", "description", "enum", "rust"];

/// The misplaced keywords of a type under `types:`.
pub(super) fn of_type(schema: &Schema) -> Vec<(&'static str, Message)> {
    let (allowed, misplaced): (&[&str], fn(&str) -> Message) = match &schema.properties {
        Some(_) => (&OF_OBJECT, messages::misplaced_in_object),
        None if text_enum(schema).is_some() => (&OF_ENUM, messages::misplaced_in_enum),
        None => (&OF_TYPE, messages::misplaced_in_type),
    };
    given(schema)
        .into_iter()
        .filter(|keyword| !allowed.contains(keyword))
        .map(|keyword| (keyword, misplaced(keyword)))
        .collect()
}

/// The misplaced keywords of a property.
pub(super) fn of_property(schema: &Schema) -> Vec<(&'static str, Message)> {
    let given = given(schema);
    let mut misplaced = Vec::new();
    for keyword in ["additionalProperties", "from_case"] {
        if given.contains(&keyword) && schema.properties.is_none() {
            misplaced.push((keyword, messages::without_properties(keyword)));
        }
    }
    if schema.properties.is_some() && given.contains(&"type") {
        misplaced.push(("type", messages::type_of_object()));
    }
    if text_enum(schema).is_some() {
        let bounds = ["pattern", "minLength", "maxLength"].into_iter();
        let bounds = bounds.filter(|keyword| given.contains(keyword));
        misplaced.extend(bounds.map(|keyword| (keyword, messages::misplaced_in_enum(keyword))));
    }
    if given.contains(&"enum") && given.contains(&"const") {
        misplaced.push(("const", messages::const_beside_enum()));
    }
    let sources: Vec<&str> = SOURCES
        .into_iter()
        .filter(|keyword| given.contains(keyword))
        .collect();
    if let [first, second, ..] = sources.as_slice()
        && let Some(keyword) = SOURCES.into_iter().find(|keyword| keyword == second)
    {
        misplaced.push((keyword, messages::two_sources(first, second)));
    }
    misplaced
}

/// The keywords that are there.
fn given(schema: &Schema) -> Vec<&'static str> {
    [
        ("type", schema.r#type.is_some()),
        ("description", schema.description.is_some()),
        ("enum", schema.r#enum.is_some()),
        ("const", schema.r#const.is_some()),
        ("default", schema.default.is_some()),
        ("examples", !schema.examples.is_empty()),
        ("format", schema.format.is_some()),
        ("pattern", schema.pattern.is_some()),
        ("minLength", schema.min_length.is_some()),
        ("maxLength", schema.max_length.is_some()),
        ("minimum", schema.minimum.is_some()),
        ("maximum", schema.maximum.is_some()),
        ("minItems", schema.min_items.is_some()),
        ("maxItems", schema.max_items.is_some()),
        ("properties", schema.properties.is_some()),
        ("additionalProperties", schema.additional_properties),
        ("rust", schema.rust.is_some()),
        ("from", schema.from.is_some()),
        ("from_case", schema.from_case.is_some()),
        ("template", schema.template.is_some()),
        ("rest", schema.rest),
        ("omit_empty", schema.omit_empty),
        ("fail_if", schema.fail_if.is_some()),
    ]
    .into_iter()
    .filter_map(|(keyword, there)| there.then_some(keyword))
    .collect()
}
