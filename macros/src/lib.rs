//! Typed Salesforce functions without a build script: `specforce` exports these macros with its feature `macros`.

use std::path::{Path, PathBuf};

use proc_macro::TokenStream;
use quote::quote;
use specforce_codegen::{
    Diagnostics, Source, derive_action, derive_from_answer, generate_module, read_folder,
};
use syn::{DeriveInput, LitStr};

/// Makes the functions and types of a manifest, in the module where it is called.
///
/// It takes the manifest's folder, relative to the `Cargo.toml` of the calling crate, which depends on `specforce`:
///
/// ```ignore
/// mod billing {
///     specforce::manifest!("spec");
/// }
/// ```
///
/// An edit of a file is seen by the next build; a file that is added is not, until the calling crate is compiled for
/// another reason. A build script with `specforce_codegen::Builder` sees both.
///
/// # Errors
/// Everything that is wrong with the manifest, each as a compile error at the call that shows file, line and column.
#[proc_macro]
pub fn manifest(input: TokenStream) -> TokenStream {
    let folder = syn::parse_macro_input!(input as LitStr);
    let shown = folder.value();
    let path =
        PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(&shown);
    expand(&path, &shown)
        .unwrap_or_else(|found| refuse(&folder, &found))
        .into()
}

/// Makes a struct written by hand the input of a function that is one call to Salesforce.
///
/// ```ignore
/// /// Reads one invoice.
/// #[derive(specforce::Action, serde::Serialize, serde::Deserialize)]
/// #[action(method = "GET", endpoint = "/services/apexrest/invoices/{number}{?currency}", output = Invoice)]
/// struct GetInvoice {
///     number: String,
///     currency: Option<String>,
/// }
///
/// #[derive(specforce::FromAnswer, serde::Serialize, serde::Deserialize)]
/// struct Invoice {
///     #[serde(rename = "Total__c")]
///     total: f64,
/// }
///
/// let invoice: Invoice = client.call(&GetInvoice { number, currency: None }).await?;
/// ```
///
/// The attributes are the keys of a manifest's action: `method`, `endpoint` and `output`, and if wanted `name` (else the
/// struct's, in lower case words joined by dashes), `group`, `docs`, `vars(q = "query")`, `body = "JMESPath"` or
/// `body(Name = "name")`, and `repeat_if`. Names in them are those of the fields in JSON. A field says
/// `#[action(pattern = "…")]`, `fail_if`, `minimum`, `maximum`, `min_length`, `max_length`, `min_items` or `max_items`,
/// which are checked before anything is sent.
///
/// Serde may rename a field, and an `Option` may have a `default`. What would part what is read or written from the schema is
/// refused: `rename(serialize = …)`, `flatten`, `skip` and its kin, and a `default` of anything but an `Option`.
///
/// The struct implements `Serialize` and `Deserialize`; the output is a Rust type that implements `FromAnswer` and
/// `Serialize`. Of the output no schema is made.
///
/// The struct's `FUNCTION` is its entry for a `specforce::runtime::Registry`.
///
/// # Errors
/// What `specforce check` finds wrong with an action, each at its attribute or field. A part of a text, such as a
/// variable of the endpoint, is underlined in the message.
#[proc_macro_derive(Action, attributes(action))]
pub fn action(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    derive_action(&input).into()
}

/// Lets a type be an output: an answer is read as serde reads the type, and what stands for its type parameters too.
#[proc_macro_derive(FromAnswer)]
pub fn from_answer(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    derive_from_answer(&input).into()
}

fn expand(path: &Path, shown: &str) -> Result<proc_macro2::TokenStream, Diagnostics> {
    let sources = read_folder(path, shown)?;
    let items = generate_module(&sources)?;
    let seen = sources.iter().map(|source| watched(path, source));
    Ok(quote! {
        #(#seen)*
        #items
    })
}

/// rustc compiles the crate again when a file that it has included changes.
fn watched(folder: &Path, source: &Source) -> proc_macro2::TokenStream {
    let file = source.name.rsplit('/').next().unwrap_or_default();
    let path = folder.join(file).to_string_lossy().into_owned();
    quote!(
        const _: &str = include_str!(#path);
    )
}

fn refuse(at: &LitStr, found: &Diagnostics) -> proc_macro2::TokenStream {
    let errors = found.iter().map(|diagnostic| {
        let text = diagnostic.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        syn::Error::new(at.span(), text).into_compile_error()
    });
    quote!(#(#errors)*)
}
