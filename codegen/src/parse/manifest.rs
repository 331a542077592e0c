use schemars::JsonSchema;
use serde::Deserialize;

use super::action::Action;
use super::declared::Declared;
use super::entries::{Entries, Json};
use super::nothing::{as_read, given, list};
use super::sync::Sync;
use super::text::{of_type, text};

/// A file of a specforce manifest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a mapping with `group`, `actions`, `syncs` and `types`"
)]
#[schemars(title = "specforce manifest", transform = as_read)]
pub(crate) struct File {
    /// The name under which the functions of this file stand together; needed where there are `actions` or `syncs`.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["Quick Actions"], "pattern" = r"^([A-Za-z\x80-\uFFFF]|[0-9].*[A-Za-z\x80-\uFFFF])"))]
    pub(crate) group: Option<String>,
    /// Functions that are one call each, by name: lower case words joined by dashes, such as `create-record`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }))]
    pub(crate) actions: Declared<Action>,
    /// Functions that copy the records of an object and keep the copy current, by name, such as `accounts`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }))]
    pub(crate) syncs: Declared<Sync>,
    /// Types that functions of any file can use, by name, such as `SaveResult`.
    #[serde(default)]
    pub(crate) types: Declared<Property>,
    /// There is a group, and it could not be read.
    #[serde(skip)]
    pub(crate) unread_group: bool,
    /// The names of types that are here and could not be read.
    #[serde(skip)]
    pub(crate) unread_types: Vec<String>,
    /// Nothing of the file could be read.
    #[serde(skip)]
    pub(crate) unreadable: bool,
}

impl File {
    /// Whether it declares a function.
    pub(crate) fn has_functions(&self) -> bool {
        self.actions.iter().next().is_some() || self.syncs.iter().next().is_some()
    }

    /// Whether a type of this name may stand in what could not be read.
    pub(crate) fn may_declare(&self, name: &str) -> bool {
        self.unreadable || self.unread_types.iter().any(|unread| unread == name)
    }
}

/// The keys of a file.
pub(super) const SECTIONS: [&str; 4] = ["group", "actions", "syncs", "types"];

/// What editors offer where a type is written.
pub(super) const TYPES: [&str; 8] = [
    "string",
    "integer",
    "number",
    "boolean",
    "any",
    "list<string>",
    "map<any>",
    "string | null",
];

/// The keys of which no value is given.
pub(super) fn missing<const N: usize>(
    keys: [&'static str; N],
    given: [bool; N],
) -> Vec<&'static str> {
    let pairs = keys.into_iter().zip(given);
    let missing = pairs.filter(|(_, given)| !given);
    missing.map(|(key, _)| key).collect()
}

/// A type or a property: a JSON Schema, or in short just a type such as `list<string>`.
#[derive(Debug, Clone, Default, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Property {
    /// Nothing said, which is refused: a property must say what it is.
    #[default]
    #[schemars(skip)]
    Nothing,
    /// Just a type: `string`, `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>`, `T | null`, or a type's name.
    #[schemars(extend("examples" = TYPES))]
    Type(String),
    /// A JSON Schema.
    Schema(Box<Schema>),
}

/// A JSON Schema, and where the value comes from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a JSON Schema: a mapping")]
#[schemars(transform = as_read)]
pub(crate) struct Schema {
    /// `string` (if nothing is said), `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>`, `T | null`, or a type's name.
    #[serde(default, deserialize_with = "of_type")]
    #[schemars(extend("examples" = TYPES))]
    pub(crate) r#type: Option<String>,
    /// What the value means, in Markdown.
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    /// The only values allowed, each once. An `enum` of strings is an enum in Rust.
    #[serde(default, deserialize_with = "given")]
    #[schemars(length(min = 1))]
    pub(crate) r#enum: Option<Vec<Json>>,
    /// The only value there is. In an output it is given without a look at the answer.
    #[serde(default, deserialize_with = "given")]
    pub(crate) r#const: Option<Json>,
    /// What is taken when the value is left out, or null in an answer. A default of an input is sent.
    #[serde(default, deserialize_with = "given")]
    pub(crate) default: Option<Json>,
    /// Values that show what is meant; each fits the type.
    #[serde(default, deserialize_with = "list")]
    pub(crate) examples: Vec<Json>,
    /// JSON Schema's `format`, such as `date-time`; it is told, not checked.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["date-time", "date", "uri"]))]
    pub(crate) format: Option<String>,
    /// A regular expression that the string must match, in what ECMA-262 and Rust's regex share.
    #[serde(default, deserialize_with = "text")]
    pub(crate) pattern: Option<String>,
    /// The fewest characters of a string.
    #[serde(rename = "minLength", default, deserialize_with = "given")]
    pub(crate) min_length: Option<usize>,
    /// The most characters of a string.
    #[serde(rename = "maxLength", default, deserialize_with = "given")]
    pub(crate) max_length: Option<usize>,
    /// The least number.
    #[serde(default, deserialize_with = "given")]
    #[schemars(extend("type" = "number"))]
    pub(crate) minimum: Option<Json>,
    /// The greatest number.
    #[serde(default, deserialize_with = "given")]
    #[schemars(extend("type" = "number"))]
    pub(crate) maximum: Option<Json>,
    /// The fewest items of a list.
    #[serde(rename = "minItems", default, deserialize_with = "given")]
    pub(crate) min_items: Option<usize>,
    /// The most items of a list.
    #[serde(rename = "maxItems", default, deserialize_with = "given")]
    pub(crate) max_items: Option<usize>,
    /// The properties of an object, by name; `name?` may be left out.
    #[serde(default, deserialize_with = "given")]
    pub(crate) properties: Option<Entries<Property>>,
    /// Whether the object keeps properties that are not named, in Rust in the field `additional_properties`.
    #[serde(rename = "additionalProperties", default)]
    pub(crate) additional_properties: bool,
    /// The property's name in Rust; on a type, the name of every property of this type.
    #[serde(default, deserialize_with = "text")]
    pub(crate) rust: Option<String>,
    /// Where in the answer the value is taken from, as JMESPath relative to the object that holds the property:
    /// a path such as `objectDescribe.name`, `'@'` for the whole, or a number or truth computed from what other
    /// properties take, such as `length(@)`.
    #[serde(default, deserialize_with = "text")]
    pub(crate) from: Option<String>,
    /// The case in which Salesforce writes the names of this type's properties: with `PascalCase`, `case_number`
    /// comes from `CaseNumber` where nothing else is said.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("enum" = ["PascalCase"]))]
    pub(crate) from_case: Option<String>,
    /// Plain text with `{input}` properties, in the output of a function; the answer is not looked at.
    #[serde(default, deserialize_with = "text")]
    pub(crate) template: Option<String>,
    /// A `map<any>` that takes every property of the answer that no other property's `from` begins with.
    #[serde(default)]
    pub(crate) rest: bool,
    /// Leaves the property out when it is `""`, `[]` or `{}`.
    #[serde(default)]
    pub(crate) omit_empty: bool,
    /// JMESPath over the value. In an input: a violation. In an output: an error that carries the whole answer.
    #[serde(default, deserialize_with = "text")]
    pub(crate) fail_if: Option<String>,
}
