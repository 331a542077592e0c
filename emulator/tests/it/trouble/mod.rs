//! What goes wrong with an org on demand, a test a kind.

mod connection;
mod hidden_fields;
mod in_flight;
mod log;
mod merges;
mod others;
mod records;
mod rules;
mod session;
mod short_form;
mod statuses;
mod support;
mod together;
