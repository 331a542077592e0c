//! For the tests that code generation writes: plays the exchanges of a manifest against a real HTTP server, and sees
//! to it that schemas, types and checks say the same.

mod agree;
mod copied;
mod generated;
mod instances;
mod mutations;
mod play;
mod schema;

pub use agree::{inputs_agree, outputs_agree, sync_inputs_agree};
pub use copied::rows_are_copied_alike;
pub use play::{play, play_all};
pub use schema::same_schema;
