//! The tables that records are kept in: one an object, a column a field.

mod added;
mod numbers;
mod open;
mod table;

pub(crate) use numbers::Numbers;
pub(crate) use open::{create_tables, open};
pub(crate) use table::{is_stored, quoted};
