//! Whose turn it is: where requests are few, not every sync has one in every run.

use specforce_runtime::sync::destination::Kept;

use super::chosen::WithInput;

/// How many syncs run at once.
const AT_ONCE: u64 = 4;

/// How many requests each of them should have: some that every run needs, and some for its pages.
const EACH: u64 = 10;

/// How many may run at once when all have so many requests. More would use them up before any had read a page.
pub(super) fn at_once(syncs: &[WithInput], requests: Option<u64>) -> usize {
    let needed = syncs.iter().filter_map(needed).max();
    let each = needed.unwrap_or_default().max(EACH);
    let most = requests.map_or(AT_ONCE, |requests| (requests / each).clamp(1, AT_ONCE));
    usize::try_from(most).unwrap_or(1)
}

/// How many requests a sync sends until it has its first rows.
fn needed(sync: &WithInput) -> Option<u64> {
    let plan = sync.entry.plan(&sync.input).ok()?;
    Some(plan.requests_to_rows())
}

/// Puts first what was never run, and then what was not run for longest; last what has no rows within so many requests,
/// or it would take them from the others in every run.
pub(super) fn sort(syncs: &mut [WithInput], kept: &[Kept], requests: u64) {
    syncs.sort_by_cached_key(|sync| {
        let needs_more = needed(sync).is_some_and(|needed| needed > requests);
        let kept = kept.iter().find(|kept| kept.sync == sync.entry.name);
        (needs_more, kept.and_then(|kept| kept.state.last_turn()))
    });
}
