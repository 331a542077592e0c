use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::types::{Emitter, is_rust_default, variants};
use super::{answer, checks, text::doc};
use crate::emit::schema::direct_references;
use crate::ir::{Object, Property, Role, Shape, Ty, TypeId};
use crate::naming::ident;

/// All that a type is in Rust.
pub(super) fn items(emitter: &Emitter, id: TypeId) -> Vec<TokenStream> {
    let ty = &emitter.ir.types[id];
    match &ty.shape {
        Shape::Object(object) => {
            let mut items = vec![definition(emitter, id, object)];
            if ty.in_input {
                items.push(constructor(emitter, id, object));
            }
            items.extend(default_functions(emitter, id, object));
            items.push(json_schema(emitter, id));
            if ty.in_output {
                items.push(answer::implementation(emitter, id, object));
            }
            if ty.in_input && ty.role != Role::Input {
                items.push(checks::implementation(emitter, id, object));
            }
            items
        }
        Shape::Enum(values) => enumeration(emitter, id, values),
        Shape::Alias(_) => Vec::new(),
    }
}

fn type_doc(emitter: &Emitter, id: TypeId) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let description = ty.description.as_deref().unwrap_or(&ty.name).trim();
    let place = match ty.role {
        Role::Input | Role::Output => String::new(),
        _ => format!("\n\nFrom `{}`.", ty.source),
    };
    doc(&format!("{description}{place}"))
}

fn definition(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let (docs, name) = (type_doc(emitter, id), ident(&ty.name));
    let default = has_default(emitter, object).then(|| quote!(Default,));
    let serde_crate = emitter.serde_crate();
    let closed = (ty.in_input && !object.open).then(|| quote!(#[serde(deny_unknown_fields)]));
    let fields = object
        .properties
        .iter()
        .map(|property| field(emitter, property, ty.in_input, &name));
    let rest = object.open.then(|| {
        quote! {
            /// Every other property of the object.
            #[serde(flatten)]
            pub additional_properties: runtime::Object,
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #default serde::Serialize, serde::Deserialize)]
        #serde_crate
        #closed
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

/// Whether a value with nothing given is a value at all, and the same as Rust's default.
fn has_default(emitter: &Emitter, object: &Object) -> bool {
    object.properties.iter().all(|property| {
        let nothing = property
            .keywords
            .default
            .as_ref()
            .is_some_and(is_rust_default);
        let enumeration =
            matches!(emitter.ir.plain(&property.ty), Ty::Type(_)) && !property.is_option();
        !property.required && !enumeration && (property.is_option() || nothing)
    })
}

fn field(emitter: &Emitter, property: &Property, in_input: bool, owner: &Ident) -> TokenStream {
    let docs = doc(&property_doc(emitter, property));
    let (name, ty) = (ident(&property.rust), emitter.field(property));
    let kept = emitter.ir.keeps_null(&property.ty);
    let mut serde = Vec::new();
    if property.rust != property.name {
        let wire = &property.name;
        serde.push(quote!(rename = #wire));
    }
    match (property.is_option(), property.required) {
        (true, _) => {
            if in_input || kept {
                serde.push(quote!(default, deserialize_with = "runtime::present"));
            }
            serde.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        (false, false) => match &property.keywords.default {
            Some(value) if !is_rust_default(value) => {
                let path = format!("{owner}::default_{}", property.rust);
                serde.push(quote!(default = #path));
            }
            _ => serde.push(quote!(default)),
        },
        (false, true) if kept && !in_input => serde.push(quote!(default)),
        (false, true) => {}
    }
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    quote!(#docs #serde pub #name: #ty,)
}

pub(super) fn property_doc(emitter: &Emitter, property: &Property) -> String {
    let of_type = match &property.ty {
        Ty::Type(id) => emitter.ir.types[*id].description.as_deref(),
        _ => None,
    };
    let text = property
        .keywords
        .description
        .as_deref()
        .or(of_type)
        .map_or_else(
            || format!("`{}`", property.name),
            |text| text.trim().to_owned(),
        );
    match &property.keywords.default {
        Some(default) => format!("{text}\n\nDefault: `{default}`."),
        None => text,
    }
}

fn constructor(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
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
fn default_functions(emitter: &Emitter, id: TypeId, object: &Object) -> Option<TokenStream> {
    let name = ident(&emitter.ir.types[id].name);
    let functions: Vec<TokenStream> = object
        .properties
        .iter()
        .filter_map(|property| default_function(emitter, property))
        .collect();
    (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }))
}

fn default_function(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let default = property
        .keywords
        .default
        .as_ref()
        .filter(|value| !property.required && !is_rust_default(value))?;
    let (name, ty) = (
        format_ident!("default_{}", property.rust),
        emitter.ty(&property.ty),
    );
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

fn json_schema(emitter: &Emitter, id: TypeId) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let (ident, name) = (ident(&ty.name), &ty.name);
    let references = direct_references(emitter.ir, id).into_iter().map(|other| {
        let (name, ty) = (&emitter.ir.types[other].name, emitter.ty(&Ty::Type(other)));
        quote!((#name, generator.subschema_for::<#ty>()))
    });
    let references: Vec<TokenStream> = references.collect();
    let generator = if references.is_empty() {
        quote!(_)
    } else {
        quote!(generator)
    };
    let inline = (ty.role == Role::Within).then(|| {
        quote!(
            fn inline_schema() -> bool {
                true
            }
        )
    });
    let root = emitter.root();
    let schema = if ty.role == Role::Within {
        let Shape::Enum(values) = &ty.shape else {
            return TokenStream::new();
        };
        quote!(schemars::json_schema!({ "type": "string", "enum": [#(#values),*] }))
    } else {
        quote!(runtime::schema::definition(&#root::DEFINITIONS, #name, &[#(#references),*]))
    };
    quote! {
        impl schemars::JsonSchema for #ident {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                #name.into()
            }
            #inline
            fn json_schema(#generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #schema
            }
        }
    }
}

fn enumeration(emitter: &Emitter, id: TypeId, values: &[String]) -> Vec<TokenStream> {
    let (docs, name) = (type_doc(emitter, id), ident(&emitter.ir.types[id].name));
    let variants: Vec<(&str, Ident)> = variants(values)
        .into_iter()
        .map(|(value, name)| (value, ident(&name)))
        .collect();
    let declared = variants.iter().map(|(value, variant)| {
        let docs = doc(&format!("`{value}`"));
        quote!(#docs #[serde(rename = #value)] #variant,)
    });
    let serde_crate = emitter.serde_crate();
    let texts = variants
        .iter()
        .map(|(value, variant)| quote!(Self::#variant => #value,));
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
            #serde_crate
            pub enum #name { #(#declared)* }
        },
        quote! {
            impl #name {
                /// The value as it stands in JSON.
                pub fn as_str(&self) -> &'static str {
                    match self { #(#texts)* }
                }
            }
        },
        quote! {
            impl runtime::Expand for #name {
                fn each(&self, take: &mut dyn FnMut(&str)) {
                    take(self.as_str());
                }
            }
        },
        quote! {
            impl runtime::FromAnswer for #name {
                fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                    serde::Deserialize::deserialize(answer)
                }
            }
        },
        json_schema(emitter, id),
    ]
}
