use super::{BadRule, Trouble};
use crate::near::with_near;
use crate::org::Org;
use crate::{Object, RecordId};

impl Trouble {
    /// What of it no org with these objects can meet.
    pub(super) fn check_in(&self, org: &Org) -> Result<(), BadRule> {
        match self {
            Self::HardDelete { record } => {
                let object = object_of(org, record)?;
                needs(object.deletable, || {
                    format!("no {} can be deleted", object.name)
                })
            }
            Self::Merge { record, into } => {
                let object = object_of(org, record)?;
                needs(object.is_mergeable(), || {
                    format!("no {} can be merged", object.name)
                })?;
                into.as_deref().map_or(Ok(()), |master| {
                    let is_one = id_of(org, master).is_some_and(|it| it.name == object.name);
                    needs(is_one, || {
                        format!("`{master}` is the id of no {}", object.name)
                    })
                })
            }
            Self::HiddenField { field } => {
                let hideable = org.hideable(field);
                hideable.map(drop).map_err(|slip| BadRule(slip.to_string()))
            }
            _ => Ok(()),
        }
    }
}

fn needs(holds: bool, else_: impl FnOnce() -> String) -> Result<(), BadRule> {
    if holds { Ok(()) } else { Err(BadRule(else_())) }
}

/// The object that is named, or of which this is an id.
fn object_of<'a>(org: &'a Org, record: &str) -> Result<&'a Object, BadRule> {
    let object = org.whole.object(record).or_else(|| id_of(org, record));
    object.ok_or_else(|| {
        let known = org.whole.all().iter().map(|object| object.name.as_str());
        let message = format!("`{record}` is neither an object nor the id of one's record");
        BadRule(with_near(&message, record, known))
    })
}

fn id_of<'a>(org: &'a Org, text: &str) -> Option<&'a Object> {
    let id: RecordId = text.parse().ok()?;
    org.whole.of_prefix(id.prefix())
}
