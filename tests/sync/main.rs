//! Syncs, from a local org to destinations: nothing is lost and nothing doubled, whatever happens.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod articles;
mod caller_query;
mod clients;
mod deletes;
mod failures;
mod fields;
mod interruptions;
#[path = "../support/login.rs"]
mod login;
mod meanwhile;
mod messages;
mod options;
mod org;
mod program;
mod purged;
mod reconcile;
mod related;
mod rows;
mod scope;
mod settle;
mod typed;
