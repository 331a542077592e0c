//! SOSL: the words of a search are looked for in the texts of each object, and what has them is read by a query.

mod fields;
mod labels;
mod needle;
mod objects;
mod refusal;
mod run;
mod share;
mod word;
mod words;

pub(crate) use refusal::{malformed, syntax};
pub(crate) use run::{Ask, parse};
