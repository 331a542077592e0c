//! What a test does with records and no request of REST can: for the control endpoint and for [`crate::Emulator`] alike.

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::State;

/// Brings records back from the recycle bin, with what went there with them: all of these or none.
pub(crate) fn undelete(org: &mut Org, ids: &[impl AsRef<str>]) -> Result<(), Fault> {
    each(org, ids, |org, text| {
        let id = known(org, text)?;
        org.undelete(&id).map_err(|fault| fault.about(&id))
    })
}

/// Deletes records, with those that cannot be without them, so that no recycle bin has them: all of these or none.
pub(crate) fn hard_delete(org: &mut Org, ids: &[impl AsRef<str>]) -> Result<(), Fault> {
    each(org, ids, |org, text| {
        let id = there(org, text)?;
        org.hard_delete(&id).map_err(|fault| fault.about(&id))
    })
}

/// Merges records into another of their kind.
pub(crate) fn merge(org: &mut Org, master: &str, merged: &[impl AsRef<str>]) -> Result<(), Fault> {
    org.age()?;
    let master = there(org, master)?;
    let merged = merged.iter().map(|id| there(org, id.as_ref()));
    let merged: Vec<RecordId> = merged.collect::<Result<_, _>>()?;
    org.atomically(|org| org.merge(&master, &merged))
}

/// Gives how many records are gone.
pub(crate) fn empty_recycle_bin(org: &mut Org) -> Result<usize, Fault> {
    org.atomically(|org| org.purge(None))
}

/// Gives how many entries are gone.
pub(crate) fn purge_delete_log(org: &mut Org) -> Result<usize, Fault> {
    org.atomically(Org::purge_log)
}

/// Hides fields, each told as `Contact.Phone`: all of these or none.
pub(crate) fn hide(org: &mut Org, fields: &[impl AsRef<str>]) -> Result<(), Fault> {
    let hidden = org.hide(fields);
    hidden.map_err(|slip| Fault::new(400, "INVALID_FIELD", slip.to_string()))
}

fn each(
    org: &mut Org,
    ids: &[impl AsRef<str>],
    deed: fn(&mut Org, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    org.age()?;
    org.atomically(|org| ids.iter().try_for_each(|id| deed(org, id.as_ref())))
}

/// The id of a record that is there, if only in the recycle bin.
fn there(org: &Org, text: &str) -> Result<RecordId, Fault> {
    let id = known(org, text)?;
    if let Some(object) = org.whole.of_prefix(id.prefix())
        && org.state_of(object, &id)? == State::Missing
    {
        return Err(missing(&id, &format!("there is no such {}", object.name)));
    }
    Ok(id)
}

/// An id as those of an object are.
fn known(org: &Org, text: &str) -> Result<RecordId, Fault> {
    let id: RecordId = text.parse().map_err(|why| {
        let message = format!("`{text}` is no id: {why}");
        Fault::new(400, "MALFORMED_ID", message)
    })?;
    match org.whole.of_prefix(id.prefix()) {
        Some(_) => Ok(id),
        None => Err(missing(&id, "the ids of no object begin so")),
    }
}

fn missing(id: &RecordId, why: &str) -> Fault {
    Fault::new(404, "NOT_FOUND", why).about(id)
}
