//! What goes wrong with an org on demand, a test a kind.

mod connection;
mod in_flight;
mod log;
mod others;
mod records;
mod rules;
mod session;
mod statuses;
mod support;
mod together;
