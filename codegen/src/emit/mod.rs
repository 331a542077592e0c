//! Ir to files: Rust through quote and prettyplease, JSON Schemas through schemars. Nothing here can fail.

mod rust;
mod schema;

use std::collections::BTreeMap;

use crate::ir::Ir;

/// Files by their path below the folder they are written to, with `/` between its parts.
pub type Files = BTreeMap<String, String>;

/// What the generated code is for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The crate-level doc comment of the generated library, in Markdown.
    pub crate_docs: String,
}

impl Options {
    /// Options for a library whose doc comment is `crate_docs`.
    pub fn new(crate_docs: impl Into<String>) -> Self {
        Self {
            crate_docs: crate_docs.into(),
        }
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
pub(crate) fn tree(ir: &Ir) -> Files {
    let mut files = rust::tree(ir);
    files.extend(schemas(ir));
    files
}

/// A module of another crate, as items.
pub(crate) fn module(ir: &Ir) -> proc_macro2::TokenStream {
    rust::module(ir)
}

fn schemas(ir: &Ir) -> impl Iterator<Item = (String, String)> {
    let files = schema::files(ir).into_iter();
    files.map(|(name, json)| (format!("schemas/{name}"), json))
}

pub(crate) fn manifest_schema() -> String {
    let schema = schemars::schema_for!(crate::parse::manifest::File);
    schema::pretty(schema.as_value())
}
