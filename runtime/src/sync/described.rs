use serde::Deserialize;

use super::calls::Calls;
use super::unseen::{Unseen, nearest};
use super::{Stamp, SyncError};

/// An object as the org describes it to the user.
///
/// See [sObject Describe](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    pub(super) name: Option<String>,
    pub(super) fields: Vec<DescribedField>,
    pub(super) key_prefix: Option<String>,
    #[serde(default)]
    queryable: bool,
    #[serde(default)]
    pub(super) replicateable: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DescribedField {
    pub(super) name: String,
    #[serde(default)]
    pub(super) r#type: String,
    #[serde(default)]
    pub(super) custom: bool,
    #[serde(default)]
    pub(super) nillable: bool,
    relationship_name: Option<String>,
    #[serde(default)]
    pub(super) reference_to: Vec<String>,
}

/// Asks what an object is, and what time it is by the org's clock.
pub(super) async fn described(
    object: &str,
    calls: &mut Calls,
) -> Result<(Described, Stamp), SyncError> {
    let answer = match calls.get(&["sobjects", object, "describe"], &[]).await {
        Err(SyncError::Call(error)) if error.status() == Some(404) => {
            return Err(SyncError::NoObject(object.to_owned()));
        }
        answer => answer?,
    };
    let described: Described = answer.json()?;
    if !described.queryable {
        return Err(SyncError::NoObject(object.to_owned()));
    }
    let why = "the header `Date` is missing, by which a sync knows what time it is in the org";
    let now = answer
        .date()
        .ok_or_else(|| answer.unexpected("Date".to_owned(), b"", why))?;
    Ok((described, now.into()))
}

impl DescribedField {
    /// Whether it tells a time, as far as the description says.
    pub(super) fn is_time(&self) -> bool {
        matches!(&*self.r#type, "" | "datetime")
    }
}

impl Described {
    pub(super) fn field(&self, name: &str) -> Option<&DescribedField> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn seen(&self, name: &str) -> Result<(), Unseen> {
        if self.field(name).is_some() {
            return Ok(());
        }
        let known = self.fields.iter().map(|field| &*field.name);
        Err(Unseen {
            path: name.to_owned(),
            meant: nearest(name, known).map(str::to_owned),
        })
    }

    pub(super) fn relationships(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        fields.filter_map(|field| field.relationship_name.as_deref())
    }

    /// The objects to which a relationship may lead.
    pub(super) fn parents(&self, relationship: &str) -> Option<&[String]> {
        let mut fields = self.fields.iter();
        let field = fields.find(|field| {
            let name = field.relationship_name.as_deref();
            name.is_some_and(|name| name.eq_ignore_ascii_case(relationship))
        })?;
        Some(&field.reference_to)
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        let own = self.name.as_deref();
        own.is_some_and(|own| own.eq_ignore_ascii_case(name))
    }
}
