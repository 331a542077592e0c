use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::Duration;

use specforce_emulator::{Emulator, RequestRecord};

/// How often it is looked which requests there were.
const EVERY: Duration = Duration::from_millis(200);

/// So many requests at most are under way while one that came in later is done.
const UNDER_WAY: u64 = 1_000;

/// Shows each request on standard error when it was carried out.
pub(super) async fn show(emulator: &Emulator) {
    let (mut shown, mut ticks) = (BTreeSet::new(), tokio::time::interval(EVERY));
    loop {
        ticks.tick().await;
        let last = shown.last().copied().unwrap_or_default();
        let since = u64::saturating_sub(last, UNDER_WAY);
        shown = shown.split_off(&since);
        for request in emulator.requests_since(since) {
            if shown.insert(request.number) {
                let _ = writeln!(anstream::stderr().lock(), "{}", line(&request));
            }
        }
    }
}

fn line(request: &RequestRecord) -> String {
    let status = request.status.map(|status| status.to_string());
    let status = status.unwrap_or_else(|| "no answer".to_owned());
    let trouble = request.trouble.iter().map(|met| format!(", {met}"));
    let trouble: String = trouble.collect();
    format!("{} {} → {status}{trouble}", request.method, request.target)
}
