use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::{Emitter, Import};
use super::serialize::{self, Written};
use super::types::is_rust_default;
use super::{answer, checks, constructor, enums, fields, text::doc};
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
                items.push(constructor::new_and_setters(emitter, id, object));
            }
            items.push(serialize(&ident(&ty.name), object));
            let answer = answer::reading(emitter, id, object);
            items.extend(fields::deserialize(emitter, ty, object, answer));
            items.push(json_schema(emitter, id));
            if ty.in_input && ty.role != Role::Input {
                items.push(checks::implementation(emitter, id, object));
            }
            items
        }
        Shape::Enum(values) => enums::items(emitter, id, values),
        Shape::Alias(_) => Vec::new(),
    }
}

pub(super) fn type_doc(emitter: &Emitter, id: TypeId) -> TokenStream {
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
    let fields = object
        .properties
        .iter()
        .map(|property| field(emitter, property));
    let rest = object.open.then(|| {
        quote! {
            /// Every other property of the object.
            pub additional_properties: runtime::Object,
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

/// The `Serialize` of a type: JSON in its own shape.
fn serialize(name: &Ident, object: &Object) -> TokenStream {
    let properties = object.properties.iter().map(|property| Written {
        property: &property.name,
        field: ident(&property.rust),
        is_option: property.is_option(),
    });
    let properties: Vec<Written> = properties.collect();
    let rest = object.open.then(|| ident(answer::REST));
    serialize::implementation(name, None, &properties, rest.as_ref())
}

/// Whether a value with nothing given is a value at all, and the same as Rust's default.
fn has_default(emitter: &Emitter, object: &Object) -> bool {
    object.properties.iter().all(|property| {
        let nothing = property
            .keywords
            .default
            .as_ref()
            .is_some_and(|default| is_rust_default(emitter.ir, default, &property.ty));
        let enumeration =
            matches!(emitter.ir.plain(&property.ty), Ty::Type(_)) && !property.is_option();
        !property.required && !enumeration && (property.is_option() || nothing)
    })
}

fn field(emitter: &Emitter, property: &Property) -> TokenStream {
    let docs = doc(&property_doc(emitter, property));
    let (name, ty) = (ident(&property.rust), emitter.field(property));
    quote!(#docs pub #name: #ty,)
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

pub(super) fn json_schema(emitter: &Emitter, id: TypeId) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let (ident, name) = (ident(&ty.name), &ty.name);
    let references = direct_references(emitter.ir, id).into_iter().map(|other| {
        let (name, ty) = (&emitter.ir.types[other].name, emitter.ty(&Ty::Type(other)));
        quote!(#name: #ty)
    });
    let definitions = emitter.import(Import::Definitions);
    quote!(runtime::impl_json_schema!(#ident, #name, #definitions, [#(#references),*]);)
}
