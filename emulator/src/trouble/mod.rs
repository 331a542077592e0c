//! What goes wrong with an org, on demand: which trouble, when, and what requests met.

mod bad_rule;
mod keys;
mod kind;
mod log;
mod read;
mod record;
mod refusal;
mod rule;
mod script;

pub use bad_rule::BadRule;
pub use kind::{Trouble, When};
pub use record::RequestRecord;
pub use rule::Rule;
pub use script::RuleRecord;

pub(crate) use log::Log;
pub(crate) use record::{kept, kept_headers};
pub(crate) use refusal::daily_limit;
pub(crate) use script::Script;
