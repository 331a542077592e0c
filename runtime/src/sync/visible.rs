use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use specforce_soql::FieldGroup;

use super::calls::Calls;
use super::described::{Described, DescribedField, described};
use super::field_path::{Parents, seen};
use super::plan::{Field, Plan};
use super::related::{Related, Source};
use super::unseen::Unseen;
use super::{Stamp, SyncError};

/// The field that moves with every change, by whomever.
pub(super) const STAMP: &str = "SystemModstamp";

/// What the user may see of what is read.
pub(super) struct Visible {
    /// The names of the object and of the cursor, as the org writes them.
    pub(super) object: Cow<'static, str>,
    pub(super) cursor: Cow<'static, str>,
    /// What is selected of a row.
    pub(super) fields: Vec<Field>,
    pub(super) related: Vec<Related>,
    pub(super) left_out: Vec<LeftOut>,
    /// The field that tells when a record was changed, if only so that it is not read any more.
    pub(super) stamp: Cow<'static, str>,
    /// How the ids of rows begin.
    key_prefix: Option<String>,
    /// Whether a record may be without the cursor.
    pub(super) may_lack_cursor: bool,
    /// Deleted records stay in the recycle bin for a while.
    pub(super) has_recycle_bin: bool,
    /// Salesforce keeps a list of deleted records.
    pub(super) is_replicateable: bool,
    /// What time it is by the org's clock.
    pub(super) now: Stamp,
}

/// What rows come without.
pub(super) enum LeftOut {
    /// A field that the user does not see.
    Field { object: String, unseen: Unseen },
    /// An object that refers to rows.
    Object(String),
    /// One that Salesforce refuses to tell, and why.
    Refused { object: String, why: String },
}

impl LeftOut {
    pub(super) fn refused(source: &Source, error: &SyncError) -> Self {
        Self::Refused {
            object: source.object.to_owned(),
            why: error.to_string(),
        }
    }

    pub(super) fn is_of(&self, source: &Source) -> bool {
        matches!(self, Self::Refused { object, .. } if object == source.object)
    }
}

impl Visible {
    /// Asks the org's own description.
    pub(super) async fn of(plan: &Plan, calls: &mut Calls) -> Result<Self, SyncError> {
        let (described, now) = described(&plan.object, calls).await?;
        let cursor = cursor(plan, &described)?;
        let may_lack_cursor = cursor.is_some_and(|cursor| cursor.nillable);
        let cursor = cursor.map(|cursor| cursor.name.clone().into());
        let object = described.name.clone().map(Cow::from);
        let mut left_out = Vec::new();
        let mut fields = fields(plan, &described, calls, &mut left_out).await?;
        fields.extend(beside(plan, &described));
        let mut related = Vec::new();
        for list in &plan.related {
            related.push(list.seen(&plan.object, calls, &mut left_out).await?);
        }
        let stamp = described.field(STAMP).map(|_| STAMP.into());
        Ok(Self {
            object: object.unwrap_or_else(|| plan.object.clone()),
            cursor: cursor.unwrap_or_else(|| plan.cursor.clone()),
            fields,
            related,
            left_out,
            stamp: stamp.unwrap_or_else(|| plan.cursor.clone()),
            may_lack_cursor,
            key_prefix: described.key_prefix.clone(),
            has_recycle_bin: described.field("IsDeleted").is_some(),
            is_replicateable: described.replicateable,
            now,
        })
    }

