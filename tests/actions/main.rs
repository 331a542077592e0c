//! Every action of the registry, called against a local org: what it gives, and what it is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod collections;
mod composite;
mod metadata;
mod org;
mod query;
mod quick_actions;
mod records;
mod search;
mod standing;
