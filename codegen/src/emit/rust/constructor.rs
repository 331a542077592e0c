use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::structs::property_doc;
use super::text::doc;
use crate::ir::{Object, Property, Ty, TypeId};
use crate::naming::ident;

/// `new` over what is required, and a setter for each of the rest.
pub(super) fn new_and_setters(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
    let name = ident(&emitter.ir.types[id].name);
    let new = new(emitter, object);
    let optional = object.properties.iter().filter(|one| !one.required);
    let setters = optional.map(|property| setter(emitter, property));
    let rest = object.open.then(|| {
        quote! {
            /// Every other property of the object.
            #[must_use]
            pub fn additional_properties(mut self, additional_properties: runtime::Object) -> Self {
                self.additional_properties = additional_properties;
                self
            }
        }
    });
    quote! {
        impl #name {
            #new
            #(#setters)*
            #rest
        }
    }
}

fn new(emitter: &Emitter, object: &Object) -> TokenStream {
    let required = object.properties.iter().filter(|one| one.required);
    let parameters: Vec<TokenStream> = required.map(|one| parameter(emitter, one)).collect();
    let fields = object.properties.iter().map(|one| field(emitter, one));
    let rest = object
        .open
        .then(|| quote!(additional_properties: runtime::Object::new(),));
    let docs = if parameters.is_empty() {
        " With nothing but defaults."
    } else {
        " With what is required; the rest is set on the value."
    };
    quote! {
        #[doc = #docs]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields)* #rest }
        }
    }
}

/// A field of a new value, with the comma behind it.
fn field(emitter: &Emitter, property: &Property) -> TokenStream {
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
