//! What a derive makes of a struct with errors: just enough that what uses the struct brings no error of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Type};

use super::unknown;

pub(super) fn of(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let name = &input.ident;
    let output = output(input).map_or_else(
        || quote!(::specforce::runtime::serde_json::Value),
        |output| quote!(#output),
    );
    quote! {
        const _: () = {
            use ::specforce::runtime;
            impl runtime::Action for #name {
                const NAME: &'static str = "";
                const METHOD: runtime::Method = runtime::Method::GET;
                type Output = #output;
                fn request(&self, request: runtime::Request) -> runtime::Request {
                    request
                }
            }
            impl #name {
                /// It stands in until the errors are mended.
                pub const FUNCTION: runtime::Function =
                    runtime::Function::new::<#name>(runtime::FunctionInfo {
                        group: "",
                        description: "",
                        docs: ::core::option::Option::None,
                        method: "",
                        endpoint: "",
                        statuses: &[],
                        source: "",
                        inputs: &[],
                        input_schema: "",
                        output_schema: "",
                        exchanges: &[],
                    });
            }
        };
    }
}

/// The output type, if the attributes can be read so far.
fn output(input: &DeriveInput) -> Option<Type> {
    let mut output = None;
    let actions = input
        .attrs
        .iter()
        .filter(|one| one.path().is_ident("action"));
    for attribute in actions {
        // What cannot be read is told elsewhere.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("output") {
                output = Some(meta.value()?.parse()?);
                Ok(())
            } else {
                unknown::skip(&meta)
            }
        });
    }
    output
}
