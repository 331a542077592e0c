use proc_macro2::{Ident, Literal, Span, TokenStream};
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
    let statements = statements(properties, rest);
    let body = match &statements {
        None => quote!(#begun.end()),
        Some(statements) => quote! {
            let mut to = #begun;
            #statements
            to.end()
        },
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

fn statements(properties: &[Written], rest: Option<&Ident>) -> Option<TokenStream> {
    let methods = properties.iter().map(|property| {
        let method = if property.is_option {
            "given"
        } else {
            "always"
        };
        Ident::new(method, Span::call_site())
    });
    let names = properties.iter().map(|property| property.property);
    let fields = properties.iter().map(|property| &property.field);
    let rest = rest.map(|rest| quote!(to.others(&self.#rest);));
    let any = !properties.is_empty() || rest.is_some();
    any.then(|| quote!(#(to.#methods(#names, &self.#fields);)* #rest))
}
