//! Ir to files: Rust through quote and prettyplease, JSON Schemas through schemars. Nothing here can fail.

mod rust;
mod schema;

use std::collections::BTreeMap;

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _};

use crate::ir::Ir;

/// Files by their path below the folder they are written to, with `/` between its parts.
pub type Files = BTreeMap<String, String>;

/// What the generated code is for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The crate-level doc comment of the generated library, in Markdown.
    pub crate_docs: String,
    formatted: bool,
}

impl Options {
    /// Options for a library whose doc comment is `crate_docs`.
    pub fn new(crate_docs: impl Into<String>) -> Self {
        Self {
            crate_docs: crate_docs.into(),
            formatted: true,
        }
    }

    /// Whether the Rust is laid out for people to read, which it is unless told. A build script that writes to
    /// `OUT_DIR`, where nobody reads it, is faster without.
    #[must_use]
    pub fn formatted(mut self, formatted: bool) -> Self {
        self.formatted = formatted;
        self
    }
}

/// The library `specforce`: Rust, and the schemas for other languages.
pub(crate) fn library(ir: &Ir, options: &Options) -> Files {
    let mut files = rust::library(ir, options);
    files.extend(schemas(ir));
    files.insert("schemas/manifest.schema.json".to_owned(), manifest_schema());
    files
}

/// A module of another crate, as files.
pub(crate) fn tree(ir: &Ir, options: &Options) -> Files {
    let mut files = rust::tree(ir, options);
    files.extend(schemas(ir));
    files
}

/// A module of another crate, as items.
pub(crate) fn module(ir: &Ir) -> proc_macro2::TokenStream {
    rust::module(ir)
}

/// The `Action` of the only function, whose input is written by hand.
pub(crate) fn action(ir: &Ir) -> proc_macro2::TokenStream {
    rust::action(ir)
}

fn schemas(ir: &Ir) -> Files {
    let files = schema::files(ir).into_iter();
    files
        .map(|(name, json)| (format!("schemas/{name}"), json))
        .collect()
}

pub(crate) fn manifest_schema() -> String {
    let mut schema = schemars::schema_for!(crate::parse::manifest::File);
    RecursiveTransform(in_markdown).transform(&mut schema);
    schema::pretty(schema.as_value())
}

/// Editors escape `description`, so that its Markdown is shown as it is typed; this keyword of theirs they render.
fn in_markdown(schema: &mut Schema) {
    if let Some(description) = schema.get("description").cloned() {
        schema.insert("markdownDescription".to_owned(), description);
    }
}
