//! The program, through its front door: its arguments, streams and exit status, against a server on this machine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod call;
mod check;
mod emulator;
mod errors;
mod exchanges;
mod help;
mod list;
mod output;
mod request;
mod schema;
mod serve;
mod show;
mod status;
mod support;
mod verbose;