    /// The objects whose records refer to rows.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.related.iter().flat_map(|list| &list.sources)
    }

    /// The one whose records these are, unless it was left out since.
    pub(super) fn source(&self, object: &str) -> Option<&Source> {
        self.sources().find(|source| source.object == object)
    }

    /// Whether an id may be that of a row.
    pub(super) fn has_ids_as(&self, id: &str) -> bool {
        let prefix = self.key_prefix.as_deref();
        prefix.is_none_or(|prefix| id.starts_with(prefix))
    }

    /// What is selected of rows and of the records that refer to them, each told from the others.
    pub(super) fn all_fields(&self) -> Vec<Field> {
        let related = self.sources().flat_map(|source| {
            let fields = source.fields.iter();
            fields.map(|field| Field {
                path: format!("{}.{}", source.object, field.path).into(),
                ..field.clone()
            })
        });
        self.fields.iter().cloned().chain(related).collect()
    }

    /// What is selected of a row, as a query says it.
    pub(super) fn paths(&self) -> Vec<String> {
        let fields = self.fields.iter();
        fields.map(|field| field.path.to_string()).collect()
    }

    /// The fields that are left out; behind its name those of an object that refers to rows.
    pub(super) fn paths_left_out(&self, rows: &str) -> Vec<String> {
        let left_out = self.left_out.iter().filter_map(|left_out| match left_out {
            LeftOut::Field { object, unseen } if object == rows => Some(unseen.path.clone()),
            LeftOut::Field { object, unseen } => Some(format!("{object}.{}", unseen.path)),
            LeftOut::Object(_) | LeftOut::Refused { .. } => None,
        });
        left_out.collect()
    }
}

/// As somebody is warned of it.
impl Display for LeftOut {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { object, unseen } => {
                write!(
                    f,
                    "`{object}` has no {unseen} that the user can see: it is left out"
                )
            }
            Self::Object(object) => write!(
                f,
                "the org has no object `{object}` that the user can query: rows come without its records"
            ),
            Self::Refused { object, why } => {
                write!(
                    f,
                    "rows come without the records of `{object}`, and lack them until all is read anew, as by `--full`: {why}"
                )
            }
        }
    }
}

/// The field that tells when a record was changed; nothing where the user does not see it.
fn cursor<'a>(
    plan: &Plan,
    described: &'a Described,
) -> Result<Option<&'a DescribedField>, SyncError> {
    match described.field(&plan.cursor) {
        Some(field) if !field.is_time() => Err(SyncError::NoTime {
            object: plan.object.to_string(),
            field: plan.cursor.to_string(),
            r#type: field.r#type.clone(),
        }),
        cursor => Ok(cursor),
    }
}

/// Those of the plan's fields that the user sees.
async fn fields(
    plan: &Plan,
    described: &Described,
    calls: &mut Calls,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Field>, SyncError> {
    let (mut fields, mut required) = (Vec::new(), Vec::new());
    let mut parents = Parents::new();
    for field in &plan.fields {
        match seen(&field.path, described, &mut parents, calls).await? {
            Ok(()) => fields.push(field.clone()),
            Err(unseen) if field.required => required.push(unseen),
            Err(unseen) => left_out.push(LeftOut::Field {
                object: plan.object.to_string(),
                unseen,
            }),
        }
    }
    required.extend(described.seen(&plan.cursor).err());
    refuse(&plan.object, required)?;
    Ok(fields)
}

/// What a caller's query selects beside fields that it names.
fn beside(plan: &Plan, described: &Described) -> Vec<Field> {
    let groups = &plan.beside.groups;
    let of_groups = described.fields.iter().filter(|field| {
        // Salesforce gives these of one record at a time only.
        let is_given = field.r#type != "base64";
        is_given && groups.iter().any(|group| is_of(*group, field))
    });
    let of_groups = of_groups.map(|field| field.name.clone());
    let all = of_groups.chain(plan.beside.items.iter().cloned());
    all.map(|path| Field {
        path: path.into(),
        required: false,
        read_as: None,
    })
    .collect()
}

fn is_of(group: FieldGroup, field: &DescribedField) -> bool {
    match group {
        FieldGroup::All => true,
        FieldGroup::Standard => !field.custom,
        FieldGroup::Custom => field.custom,
    }
}

/// Refuses to read without these fields.
pub(super) fn refuse(object: &str, required: Vec<Unseen>) -> Result<(), SyncError> {
    if required.is_empty() {
        return Ok(());
    }
    Err(SyncError::HiddenFields {
        object: object.to_owned(),
        fields: required,
    })
}
