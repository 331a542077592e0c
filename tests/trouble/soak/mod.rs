//! All actions, with everything going wrong at once.

use std::collections::BTreeSet;
use std::time::Duration;

use fastrand::Rng;
use serde_json::Value;
use specforce::runtime::Error;
use specforce_emulator::{Emulator, RequestRecord, Trouble};

use crate::calls::{Call, Subject, makers, others};
use crate::org::Org;
use crate::sessions::Login;

/// Every trouble, each for so many requests in a hundred. A status that says that nothing was done does not lie here.
const TROUBLE: [&str; 22] = [
    "500",
    "500,done",
    "502",
    "502,done",
    "503",
    "503,retry-after=2",
    "504,done",
    "429",
    "429,retry-after=3",
    "concurrent-limit",
    "daily-limit",
    "expired-session",
    "locked-rows,share=0.5",
    "reset,when=before",
    "reset,when=during",
    "reset,when=after",
    "truncated-body",
    "truncated-gzip",
    "maintenance,status=503",
    "maintenance,status=200",
    "moved,to=https://acme--new.my.salesforce.com",
    "in-flight,seconds=30",
];

/// What takes the computer's time, and so comes less often.
const SLOW: [&str; 2] = ["stalled-body,rate=0.004", "slow,seconds=0.01,rate=0.01"];

const KINDS: [&str; 6] = [
    "salesforce",
    "authentication",
    "rate-limit",
    "save-failed",
    "unexpected-answer",
    "transport",
];

/// How often each action is called with one seed.
const ROUNDS: usize = 8;

const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

/// What a call should have left in the org: the name of an account, and whether there is one.
type Left = (String, bool);

#[tokio::test]
async fn no_record_twice_no_error_lost_no_hang() {
    let (mut called, mut met) = (BTreeSet::new(), BTreeSet::new());
    for seed in SEEDS {
        let org = troubled(seed).await;
        let left = soaked(&org, seed, &mut called).await;
        let requests = org.emulator.requests().into_iter();
        met.extend(requests.filter_map(|request| Some(request.trouble?.to_string())));
        org.emulator.clear_trouble();
        org.emulator.clock().advance("1h".parse().unwrap());
        for (name, is_there) in left {
            let there = org.named(&name).await;
            assert_eq!(there, u64::from(is_there), "{name}, seed {seed}");
        }
    }
    assert_eq!(called.len(), 28);
    assert_eq!(met.len(), TROUBLE.len() + SLOW.len(), "{met:#?}");
}

/// An org with many leads to be deleted, where nothing goes wrong yet.
async fn troubled(seed: u64) -> Org {
    let org = Org::with(
        Emulator::builder().trouble_seed(seed),
        |emulator, client| {
            let client = client.token_provider(Login::new(emulator));
            client.attempt_timeout(Duration::from_secs(1))
        },
    )
    .await;
    org.emulator.add_records("Lead: 3000").unwrap();
    org
}

/// Calls everything again and again while everything goes wrong.
async fn soaked(org: &Org, seed: u64, called: &mut BTreeSet<&'static str>) -> Vec<Left> {
    let leads = org.found("SELECT Id FROM Lead").await;
    let account = org
        .found("SELECT Id FROM Account WHERE ErpId__c = 'ERP-1001'")
        .await;
    for rule in TROUBLE {
        org.meets(&[&format!("{rule},rate=0.015")]);
    }
    org.meets(&SLOW);
    let mut random = Rng::with_seed(seed);
    let mut left = Vec::new();
    for round in 0..ROUNDS {
        let lead = |number: usize| leads["records"][round * 2 + number]["Id"].clone();
        let subject = Subject {
            account: account["records"][0]["Id"].clone(),
            leads: [lead(0), lead(1)],
            next: leads["nextRecordsUrl"].clone(),
        };
        let mut calls = makers(&format!("Soak {seed}.{round}"));
        calls.extend(others(&subject));
        random.shuffle(&mut calls);
        for call in calls {
            called.insert(call.name);
            left.extend(tried(org, &call).await);
            org.emulator.clock().advance("10s".parse().unwrap());
        }
    }
    left
}

/// Makes a call and judges what it gives by what it sent.
async fn tried(org: &Org, call: &Call) -> Option<Left> {
    let work = org.seen(org.call(call.name, call.input.clone()));
    let in_time = tokio::time::timeout(Duration::from_secs(30), work).await;
    let (given, requests) = in_time.unwrap_or_else(|_| panic!("{} hangs", call.name));
    judge(call.name, &given, &requests);
    let (name, made) = call.makes.as_ref()?;
    let is_there = match &given {
        Ok(output) => made(output),
        Err(_) => requests.iter().any(|request| request.done),
    };
    Some((name.clone(), is_there))
}

fn judge(name: &str, given: &Result<Value, Error>, requests: &[RequestRecord]) {
    let last = requests
        .last()
        .unwrap_or_else(|| panic!("{name} sent nothing: {given:?}"));
    match given {
        // What the first try has deleted, the last one finds deleted.
        Ok(_) if last.method == "DELETE" && requests.len() > 1 => {
            assert!(is_whole(last), "{name}: {requests:#?}");
        }
        Ok(_) => assert!(is_whole(last) && last.done, "{name}: {requests:#?}"),
        Err(error) => {
            assert!(KINDS.contains(&error.kind()), "{name}: {error:?}");
            assert!(
                !(is_whole(last) && last.done),
                "{name}: {error:?} {requests:#?}"
            );
        }
    }
    let done = requests.iter().filter(|request| request.done).count();
    assert!(last.method != "POST" || done <= 1, "{name}: {requests:#?}");
}

/// Whether it was the org's own answer that came, and all of it.
fn is_whole(request: &RequestRecord) -> bool {
    use Trouble::{InFlight, LockedRows, Slow};
    let trouble = request.trouble.as_ref();
    trouble.is_none_or(|it| matches!(it, InFlight { .. } | LockedRows { .. } | Slow { .. }))
}
