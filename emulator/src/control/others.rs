use fastrand::Rng;

use super::deeds;
use crate::fault::Fault;
use crate::org::Org;
use crate::trouble::Trouble;
use crate::{Object, RecordId};

/// How many records are tried of which chance chooses one: with some nothing can be done, as they have children.
const TRIES: usize = 50;

/// Does in the org what others do there. Gives it with the records that were chosen.
pub(crate) fn happen(org: &mut Org, trouble: &Trouble, mut random: Rng) -> Result<Trouble, Fault> {
    let mut done = tried(org, trouble, &mut random);
    for _ in 1..TRIES {
        if done.is_ok() || !leaves_choice(org, trouble) {
            break;
        }
        done = tried(org, trouble, &mut random);
    }
    done
}

fn leaves_choice(org: &Org, trouble: &Trouble) -> bool {
    match trouble {
        Trouble::HardDelete { record } => org.whole.object(record).is_some(),
        Trouble::Merge { record, into } => into.is_none() || org.whole.object(record).is_some(),
        _ => false,
    }
}

fn tried(org: &mut Org, trouble: &Trouble, random: &mut Rng) -> Result<Trouble, Fault> {
    let mut happened = trouble.clone();
    match &mut happened {
        Trouble::HardDelete { record } => {
            *record = chosen(org, record, None, random)?;
            deeds::hard_delete(org, &[record])?;
        }
        Trouble::Merge { record, into } => {
            *record = chosen(org, record, into.as_deref(), random)?;
            let master = match into.take() {
                Some(master) => master,
                None => another(org, record, random)?,
            };
            deeds::merge(org, &master, &[record])?;
            *into = Some(master);
        }
        Trouble::EmptyRecycleBin {} => drop(deeds::empty_recycle_bin(org)?),
        Trouble::PurgedDeleteLog {} => drop(deeds::purge_delete_log(org)?),
        Trouble::HiddenField { field } => deeds::hide(org, &[field])?,
        Trouble::ExpiredLocators {} => org.locators.expire(),
        _ => {}
    }
    Ok(happened)
}

/// The id of a record: itself, or one of an object by chance.
fn chosen(org: &Org, record: &str, but: Option<&str>, random: &mut Rng) -> Result<String, Fault> {
    match org.whole.object(record) {
        Some(object) => any(org, object, but, random),
        None => Ok(record.to_owned()),
    }
}

/// The id of another record of the same object.
fn another(org: &Org, record: &str, random: &mut Rng) -> Result<String, Fault> {
    let id: Option<RecordId> = record.parse().ok();
    let object = id.and_then(|id| org.whole.of_prefix(id.prefix()));
    any(
        org,
        object.ok_or_else(Fault::not_found)?,
        Some(record),
        random,
    )
}

fn any(org: &Org, object: &Object, but: Option<&str>, random: &mut Rng) -> Result<String, Fault> {
    let id = but.and_then(|id| id.parse().ok());
    let any = org.any_living(object, id.as_ref(), random)?;
    any.map(|id| id.to_string()).ok_or_else(|| {
        let other = but.map_or("", |_| "other ");
        let message = format!("there is no {other}{} for it", object.name);
        Fault::new(404, "NOT_FOUND", message)
    })
}
