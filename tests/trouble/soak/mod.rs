//! All actions, with everything going wrong at once.

mod calls;
mod judge;
mod left;
mod soaker;

pub(crate) use calls::{Leaves, makers};

use std::collections::BTreeSet;

use futures_util::future::join_all;
use specforce_emulator::Emulator;

use self::soaker::Soaker;
use crate::org::Org;

/// Every trouble, each for so many requests in a hundred. A status that says that nothing was done does not lie here.
const TROUBLE: [&str; 29] = [
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
    "moved,to=https://acme--new.my.salesforce.com,status=307",
    "slow,seconds=0.01",
    "hard-delete,record=Task",
    "merge,record=Contact",
    "empty-recycle-bin",
    "purged-delete-log",
    "hidden-field,field=Account.Phone",
    "expired-locators",
];

/// What takes the computer's time and comes once, and what makes duplicates where it comes together.
const OTHERS: [&str; 3] = [
    "stalled-body,after=60",
    "in-flight,seconds=30,path=/sobjects/Account,rate=0.25",
    "reset,when=after,path=/sobjects/Account,rate=0.25",
];

/// How many clients there are at the same time.
const CLIENTS: usize = 3;

/// How often each calls each action with one seed.
const ROUNDS: usize = 3;

const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

#[tokio::test]
async fn no_record_twice_no_error_lost_no_hang() {
    let (mut called, mut met) = (BTreeSet::new(), BTreeSet::new());
    for seed in SEEDS {
        let org = troubled(seed).await;
        let mut soakers =
            join_all((0..CLIENTS).map(|number| Soaker::new(&org, seed, number))).await;
        begin(&org);
        join_all(soakers.iter_mut().map(|soaker| soaker.soak(ROUNDS))).await;
        org.emulator.clear_trouble();
        org.emulator.show_fields();
        org.emulator.clock().advance("1h".parse().unwrap());
        for request in org.emulator.requests() {
            assert_eq!(request.lost, None, "{request:?}");
            let trouble = request.trouble.iter().map(ToString::to_string);
            met.insert(trouble.collect::<Vec<_>>());
        }
        for soaker in soakers {
            soaker.left.is_there(&org).await;
            called.extend(soaker.called);
        }
    }
    let functions = specforce::registry().functions.iter();
    assert_eq!(called, functions.map(|function| function.name).collect());
    every_trouble_was_met(&met);
}

/// An org with leads to be deleted, where nothing goes wrong yet.
async fn troubled(seed: u64) -> Org {
    let org = Org::with(Emulator::builder().trouble_seed(seed), |_, client| client).await;
    org.emulator.add_records("Lead: 3000").unwrap();
    org
}

fn begin(org: &Org) {
    org.meets(&OTHERS);
    for rule in TROUBLE {
        org.meets(&[&format!("{rule},rate=0.015")]);
    }
}

/// Each alone, and a late commit with a lost answer.
fn every_trouble_was_met(met: &BTreeSet<Vec<String>>) {
    // Whichever record it was.
    let kinds = met.iter().flatten().map(|met| met.split(",record=").next());
    let kinds: BTreeSet<_> = kinds.collect();
    // An answer is lost by two rules.
    assert_eq!(kinds.len(), TROUBLE.len() + OTHERS.len() - 1, "{kinds:#?}");
    let both = ["in-flight,seconds=30", "reset,when=after"];
    assert!(met.iter().any(|met| *met == both), "{met:#?}");
}
