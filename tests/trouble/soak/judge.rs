//! What the client gave, by what it sent.

use serde_json::Value;
use specforce::runtime::Error;
use specforce_emulator::{RequestRecord, Trouble};

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
            assert_eq!((error.kind(), error.status()), due(last), "{}", told());
            assert!(!(is_whole(last) && last.done), "{}", told());
        }
    }
    let done = requests.iter().filter(|request| request.done).count();
    assert!(last.method != "POST" || done <= 1, "{}", told());
}

/// The kind of the error that the last answer is, and its status.
fn due(last: &RequestRecord) -> (&'static str, Option<u16>) {
    if last.trouble.iter().any(breaks_off) {
        return ("transport", None);
    }
    let instead = last.trouble.iter().find_map(instead);
    let kind = instead.unwrap_or(match last.status {
        Some(400..) => "salesforce",
        // Which says itself that nothing was saved.
        _ => "save-failed",
    });
    (kind, last.status)
}

/// Whether no whole answer came, whatever it was.
fn breaks_off(trouble: &Trouble) -> bool {
    use Trouble::{Reset, StalledBody, TruncatedBody, TruncatedGzip};
    matches!(
        trouble,
        Reset { .. } | StalledBody {} | TruncatedBody {} | TruncatedGzip {}
    )
}

/// The kind of what answers in place of the org and is no refusal of Salesforce's like any other.
fn instead(trouble: &Trouble) -> Option<&'static str> {
    use Trouble::{ConcurrentLimit, DailyLimit, ExpiredSession, Maintenance, Moved, Status};
    match trouble {
        DailyLimit {} | ConcurrentLimit {} | Status { status: 429, .. } => Some("rate-limit"),
        ExpiredSession {} => Some("authentication"),
        Moved { .. } | Maintenance { status: 200 } => Some("unexpected-answer"),
        _ => None,
    }
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
