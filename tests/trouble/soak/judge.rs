//! What the client gave, by what it sent.

use serde_json::Value;
use specforce::runtime::Error;
use specforce_emulator::{RequestRecord, Trouble};

const KINDS: [&str; 6] = [
    "salesforce",
    "authentication",
    "rate-limit",
    "save-failed",
    "unexpected-answer",
    "transport",
];

/// A success is the org's own answer, an error is typed and not made of one, and no POST was carried out twice.
pub(super) fn judge(name: &str, given: &Result<Value, Error>, requests: &[RequestRecord]) {
    let told = || format!("{name}: {given:?} {requests:#?}");
    let last = requests.last().unwrap_or_else(|| panic!("{}", told()));
    match given {
        // What the first try has deleted, the last one finds deleted.
        Ok(_) if last.method == "DELETE" && requests.len() > 1 => {
            assert!(is_whole(last), "{}", told());
        }
        Ok(_) => {
            let is_success = last.status.is_some_and(|status| status < 400);
            assert!(is_whole(last) && is_success, "{}", told());
        }
        Err(error) => {
            assert!(KINDS.contains(&error.kind()), "{}", told());
            assert!(!(is_whole(last) && last.done), "{}", told());
        }
    }
    let done = requests.iter().filter(|request| request.done).count();
    assert!(last.method != "POST" || done <= 1, "{}", told());
}

/// Whether it was the org's own answer that came, and all of it.
fn is_whole(request: &RequestRecord) -> bool {
    use Trouble::{
        EmptyRecycleBin, ExpiredLocators, HardDelete, HiddenField, InFlight, LockedRows, Merge,
        PurgedDeleteLog, Slow,
    };
    let mut trouble = request.trouble.iter();
    trouble.all(|it| {
        let is_by_others = matches!(
            it,
            HardDelete { .. }
                | Merge { .. }
                | EmptyRecycleBin {}
                | PurgedDeleteLog {}
                | HiddenField { .. }
                | ExpiredLocators {}
        );
        is_by_others || matches!(it, InFlight { .. } | LockedRows { .. } | Slow { .. })
    })
}
