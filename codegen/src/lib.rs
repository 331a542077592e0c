//! Turns a specforce manifest into typed Rust and JSON Schemas.
//!
//! One straight line: the text is parsed into a manifest as it was written, checked into a form in which every
//! name is resolved and every type known, and written out. Between the stages stands one gate: what is wrong is
//! told all at once, each with its place, and nothing is made of a manifest that has an error.
//!
//! The crate reads no environment and prints nothing, but for [`Builder`], which speaks to Cargo; the same manifest always
//! gives the same files.

mod builder;
mod check;
mod derive;
mod diagnostic;
mod emit;
mod expression;
mod fault;
mod folder;
mod holding;
mod ir;
mod messages;
mod naming;
mod parse;
mod render;
mod seen;
mod shown;
mod source;
mod threads;

pub use builder::{Builder, watched, watched_files};
pub use derive::{derive_action, derive_from_answer};
pub use diagnostic::{Diagnostic, Diagnostics, Related};
pub use emit::{Files, Options};
pub use folder::write_folder;
pub use seen::Seen;
pub use source::{Source, is_manifest, read_folder};

/// Makes every file of the generated library `specforce`, which has the types that every manifest may use.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn generate(sources: &[Source], options: &Options) -> Result<Files, Diagnostics> {
    let ir = compile(sources, Prelude::Made)?;
    Ok(emit::library(&ir, options))
}

/// Makes the files of one module from a manifest, for a crate that depends on `specforce`; `mod.rs` holds the others.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn generate_tree(sources: &[Source], options: &Options) -> Result<Files, Diagnostics> {
    let ir = compile(sources, Prelude::Given)?;
    Ok(emit::tree(&ir, options))
}

/// Makes the items of one module from a manifest, for a crate that depends on `specforce`.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn generate_module(sources: &[Source]) -> Result<proc_macro2::TokenStream, Diagnostics> {
    let ir = compile(sources, Prelude::Given)?;
    Ok(emit::module(&ir))
}

/// Checks a manifest and gives the number of its functions, which are actions and syncs.
///
/// # Errors
/// Everything that is wrong with the manifest.
pub fn check(sources: &[Source]) -> Result<usize, Diagnostics> {
    compile(sources, Prelude::Given).map(|ir| ir.functions_and_syncs().count())
}

/// The JSON Schema of a manifest's own files, for editors.
pub fn manifest_schema() -> String {
    emit::manifest_schema()
}

/// Whether the types that every manifest may use are made here, or are those of the crate `specforce`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prelude {
    Made,
    Given,
}

fn compile(sources: &[Source], prelude: Prelude) -> Result<ir::Ir, Diagnostics> {
    let sources = with_prelude(sources);
    let (ir, faults) = examine(&sources, prelude);
    if faults.is_empty() {
        Ok(ir)
    } else {
        Err(fault::told(&sources, faults))
    }
}

/// What is wrong with files of which some others could not be read.
fn diagnostics(sources: &[Source]) -> Diagnostics {
    let sources = with_prelude(sources);
    let (_, faults) = examine(&sources, Prelude::Given);
    fault::told(&sources, faults)
}

/// The prelude comes last, so that what a manifest declares itself goes before it.
fn with_prelude(sources: &[Source]) -> Vec<Source> {
    let prelude = Source {
        name: "codegen/src/prelude.yaml".to_owned(),
        text: include_str!("prelude.yaml").to_owned(),
    };
    sources.iter().cloned().chain([prelude]).collect()
}

fn examine(sources: &[Source], prelude: Prelude) -> (ir::Ir, Vec<fault::Fault>) {
    let (files, mut faults) = parse::parse(sources);
    let (ir, more) = check::check(sources, &files, prelude);
    faults.extend(more);
    (ir, faults)
}
