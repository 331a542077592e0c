//! What goes wrong with an org, on demand: which trouble, when, and what requests met.

mod bad_rule;
mod keys;
mod kind;
mod log;
mod read;
mod refusal;
mod rule;
mod script;

pub use bad_rule::BadRule;
pub use kind::{Trouble, When};
pub use log::RequestRecord;
pub use rule::Rule;
pub use script::RuleRecord;

pub(crate) use log::{Log, kept};
pub(crate) use refusal::daily_limit;
pub(crate) use script::Script;
