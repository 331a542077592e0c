//! What destinations keep, refuse, and go on with. What a disk may lose is tested beside the file operations.

mod kills;
mod ndjson;
mod refusals;
mod singer;
#[cfg(feature = "sqlite")]
mod sqlite;
mod support;
mod text;
#[cfg(feature = "sqlite")]
mod torn_log;
