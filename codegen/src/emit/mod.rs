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
}

impl Options {
    /// Options for a library whose doc comment is `crate_docs`.
    pub fn new(crate_docs: impl Into<String>) -> Self {
        Self {
            crate_docs: crate_docs.into(),
        }
    }
}

pub(crate) fn emit(ir: &Ir, options: &Options) -> Files {
    let mut files = rust::files(ir, options);
    for (name, json) in schema::files(ir) {
        files.insert(format!("schemas/{name}"), json);
    }
    files.insert("schemas/manifest.schema.json".to_owned(), manifest_schema());
    files
}

pub(crate) fn emit_module(ir: &Ir) -> proc_macro2::TokenStream {
    rust::module(ir)
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
