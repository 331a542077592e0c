use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// A property that is written.
pub(super) struct Written<'a> {
    /// Its name in JSON.
    pub(super) property: &'a str,
    pub(super) field: Ident,
    /// It is left out when it has no value.
    pub(super) is_option: bool,
}

/// How a struct is written as a JSON object, with the properties of any name that the field `rest` holds. A statement a
/// property: an expression of thousands is more than what reads it has stack for.
pub(super) fn implementation(
    name: &Ident,
    lifetime: Option<&TokenStream>,
    properties: &[Written],
    rest: Option<&Ident>,
) -> TokenStream {
    let begun = match rest {
        Some(_) => quote!(runtime::open_properties(to)),
        None => begun(name, properties),
    };
    let rest = rest.map(|rest| quote!(to.others(&self.#rest);));
    let statements: Vec<TokenStream> = properties.iter().map(statement).chain(rest).collect();
    let body = if statements.is_empty() {
        quote!(#begun.end())
    } else {
        quote! {
            let mut to = #begun;
            #(#statements)*
            to.end()
        }
    };
    quote! {
        impl serde::Serialize for #name #lifetime {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

fn begun(name: &Ident, properties: &[Written]) -> TokenStream {
    let name = name.to_string();
    let (options, always): (Vec<&Written>, Vec<&Written>) =
        properties.iter().partition(|property| property.is_option);
    let always = Literal::usize_unsuffixed(always.len());
    let options = options.iter().map(|property| &property.field);
    quote!(runtime::properties(to, #name, #always, &[#(self.#options.is_some()),*]))
}

fn statement(written: &Written) -> TokenStream {
    let Written {
        property, field, ..
    } = written;
    if written.is_option {
        quote!(to.given(#property, &self.#field);)
    } else {
        quote!(to.always(#property, &self.#field);)
    }
}
