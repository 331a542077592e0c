//! Whose turn it is: where requests are few, not every sync has one in every run.

use specforce_runtime::sync::destination::Kept;

use super::chosen::WithInput;

/// How many syncs run at once.
const AT_ONCE: u64 = 4;

/// How many requests each of them should have: some that every run needs, and some for its pages.
const EACH: u64 = 10;

/// How many may run at once when all have so many requests. More would use them up before any had read a page.
pub(super) fn at_once(requests: Option<u64>) -> usize {
    let most = requests.map_or(AT_ONCE, |requests| (requests / EACH).clamp(1, AT_ONCE));
    usize::try_from(most).unwrap_or(1)
}

/// Puts first what was never run, and then what was not run for longest.
pub(super) fn sort(syncs: &mut [WithInput], kept: &[Kept]) {
    syncs.sort_by_key(|sync| {
        let kept = kept.iter().find(|kept| kept.sync == sync.entry.name)?;
        kept.state.last_turn()
    });
}
