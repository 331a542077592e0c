use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::answer::local;
use super::structs::property_doc;
use super::text::doc;
use super::types::{Emitter, is_rust_default};
use crate::ir::{Object, Property, Ty, TypeId};
use crate::naming::ident;

/// `new` over what is required, and a setter for each of the rest.
pub(super) fn new_and_setters(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
    let name = ident(&emitter.ir.types[id].name);
    let required: Vec<&Property> = object
        .properties
        .iter()
        .filter(|property| property.required)
        .collect();
    let parameters = required.iter().map(|property| parameter(emitter, property));
    let fields = object.properties.iter().map(|property| {
        let field = ident(&property.rust);
        match &property.keywords.default {
            _ if property.required => {
                let given = given(emitter, property);
                if field == given.to_string() {
                    quote!(#field,)
                } else {
                    quote!(#field: #given,)
                }
            }
            Some(default) => {
                let value = emitter.value(default, &property.ty);
                quote!(#field: #value,)
            }
            None => quote!(#field: None,),
        }
    });
    let rest = object
        .open
        .then(|| quote!(additional_properties: runtime::Object::new(),));
    let setters = object
        .properties
        .iter()
        .filter(|property| !property.required)
        .map(|property| setter(emitter, property));
    let rest_setter = object.open.then(|| {
        quote! {
            /// Every other property of the object.
            #[must_use]
            pub fn additional_properties(mut self, additional_properties: runtime::Object) -> Self {
                self.additional_properties = additional_properties;
                self
            }
        }
    });
    let docs = if required.is_empty() {
        " With nothing but defaults."
    } else {
        " With what is required; the rest is set on the value."
    };
    quote! {
        impl #name {
            #[doc = #docs]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields)* #rest }
            }
            #(#setters)*
            #rest_setter
        }
    }
}

/// What serde calls for a property that is left out, where Rust's own default is another.
pub(super) fn default_functions(
    emitter: &Emitter,
    id: TypeId,
    object: &Object,
) -> Option<TokenStream> {
    let name = ident(&emitter.ir.types[id].name);
    let functions: Vec<TokenStream> = object
        .properties
        .iter()
        .filter_map(|property| default_function(emitter, object, property))
        .collect();
    (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }))
}

/// The name of the function that gives a property's default, which no setter has.
pub(super) fn default_name(object: &Object, property: &Property) -> Ident {
    local(object, &format!("default_{}", property.rust))
}

fn default_function(
    emitter: &Emitter,
    object: &Object,
    property: &Property,
) -> Option<TokenStream> {
    let default =
        property.keywords.default.as_ref().filter(|value| {
            !property.required && !is_rust_default(emitter.ir, value, &property.ty)
        })?;
    let (name, ty) = (default_name(object, property), emitter.ty(&property.ty));
    let value = emitter.value(default, &property.ty);
    Some(quote!(fn #name() -> #ty { #value }))
}

fn setter(emitter: &Emitter, property: &Property) -> TokenStream {
    let docs = doc(&property_doc(emitter, property));
    let field = ident(&property.rust);
    // `new` is the constructor.
    let name = if property.rust == "new" {
        ident("new_")
    } else {
        field.clone()
    };
    let (parameter, given) = (parameter(emitter, property), given(emitter, property));
    let value = if property.is_option() {
        quote!(Some(#given))
    } else {
        given
    };
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #parameter) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn parameter(emitter: &Emitter, property: &Property) -> TokenStream {
    let name = ident(&property.rust);
    match emitter.ir.plain(&property.ty) {
        Ty::String => quote!(#name: impl Into<String>),
        Ty::List(inner) if *emitter.ir.plain(inner) == Ty::String => {
            quote!(#name: impl IntoIterator<Item = impl Into<String>>)
        }
        Ty::List(inner) => {
            let inner = emitter.ty(inner);
            quote!(#name: impl IntoIterator<Item = #inner>)
        }
        ty => {
            let ty = emitter.ty(ty);
            quote!(#name: #ty)
        }
    }
}

/// What becomes of a [`parameter`].
fn given(emitter: &Emitter, property: &Property) -> TokenStream {
    let name = ident(&property.rust);
    match emitter.ir.plain(&property.ty) {
        Ty::String => quote!(#name.into()),
        Ty::List(inner) if *emitter.ir.plain(inner) == Ty::String => {
            quote!(#name.into_iter().map(Into::into).collect())
        }
        Ty::List(_) => quote!(#name.into_iter().collect()),
        _ => quote!(#name),
    }
}
