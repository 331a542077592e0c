//! The wording of every error in a manifest, so that one voice speaks and nothing is worded twice.
//!
//! Each has a title that says what is wrong, a label that says what was expected at the place, and a help that says
//! how to mend it.

mod derives;
mod endpoints;
mod exchanges;
mod files;
mod jmespath;
mod keys;
mod keywords;
mod names;
mod patterns;
mod related;
mod requests;
mod syncs;
mod types;
mod values;
mod words;
mod yaml;

pub(crate) use derives::*;
pub(crate) use endpoints::*;
pub(crate) use exchanges::*;
pub(crate) use files::*;
pub(crate) use jmespath::*;
pub(crate) use keys::*;
pub(crate) use keywords::*;
pub(crate) use names::*;
pub(crate) use patterns::*;
pub(crate) use related::*;
pub(crate) use requests::*;
pub(crate) use syncs::*;
pub(crate) use types::*;
pub(crate) use values::*;
pub(crate) use words::*;
pub(crate) use yaml::*;
