//! A manifest whose every name is an obstacle: what is made of it compiles without a warning, and its JSON is right.
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
    specforce_macros::manifest!("tests/obstacles");
}

#[path = "obstacles/names.rs"]
mod names;
