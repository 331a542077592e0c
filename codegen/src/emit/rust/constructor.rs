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
