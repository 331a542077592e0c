use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::calls::Calls;
use super::plan::{Field, Plan};
use super::unseen::{Unseen, nearest};
use super::{Stamp, SyncError};

/// What the user may see of the object that is read.
pub(super) struct Visible {
    /// The fields to select, and those that are left out.
    pub(super) fields: Vec<Field>,
    pub(super) left_out: Vec<Unseen>,
    /// Deleted records stay in the recycle bin for a while.
    pub(super) has_recycle_bin: bool,
    /// Salesforce keeps a list of deleted records.
    pub(super) is_replicateable: bool,
    /// What time it is by the org's clock.
    pub(super) now: Stamp,
}

#[derive(Deserialize)]
struct Described {
    fields: Vec<DescribedField>,
    #[serde(default)]
    queryable: bool,
    #[serde(default)]
    replicateable: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribedField {
    name: String,
    relationship_name: Option<String>,
    #[serde(default)]
    reference_to: Vec<String>,
}

/// The objects that were described, by their names.
type Parents = HashMap<String, Option<Arc<Described>>>;

impl Visible {
    /// Asks the org's own description.
    ///
    /// See [sObject Describe](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm).
    pub(super) async fn of(plan: &Plan, calls: &mut Calls) -> Result<Self, SyncError> {
        let (described, now) = described(&plan.object, calls).await?;
        let (mut fields, mut left_out, mut required) = (Vec::new(), Vec::new(), Vec::new());
        let mut parents = Parents::new();
        for field in &plan.fields {
            match seen(&field.path, &described, &mut parents, calls).await? {
                Ok(()) => fields.push(field.clone()),
                Err(unseen) if field.required => required.push(unseen),
                Err(unseen) => left_out.push(unseen),
            }
        }
        required.extend(described.seen(&plan.cursor).err());
        refuse(plan, required)?;
        Ok(Self {
            fields,
            left_out,
            has_recycle_bin: described.field("IsDeleted").is_some(),
            is_replicateable: described.replicateable,
            now,
        })
    }

    /// The fields to select, as a query names them.
    pub(super) fn paths(&self) -> Vec<String> {
        self.fields
            .iter()
            .map(|field| field.path.to_string())
            .collect()
    }

    pub(super) fn paths_left_out(&self) -> Vec<String> {
        let left_out = self.left_out.iter();
        left_out.map(|unseen| unseen.path.clone()).collect()
    }
}

async fn described(object: &str, calls: &mut Calls) -> Result<(Described, Stamp), SyncError> {
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

/// Whether a path leads to a field, over the parents that it names.
async fn seen(
    path: &str,
    described: &Described,
    parents: &mut Parents,
    calls: &mut Calls,
) -> Result<Result<(), Unseen>, SyncError> {
    let Some((relationship, rest)) = path.split_once('.') else {
        return Ok(described.seen(path));
    };
    let Some(parent) = described.parent(relationship) else {
        let near = nearest(relationship, described.relationships());
        return Ok(Err(Unseen {
            path: path.to_owned(),
            meant: near.map(|near| format!("{near}.{rest}")),
        }));
    };
    let Some(parent) = self::parent(parent, parents, calls).await? else {
        return Ok(Err(Unseen {
            path: path.to_owned(),
            meant: None,
        }));
    };
    let seen = Box::pin(seen(rest, &parent, parents, calls)).await?;
    Ok(seen.map_err(|unseen| unseen.behind(relationship)))
}

/// What an object is that others refer to; nothing where the user may not see it. It is asked once.
async fn parent(
    object: &str,
    parents: &mut Parents,
    calls: &mut Calls,
) -> Result<Option<Arc<Described>>, SyncError> {
    if let Some(known) = parents.get(object) {
        return Ok(known.clone());
    }
    let parent = match described(object, calls).await {
        Ok((parent, _)) => Some(Arc::new(parent)),
        Err(SyncError::NoObject(_)) => None,
        Err(error) => return Err(error),
    };
    parents.insert(object.to_owned(), parent.clone());
    Ok(parent)
}

fn refuse(plan: &Plan, required: Vec<Unseen>) -> Result<(), SyncError> {
    if required.is_empty() {
        return Ok(());
    }
    Err(SyncError::HiddenFields {
        object: plan.object.to_string(),
        fields: required,
    })
}

impl Described {
    fn field(&self, name: &str) -> Option<&DescribedField> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.name.eq_ignore_ascii_case(name))
    }

    fn seen(&self, name: &str) -> Result<(), Unseen> {
        if self.field(name).is_some() {
            return Ok(());
        }
        let known = self.fields.iter().map(|field| &*field.name);
        Err(Unseen {
            path: name.to_owned(),
            meant: nearest(name, known).map(str::to_owned),
        })
    }

    fn relationships(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        fields.filter_map(|field| field.relationship_name.as_deref())
    }

    /// The object of a relationship; of several, the first.
    fn parent(&self, relationship: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let field = fields.find(|field| {
            let name = field.relationship_name.as_deref();
            name.is_some_and(|name| name.eq_ignore_ascii_case(relationship))
        })?;
        field.reference_to.first().map(String::as_str)
    }
}
