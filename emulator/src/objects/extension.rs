use indexmap::IndexMap;
use serde::Deserialize;

use super::{Field, Object, Slip};
use crate::yaml;

/// What to do who has several documents.
pub(crate) const SEVERAL: &str = "give each by itself, as a file or a request of its own";

/// Fields of one's own for an object that there is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extension {
    extends: String,
    fields: IndexMap<String, Field>,
}

/// What a description describes.
pub(super) enum Described {
    Object(Box<Object>),
    Extension(Extension),
}

pub(super) fn read(text: &str) -> Result<Described, String> {
    let keys: Result<serde_yaml::Mapping, _> = serde_yaml::from_str(text);
    if keys.is_ok_and(|keys| keys.contains_key("extends")) {
        yaml::read(text, SEVERAL).map(Described::Extension)
    } else {
        yaml::read(text, SEVERAL).map(Described::Object)
    }
}

impl Extension {
    /// Adds the fields to their object.
    pub(super) fn extend(self, file: &str, objects: &mut [(&str, Object)], slips: &mut Vec<Slip>) {
        let named =
            |(_, object): &&mut (&str, Object)| object.name.eq_ignore_ascii_case(&self.extends);
        let Some((_, object)) = objects.iter_mut().find(named) else {
            let message = "is to be extended, and there is no such object";
            slips.push(Slip::at(file, &self.extends, message));
            return;
        };
        for (name, field) in self.fields {
            if !name.ends_with("__c") {
                slips.push(Slip::at(
                    file,
                    &name,
                    "is no name of a field of one's own: it ends in `__c`",
                ));
            } else if object.field(&name).is_some() {
                let message = format!("is a field of `{}` already", object.name);
                slips.push(Slip::at(file, &name, message));
            } else {
                object.fields.insert(name, field);
            }
        }
    }
}
