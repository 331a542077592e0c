//! The client against real servers that behave as Salesforce does, or misbehave.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agree;
mod answers;
mod auth;
#[cfg(feature = "testing")]
mod caller_query;
mod calls;
mod client;
mod deletes;
mod destinations;
mod errors;
mod fields;
#[cfg(feature = "testing")]
mod play;
mod query;
mod redirects;
mod related;
mod requests;
mod retries;
mod schema_check;
mod structs;
mod support;
mod sync_pages;
mod sync_windows;
mod syncs;
mod transport;
mod violations;
