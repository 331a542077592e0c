//! Syncs against a model: whatever happens to an org and to its syncs, in the end every destination has what a query
//! tells, and no row was lost, doubled or brought back.
//!
//! A seed decides everything that is random. `SPECFORCE_SEEDS=5000` tries so many seeds, `SPECFORCE_SEED=17` this one.

#![allow(clippy::print_stderr, reason = "a seed that fails tells its steps")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod articles;
mod client;
mod contract;
mod conversation;
mod copy;
mod death;
mod fold;
mod http;
mod inserts;
mod lines;
#[path = "../support/login.rs"]
mod login;
mod org;
mod program;
mod proxy;
mod run;
mod seeds;
mod steps;
mod story;
mod traffic;
mod trouble;
mod victim;

#[test]
fn every_destination_equals_the_org_in_the_end() {
    let failed = seeds::failed(&seeds::asked(), story::told);
    assert!(failed.is_empty(), "seeds that failed: {failed:?}");
}
