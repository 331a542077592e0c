use schemars::JsonSchema;
use serde::Deserialize;

use super::entries::Entries;
use super::manifest::missing;
use super::nothing::{as_read, given};
use super::text::{needed, text};

/// What a list of a sync's model is made of.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "what a list is made of: a mapping with `order_by` and `of`"
)]
#[schemars(transform = as_read, extend("required" = Related::NEEDED))]
pub(crate) struct Related {
    /// The property of an item by which the list is ordered, oldest first: a required string, such as `created_date`.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["created_date"]))]
    pub(crate) order_by: Option<String>,
    /// The objects whose records are the items.
    #[serde(default, deserialize_with = "given")]
    #[schemars(length(min = 1))]
    pub(crate) of: Option<Vec<Source>>,
}

impl Related {
    /// The keys that must be there.
    const NEEDED: [&str; 2] = ["order_by", "of"];

    /// Those that are not there.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        missing(Self::NEEDED, [self.order_by.is_some(), self.of.is_some()])
    }
}

/// An object whose records refer to those of a sync.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an object: a mapping with `object`, `parent` and so on"
)]
#[schemars(transform = as_read, rename = "RelatedObject")]
pub(crate) struct Source {
    /// The API name of the object, such as `CaseComment`.
    #[serde(deserialize_with = "needed")]
    #[schemars(extend("pattern" = "^[A-Za-z][A-Za-z0-9_]*$"))]
    pub(crate) object: String,
    /// Its field that holds the ID of the record to which one of it belongs, such as `ParentId`.
    #[serde(deserialize_with = "needed")]
    #[schemars(extend("pattern" = "^[A-Za-z][A-Za-z0-9_]*$", "examples" = ["ParentId"]))]
    pub(crate) parent: String,
    /// Whether an org may be without the object; its records are left out there, with a warning.
    #[serde(default)]
    pub(crate) optional: bool,
    /// Properties of an item that this object has under a name of its own: `body: CommentBody`.
    #[serde(default)]
    pub(crate) from: Entries<String>,
}
