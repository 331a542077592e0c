//! Typed Salesforce functions from a manifest, for a crate without a build script.

use std::path::{Path, PathBuf};

use proc_macro::TokenStream;
use quote::quote;
use specforce_codegen::{Diagnostics, Source, generate_module, read_folder};
use syn::LitStr;

/// Makes the functions and types of a manifest, in the module where it is called.
///
/// It takes the manifest's folder, relative to the `Cargo.toml` of the calling crate, which depends on `specforce`:
///
/// ```ignore
/// mod billing {
///     specforce_macros::manifest!("spec");
/// }
/// ```
///
/// An edit of a file is seen by the next build; a file that is added is not, until the calling crate is compiled for
/// another reason.
///
/// # Errors
/// Everything that is wrong with the manifest, each as a compile error at the call that tells file, line and column.
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
    let errors = found
        .iter()
        .map(|diagnostic| syn::Error::new(at.span(), diagnostic.to_string()).into_compile_error());
    quote!(#(#errors)*)
}
