use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Value, json};

use super::entries::Entries;
use super::manifest::{Property, missing};
use super::nothing::{as_read, given};
use super::related::Related;
use super::text::{saying, text};

/// What a sync may say of deleted records.
pub(crate) const DELETES: [&str; 2] = ["recycle-bin", "none"];

/// The key that says of which object the records are.
pub(crate) const OBJECT: &str = "object";

/// A function that copies the records of an object, and goes on next time where it stopped.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a sync: a mapping with `description`, `object`, `model` and so on"
)]
#[schemars(
    transform = as_read,
    extend("required" = Sync::ALWAYS, "oneOf" = Sync::either(), "dependentSchemas" = Sync::beside_query())
)]
pub(crate) struct Sync {
    /// What the sync copies, in Markdown. Its first sentence stands in `specforce list`.
    #[serde(default, deserialize_with = "saying")]
    pub(crate) description: Option<String>,
    /// The address of the Salesforce page that documents the object.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["https://developer.salesforce.com/docs/"]))]
    pub(crate) docs: Option<String>,
    /// How often it is meant to run: a number of minutes, hours or days, such as `5m`, `1h` or `1d`.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("pattern" = "^[1-9][0-9]*[mhd]$", "examples" = ["5m", "1h", "1d"]))]
    pub(crate) every: Option<String>,
    /// What a caller may choose, by name; `name?` may be left out. Each must be used by `query`, `where`, `cursor` or the
    /// model, or be of type `ApiVersion`.
    #[serde(default)]
    pub(crate) input: Entries<Property>,
    /// The API name of the object that is read, such as `Account` or `Invoice__c`.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("pattern" = "^[A-Za-z][A-Za-z0-9_]*$"))]
    pub(crate) object: Option<String>,
    /// In place of `object`: the input that is a caller's own SOQL query, in braces, such as `"{soql}"`. The model takes the
    /// whole record then, for what else the query selects nobody knows.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("pattern" = r"^\{[^{}]+\}$", "examples" = ["{soql}"]))]
    pub(crate) query: Option<String>,
    /// What a record must fulfil: a SOQL condition, or several of them. `{name}` in it is an input; a condition that names
    /// one that is left out is left out itself. A record that changes and no longer fits counts as deleted.
    #[serde(default, deserialize_with = "given")]
    pub(crate) r#where: Option<Conditions>,
    /// The field that tells when a record was changed, mostly `SystemModstamp`, or in braces the input that names it.
    /// Records are read in its order.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("pattern" = r"^([A-Za-z][A-Za-z0-9_]*|\{[^{}]+\})$", "examples" = ["SystemModstamp"]))]
    pub(crate) cursor: Option<String>,
    /// Where deleted records are told: in the `recycle-bin`, or nowhere (`none`).
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("enum" = DELETES))]
    pub(crate) deletes: Option<String>,
    /// The name of the type that a record becomes: an object under `types:` with `id`. What its properties are taken from
    /// is what is read.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["Account"]))]
    pub(crate) model: Option<String>,
    /// The lists of the model, by name: of which records each is made. They are those that refer to the record.
    #[serde(default)]
    pub(crate) related: Entries<Related>,
}

impl Sync {
    /// The keys that must be there.
    const ALWAYS: [&str; 5] = ["description", "every", "cursor", "deletes", "model"];

    /// Those that are not there; of `object` and `query` it is one that must be.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let given = [
            self.description.as_ref(),
            self.every.as_ref(),
            self.object.as_ref().or(self.query.as_ref()),
            self.cursor.as_ref(),
            self.deletes.as_ref(),
            self.model.as_ref(),
        ];
        let keys = ["description", "every", OBJECT, "cursor", "deletes", "model"];
        missing(keys, given.map(|value| value.is_some()))
    }

    /// What says which records are read, for the JSON Schema.
    fn either() -> Value {
        json!([{ "required": [OBJECT] }, { "required": ["query"] }])
    }

    /// What has no place beside a query, for the JSON Schema.
    fn beside_query() -> Value {
        json!({ "query": { "properties": { "where": false, "related": { "maxProperties": 0 } } } })
    }
}

/// One SOQL condition, or several of which all must hold.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Conditions {
    /// A condition, such as `IsActive = TRUE`.
    One(String),
    /// Conditions, of which all must hold.
    All(#[schemars(length(min = 1))] Vec<String>),
}

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ConditionsVisitor)
    }
}

struct ConditionsVisitor;

impl<'de> Visitor<'de> for ConditionsVisitor {
    type Value = Conditions;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a SOQL condition, or a list of them")
    }

    fn visit_str<E>(self, text: &str) -> Result<Conditions, E> {
        Ok(Conditions::One(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Conditions, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Conditions::All)
    }
}
