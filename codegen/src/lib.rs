//! Turns a specforce manifest into typed Rust and JSON Schemas.
//!
//! One straight line: the text is parsed into a manifest as it was written, checked into a form in which every
//! name is resolved and every type known, and written out. Between the stages stands one gate: what is wrong is
//! told all at once, each with its place, and nothing is made of a manifest that has an error.
//!
//! The crate reads no environment and prints nothing; the same manifest always gives the same files.

mod check;
mod diagnostic;
mod emit;
mod expression;
mod folder;
mod ir;
mod messages;
mod naming;
mod parse;
mod seen;
mod source;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use emit::{Files, Options};
pub use folder::write_folder;
pub use seen::Seen;
pub use source::{Source, read_file, read_folder};

/// Makes every file of a generated crate from a manifest.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn generate(sources: &[Source], options: &Options) -> Result<Files, Diagnostics> {
    let ir = compile(sources)?;
    Ok(emit::emit(&ir, options))
}

/// Makes the items of one module from a manifest, for a crate that depends on `specforce`.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn generate_module(sources: &[Source]) -> Result<proc_macro2::TokenStream, Diagnostics> {
    let ir = compile(sources)?;
    Ok(emit::emit_module(&ir))
}

/// Checks a manifest and gives the number of its functions.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn check(sources: &[Source]) -> Result<usize, Diagnostics> {
    compile(sources).map(|ir| ir.functions.len())
}

/// The JSON Schema of a manifest's own files, for editors.
pub fn manifest_schema() -> String {
    emit::manifest_schema()
}

fn compile(sources: &[Source]) -> Result<ir::Ir, Diagnostics> {
    let files = parse::parse(sources)?;
    check::check(sources, &files)
}
