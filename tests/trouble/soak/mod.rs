//! All actions, with everything going wrong at once.

mod calls;
mod judge;
mod left;
mod seed;
mod soaker;

pub(crate) use calls::{Leaves, makers};

use std::collections::BTreeSet;

use futures_util::future::join_all;
use specforce_emulator::{Emulator, RequestRecord};

use self::seed::Seed;
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

/// The errors that surely come of that; a session seldom ends twice in a call, which is an `authentication` then.
const KINDS: [&str; 4] = ["rate-limit", "salesforce", "transport", "unexpected-answer"];

const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

#[tokio::test]
async fn no_record_twice_no_error_lost_no_hang() {
    let (mut called, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    let mut met = BTreeSet::new();
    for seed in SEEDS {
        let soaked = soak(seed, CLIENTS).await;
        called.extend(soaked.called);
        kinds.extend(soaked.kinds);
        for request in soaked.requests {
            let trouble = request.trouble.iter().map(ToString::to_string);
            met.insert(trouble.collect::<Vec<_>>());
        }
    }
    let functions = specforce::registry().functions.iter();
    assert_eq!(called, functions.map(|function| function.name).collect());
    assert!(kinds.is_superset(&BTreeSet::from(KINDS)), "{kinds:?}");
    every_trouble_was_met(&met);
}

/// Of several, which asks first is no matter of the seed.
#[tokio::test]
async fn a_client_by_itself_meets_with_its_seed_what_it_has_met_before() {
    for seed in [SEEDS[0], SEEDS[1]] {
        let lines = async || {
            let requests = soak(seed, 1).await.requests.into_iter();
            let lines = requests.map(|it| (it.method, it.target, it.status, it.trouble));
            lines.collect::<Vec<_>>()
        };
        let (once, again) = (lines().await, lines().await);
        let parted = once.iter().zip(&again).find(|(once, again)| once != again);
        assert_eq!((parted, once.len()), (None, again.len()), "seed {seed}");
    }
}

/// What a soak has called, the kinds of the errors that it was given, and all that the org was asked.
struct Soaked {
    called: BTreeSet<&'static str>,
    kinds: BTreeSet<&'static str>,
    requests: Vec<RequestRecord>,
}

/// Lets so many clients call everything, and asks the org then whether it has what it should.
async fn soak(seed: u64, clients: usize) -> Soaked {
    let _named = Seed(seed);
    let org = troubled(seed).await;
    let mut soakers = join_all((0..clients).map(|number| Soaker::new(&org, seed, number))).await;
    begin(&org);
    join_all(soakers.iter_mut().map(|soaker| soaker.soak(ROUNDS))).await;
    org.emulator.clear_trouble();
    org.emulator.show_fields();
    org.emulator.clock().advance("1h".parse().unwrap());
    let requests = org.emulator.requests();
    for request in &requests {
        assert_eq!(request.lost, None, "{request:?}");
    }
    let (mut called, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for soaker in soakers {
        soaker.left.is_there(&org).await;
        called.extend(soaker.called);
        kinds.extend(soaker.kinds);
    }
    Soaked {
        called,
        kinds,
        requests,
    }
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
