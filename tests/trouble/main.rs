//! What the client promises when an org is in trouble, proven with the org behind: what it has done, and what it was
//! asked.

#![allow(clippy::print_stderr, reason = "a seed that fails is told")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod deletes;
mod example;
mod limits;
#[path = "../support/login.rs"]
mod login;
mod org;
mod pages;
mod posts;
mod retries;
mod sessions;
mod soak;

#[test]
fn the_example_of_the_docs_is_one_that_runs() {
    let docs = include_str!("../../docs/trouble.md");
    assert!(docs.contains(include_str!("example.rs")));
}
