use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::structs::{json_schema, type_doc};
use super::text::doc;
use super::types::variants;
use crate::ir::{Role, TypeId};
use crate::naming::ident;

/// All that an enum is in Rust.
pub(super) fn items(emitter: &Emitter, id: TypeId, values: &[String]) -> Vec<TokenStream> {
    let name = ident(&emitter.ir.types[id].name);
    let variants: Vec<(&str, Ident)> = variants(values)
        .into_iter()
        .map(|(value, name)| (value, ident(&name)))
        .collect();
    let mut items = vec![declared(emitter, id, &name, &variants)];
    items.extend(written(&name, &variants));
    items.extend(read(&name, &variants));
    let (values, _) = split(&variants);
    items.push(match emitter.ir.types[id].role {
        Role::Within => inline_schema(&name, &values),
        _ => json_schema(emitter, id),
    });
    items
}

fn split<'v>(variants: &'v [(&'v str, Ident)]) -> (Vec<&'v str>, Vec<&'v Ident>) {
    let pairs = variants.iter();
    pairs.map(|(value, variant)| (*value, variant)).unzip()
}

fn declared(
    emitter: &Emitter,
    id: TypeId,
    name: &Ident,
    variants: &[(&str, Ident)],
) -> TokenStream {
    let docs = type_doc(emitter, id);
    let variants = variants.iter().map(|(value, variant)| {
        let docs = doc(&format!("`{value}`"));
        quote!(#docs #variant,)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum #name { #(#variants)* }
    }
}

/// How a variant becomes its value.
fn written(name: &Ident, variants: &[(&str, Ident)]) -> [TokenStream; 4] {
    let texts = variants
        .iter()
        .map(|(value, variant)| quote!(Self::#variant => #value,));
    let text = quote! {
        impl #name {
            /// The value as it stands in JSON.
            pub fn as_str(&self) -> &'static str {
                match self { #(#texts)* }
            }
        }
    };
    let display = quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
    let expand = quote! {
        impl runtime::Expand for #name {
            fn each(&self, take: &mut dyn FnMut(&str)) {
                take(self.as_str());
            }
        }
    };
    let serialize = quote! {
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
    [text, display, expand, serialize]
}

/// How a value becomes its variant.
fn read(name: &Ident, variants: &[(&str, Ident)]) -> [TokenStream; 3] {
    let (values, named) = split(variants);
    let first = named.first();
    let deserialize = quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
                runtime::variant(value, &[#(Self::#named),*], &[#(#values),*])
            }
        }
    };
    let blank = quote! {
        impl runtime::Blank for #name {
            fn blank() -> Self {
                Self::#first
            }
        }
    };
    let from_answer = quote! {
        impl runtime::FromAnswer for #name {
            fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(answer)
            }
        }
    };
    [deserialize, blank, from_answer]
}

/// An enum without a name of its own in the manifest has its schema wherever it is used.
fn inline_schema(name: &Ident, values: &[&str]) -> TokenStream {
    let text = name.to_string();
    quote! {
        impl schemars::JsonSchema for #name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                #text.into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [#(#values),*] })
            }
        }
    }
}
