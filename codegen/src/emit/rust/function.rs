use proc_macro2::TokenStream;
use quote::quote;

use super::types::Emitter;
use super::{action, example, structs, text::doc};
use crate::ir::{Function, Outcome, Role, Ty};
use crate::naming::{ident, snake};

/// The file of a function: the function, its input, its output, and how they meet.
pub(super) fn items(emitter: &Emitter, function: &Function) -> Vec<TokenStream> {
    let mut items = vec![caller(emitter, function)];
    items.extend(structs::items(emitter, function.input));
    if let Ty::Type(id) = &function.output
        && emitter.ir.types[*id].role == Role::Output
    {
        items.extend(structs::items(emitter, *id));
    }
    items.push(action::implementation(emitter, function));
    items
}

fn caller(emitter: &Emitter, function: &Function) -> TokenStream {
    let docs = doc(&docs(emitter, function));
    let name = ident(&snake(&function.name));
    let input = ident(&emitter.ir.types[function.input].name);
    let output = emitter.ty(&function.output);
    quote! {
        #docs
        pub async fn #name(client: &runtime::Client, input: &#input) -> Result<#output, runtime::Error> {
            client.call(input).await
        }
    }
}

fn docs(emitter: &Emitter, function: &Function) -> String {
    let mut parts = vec![
        function.description.trim().to_owned(),
        format!("`{} {}`", function.method, function.endpoint),
    ];
    if let Some(page) = &function.docs {
        parts.push(format!("[Salesforce's page]({page})"));
    }
    parts.push(errors(function));
    if emitter.is_library() {
        parts.extend(example::of(emitter, function));
    }
    parts.push(format!("From `{}`.", function.source));
    parts.join("\n\n")
}

fn errors(function: &Function) -> String {
    let mut lines = vec![
        "# Errors".to_owned(),
        String::new(),
        "[`Error::InvalidInput`](runtime::Error::InvalidInput) with every violation, before anything is sent; else what".to_owned(),
        "[`Client::call`](runtime::Client::call) tells. Among them:".to_owned(),
        String::new(),
    ];
    let fixed = lines.len();
    for exchange in &function.exchanges {
        let Outcome::Error { kind, error_code } = &exchange.outcome else {
            continue;
        };
        let code = error_code
            .as_ref()
            .map(|code| format!(" `{code}`"))
            .unwrap_or_default();
        let line = format!("- {kind}{code} (HTTP status {})", exchange.status);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.len() == fixed {
        lines.truncate(fixed - 1);
        if let Some(last) = lines.last_mut() {
            *last = last.replace(" Among them:", "");
        }
    }
    lines.join("\n")
}
