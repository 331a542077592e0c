use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Field;

/// An object, as its description has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "describe has them so")]
pub struct Object {
    /// Its API name.
    pub name: String,
    /// What people call one of its records.
    pub label: String,
    /// What people call several.
    pub plural: String,
    /// The first three characters of its ids.
    pub prefix: String,
    /// Whether records can be created.
    #[serde(default = "yes")]
    pub creatable: bool,
    /// Whether they can be changed.
    #[serde(default = "yes")]
    pub updateable: bool,
    /// Whether they can be deleted.
    #[serde(default = "yes")]
    pub deletable: bool,
    /// Whether they can be brought back from the recycle bin.
    #[serde(default = "yes")]
    pub undeletable: bool,
    /// Whether it can be asked which were changed or deleted.
    #[serde(default = "yes")]
    pub replicateable: bool,
    /// Whether they can be queried.
    #[serde(default = "yes")]
    pub queryable: bool,
    /// Whether they can be searched.
    #[serde(default = "yes")]
    pub searchable: bool,
    /// Whether they can be read by their ids.
    #[serde(default = "yes")]
    pub retrieveable: bool,
    /// Whether they have page layouts.
    #[serde(default = "yes")]
    pub layoutable: bool,
    /// Whether triggers can be written for them.
    #[serde(default = "yes")]
    pub triggerable: bool,
    /// Whether who viewed them is kept.
    #[serde(default = "yes", rename = "mruEnabled")]
    pub mru_enabled: bool,
    /// Whether it has `OwnerId`.
    #[serde(default)]
    pub owner: bool,
    /// The field that names a record.
    pub name_field: Option<String>,
    /// Which of the fields that every object has it lacks.
    #[serde(default)]
    pub without: Vec<String>,
    /// Its fields in describe's order. A file lists only its own; those that every object has are added.
    pub fields: IndexMap<String, Field>,
    /// What each `StageName` brings along.
    #[serde(default)]
    pub stages: Followers,
    /// What each `Status` brings along.
    #[serde(default)]
    pub statuses: Followers,
    /// What each `Priority` brings along.
    #[serde(default)]
    pub priorities: Followers,
}

/// By a value of one field: the values of others that follow it.
pub type Followers = IndexMap<String, Map<String, Value>>;

fn yes() -> bool {
    true
}

impl Object {
    /// The field of this name, whatever its case, with the name as it is written.
    pub fn field(&self, name: &str) -> Option<(&str, &Field)> {
        let exact = self.fields.get_key_value(name);
        let mut others = self.fields.iter();
        let found = exact.or_else(|| others.find(|(known, _)| known.eq_ignore_ascii_case(name)));
        found.map(|(name, field)| (name.as_str(), field))
    }

    /// Whether it is custom to Salesforce, as an object of one's own is, and one of articles too.
    pub(crate) fn is_custom(&self) -> bool {
        self.name.contains("__")
    }

    /// What a field without a label of its own is called: its name, split at the capitals.
    pub fn label_of(name: &str) -> String {
        let name = name.trim_end_matches("__c");
        let mut label = String::new();
        for c in name.chars() {
            let before = label.chars().next_back();
            if c == '_' {
                label.push(' ');
                continue;
            }
            if c.is_ascii_uppercase()
                && before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
            {
                label.push(' ');
            }
            label.push(c);
        }
        label
    }

    /// Each field that others follow, with what each of its values brings along.
    pub fn followers(&self) -> impl Iterator<Item = (&'static str, &Followers)> {
        let all = [
            ("StageName", &self.stages),
            ("Status", &self.statuses),
            ("Priority", &self.priorities),
        ];
        all.into_iter()
            .filter(|(_, followers)| !followers.is_empty())
    }
}
