//! SOQL, run as SQL: what a query asks for is looked up, and its values are bound.
//!
//! A query of records is run in two steps. The first finds which rows there are, in their order, and so how many; the
//! second reads a page of them by their numbers and writes the records straight from the rows. What was found is kept
//! for the pages that follow.

mod calendar;
mod children;
mod columns;
mod compare;
mod condition;
mod context;
mod filter;
mod found;
mod function;
mod groups;
mod literal;
mod locators;
mod node;
mod number;
mod read;
mod record;
pub(crate) mod refusal;
mod run;
mod select;
mod shape;
mod sql;
mod sqlite;
mod tables;
mod term;
#[cfg(test)]
mod tests;
mod typeof_;
mod within;
mod write;

pub(crate) use context::Sight;
pub(crate) use found::{Hits, Part};
pub(crate) use locators::Locators;
pub(crate) use read::PAGE;
pub(crate) use run::Ask;
pub(crate) use sqlite::install;
