//! What [JSON Schema 2020-12] says of numbers and patterns.
//!
//! Code generation judges a manifest by it and the runtime an input, so that both say the same.
//!
//! [JSON Schema 2020-12]: https://json-schema.org/draft/2020-12

mod number;
mod pattern;

pub use number::{less, same, whole};
pub use pattern::compile;
pub use regex_lite::Regex;
