use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::fault::Fault;

/// Something that people do on a page of Salesforce's: it creates a record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuickAction {
    name: String,
    pub(super) label: String,
    pub(super) r#type: String,
    /// The object on whose records it is used; a global one is used anywhere.
    pub(super) on: Option<String>,
    /// The object of the record that it creates.
    pub(super) creates: String,
    /// The references of that record to the one that it is used on.
    #[serde(default)]
    pub(super) parents: Vec<String>,
    /// The fields that people see.
    pub(super) fields: Vec<String>,
    /// What is given before anybody writes something.
    #[serde(default)]
    pub(super) values: Map<String, Value>,
}

static ALL: LazyLock<Result<Vec<QuickAction>, String>> = LazyLock::new(|| {
    let text = include_str!("../../../quick_actions.yaml");
    serde_yaml::from_str(text).map_err(|error| format!("quick_actions.yaml: {error}"))
});

/// The actions that are global, and those of an object.
pub(super) fn all(on: Option<&str>) -> Result<impl Iterator<Item = &'static QuickAction>, Fault> {
    let known = ALL.as_ref().map_err(Fault::unexpected)?;
    let mine = move |action: &&QuickAction| action.on.is_none() || action.on.as_deref() == on;
    Ok(known.iter().filter(mine))
}

/// The action of a name, behind the address of an object or not: that of the object goes before a global one.
///
/// From version 46 on a global one may be called `Global.NewTask`.
pub(super) fn find(on: Option<&str>, name: &str) -> Result<&'static QuickAction, Fault> {
    let (prefix, name) = match name.split_once('.') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, name),
    };
    let mut named = all(prefix.or(on))?.filter(|action| action.name.eq_ignore_ascii_case(name));
    let found = match prefix {
        Some("Global") => named.find(|action| action.on.is_none()),
        Some(object) if on.is_some_and(|on| on != object) => None,
        Some(_) => named.find(|action| action.on.is_some()),
        None => named.max_by_key(|action| action.on.is_some()),
    };
    found.ok_or_else(Fault::not_found)
}

impl QuickAction {
    /// Its name among all.
    pub(super) fn full_name(&self) -> String {
        match &self.on {
            Some(object) => format!("{object}.{}", self.name),
            None => self.name.clone(),
        }
    }

    /// How it stands in a list of actions.
    pub(super) fn summary(&self, version: &str) -> Value {
        json!({
            "label": self.label,
            "name": self.full_name(),
            "type": self.r#type,
            "urls": self.urls(version),
        })
    }

    /// Where it is.
    pub(super) fn urls(&self, version: &str) -> Value {
        let of = self.on.as_ref().map(|object| format!("/sobjects/{object}"));
        let of = of.unwrap_or_default();
        let url = format!("/services/data/{version}{of}/quickActions/{}", self.name);
        json!({
            "defaultValues": format!("{url}/defaultValues"),
            "defaultValuesTemplate": format!("{url}/defaultValues/{{ID}}"),
            "describe": format!("{url}/describe"),
            "quickAction": url,
        })
    }
}
