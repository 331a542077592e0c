use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::{action, example, structs, text::doc};
use crate::ir::{Function, Outcome};
use crate::naming::{ident, snake};

/// The file of a function: the function, its input, and what it sends and reads.
pub(super) fn items(emitter: &Emitter, function: &Function) -> Vec<TokenStream> {
    let mut items = vec![caller(emitter, function)];
    items.extend(structs::items(emitter, function.input));
    items.push(action::implementation(emitter, function));
    items
}

fn caller(emitter: &Emitter, function: &Function) -> TokenStream {
    let docs = doc(&docs(emitter, function));
    let name = ident(&snake(&function.name));
    let input = ident(&emitter.ir.types[function.input].name);
    let output = emitter.ty(&function.output);
    // Before the edition of 2024 a return type borrows only what it names.
    let (client, argument, captured) = if emitter.is_library() {
        (quote!(&), quote!(&), None)
    } else {
        (quote!(&'a), quote!(&'b), Some(quote!(+ use<'a, 'b>)))
    };
    let lifetimes = captured.as_ref().map(|_| quote!(<'a, 'b>));
    // Of a public `async fn` rustc compiles the body whether it is called or not.
    quote! {
        #docs
        #[inline]
        pub fn #name #lifetimes(
            client: #client runtime::Client,
            input: #argument #input,
        ) -> impl std::future::Future<Output = Result<#output, runtime::Error>> + Send #captured {
            client.call(input)
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
