//! As `macros/tests/obstacles.rs`, of the files that a build script writes.
#![deny(
    warnings,
    unused,
    nonstandard_style,
    future_incompatible,
    missing_docs,
    unreachable_pub
)]

/// All that is made.
pub mod all {
    include!(concat!(env!("OUT_DIR"), "/specforce/mod.rs"));
}

#[path = "../../macros/tests/obstacles/names.rs"]
mod names;
