//! Fields by way of parents.

use std::collections::HashMap;
use std::sync::Arc;

use super::SyncError;
use super::calls::Calls;
use super::described::{Described, described};
use super::unseen::{Unseen, nearest};

/// The objects that were described, by their names.
pub(super) type Parents = HashMap<String, Option<Arc<Described>>>;

/// Whether a path leads to a field, over the parents that it names.
pub(super) async fn seen(
    path: &str,
    described: &Described,
    parents: &mut Parents,
    calls: &mut Calls,
) -> Result<Result<(), Unseen>, SyncError> {
    let Some((relationship, rest)) = path.split_once('.') else {
        return Ok(described.seen(path));
    };
    let parent = match described.parents(relationship) {
        Some([parent]) => self::parent(parent, parents, calls).await?,
        // Which fields parents of several kinds have in common no description tells.
        Some([_, _, ..]) => return Ok(Ok(())),
        // An object may stand before its own fields.
        None if described.is_called(relationship) => return Ok(described.seen(rest)),
        Some([]) | None => {
            let near = nearest(relationship, described.relationships());
            return Ok(Err(Unseen {
                path: path.to_owned(),
                meant: near.map(|near| format!("{near}.{rest}")),
            }));
        }
    };
    let Some(parent) = parent else {
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
