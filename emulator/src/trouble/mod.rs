//! What goes wrong with an org, on demand: which trouble, when, and what requests met.

mod bad_rule;
mod concern;
mod entry;
mod keys;
mod kind;
mod known;
mod log;
mod met;
mod phase;
mod read;
mod record;
mod refusal;
mod rule;
mod script;
mod valid;

pub use bad_rule::BadRule;
pub use kind::{Trouble, When};
pub use record::RequestRecord;
pub use rule::Rule;
pub use script::RuleRecord;

pub(crate) use log::Log;
pub(crate) use met::Met;
pub(crate) use record::{kept, kept_headers};
pub(crate) use refusal::daily_limit;
pub(crate) use script::{Asked, Script, Within};
