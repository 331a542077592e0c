//! Syncs: an object's records, copied to a destination and kept current.

mod budget;
mod calls;
mod changes;
mod copied;
mod deleted;
pub mod destination;
mod error;
mod function;
mod listing;
mod model;
mod options;
mod pages;
mod pen;
mod plan;
mod reader;
mod reconcile;
mod record;
mod report;
mod run;
mod select;
mod soql_text;
mod stage;
mod stamp;
mod state;
mod stop;
mod typed;
mod unseen;
mod visible;

pub use budget::Budget;
pub use changes::{Change, Changes};
pub use copied::{Copied, CopiedProperty};
pub use destination::DestinationError;
pub use error::SyncError;
#[cfg(feature = "testing")]
pub(crate) use function::row_of_type;
pub use function::{SyncEntry, SyncFunction, SyncInfo};
pub use model::{Column, Model};
pub use options::{Options, Progress, SETTLE};
pub use plan::{Deletes, Plan};
pub use report::Report;
pub use soql_text::soql_text;
pub use stamp::{InvalidStamp, Stamp};
pub use state::{Cursor, State};
pub use stop::Stop;
pub use typed::Sync;
pub use unseen::Unseen;
