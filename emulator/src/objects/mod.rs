//! What objects the org has, and which fields they have.

mod auto_number;
mod catalog;
mod check;
mod extension;
mod field;
mod object;
mod slip;
mod standard;
mod system;

pub use catalog::{Catalog, Description};
pub(crate) use extension::SEVERAL;
pub use field::{Field, FieldType};
pub use object::{Followers, Object};
pub use slip::Slip;
