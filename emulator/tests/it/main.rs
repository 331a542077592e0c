//! The org through its front door: requests over HTTP, and what they are answered.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod authentication;
mod composite;
mod compression;
mod control;
mod describe;
mod errors;
mod headers;
mod identity;
mod knowledge;
mod limits;
mod methods;
mod paging;
mod query_limits;
mod quick_actions;
mod recent;
mod records;
mod recycle_bin;
mod replication;
mod search;
mod sizes;
mod start;
mod support;
mod trouble;
mod user_info;
mod versions;
