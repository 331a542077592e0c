//! The list of functions, each with its schemas, its exchanges, and a test for each exchange.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::emitter::{Emitter, Plan};
use super::parts::{Branch, Leaf};
use super::structs::property_doc;
use super::text::literal;
use super::types::variants;
use crate::emit::schema;
use crate::ir::{Exchange, Function, Object, Outcome, Property, Shape, Ty};
use crate::naming::{ident, snake};

pub(super) fn branch<'a>(plan: &Plan<'a>) -> Branch<'a> {
    let schema = plan.schema_text("functions.schema.json", || schema::bundle(plan.ir));
    let bundle = quote! {
        /// One JSON Schema with every type, input and output in its `$defs`.
        pub const SCHEMA: &str = #schema;
    };
    let registry = quote! {
        /// The functions of this crate, for a program that offers them all.
        #[inline]
        pub fn registry() -> runtime::Registry {
            runtime::Registry { functions: functions(), syncs: syncs(), schema: SCHEMA }
        }
    };
    let definitions = quote! {
        pub(crate) static DEFINITIONS: std::sync::LazyLock<runtime::serde_json::Value> =
            std::sync::LazyLock::new(|| runtime::serde_json::from_str(SCHEMA).unwrap_or_default());
    };
    Branch {
        name: "functions".to_owned(),
        folder: "functions".to_owned(),
        docs: "Every function with its schemas and exchanges.".to_owned(),
        public: false,
        leaves: leaves(plan),
        items: vec![functions(plan), syncs(plan), bundle, registry, definitions],
    }
}

fn functions(plan: &Plan) -> TokenStream {
    let functions = plan.ir.functions.iter();
    let functions = functions.map(|one| ident(plan.leaves.function(&one.name)));
    quote! {
        /// Every action of the manifest, by group and then in the manifest's order.
        #[inline]
        pub fn functions() -> &'static [runtime::Function] {
            const { &[#(#functions::function()),*] }
        }
    }
}

fn syncs(plan: &Plan) -> TokenStream {
    let syncs = plan.ir.syncs.iter();
    let syncs = syncs.map(|one| ident(plan.leaves.function(&one.name)));
    quote! {
        /// Every sync of the manifest, by group and then in the manifest's order.
        #[inline]
        pub fn syncs() -> &'static [runtime::sync::SyncEntry] {
            const { &[#(#syncs::sync()),*] }
        }
    }
}

fn leaves<'a>(plan: &Plan<'a>) -> Vec<Leaf<'a>> {
    let functions = plan.ir.functions.iter();
    let functions = functions.map(|function| Leaf::of_entry(plan, function));
    let syncs = plan.ir.syncs.iter();
    functions
        .chain(syncs.map(|sync| Leaf::of_sync_entry(plan, sync)))
        .collect()
}

pub(super) fn entry(emitter: &Emitter, function: &Function) -> Vec<TokenStream> {
    let value = self::function(emitter, function);
    // Inline, so that a program that calls a few functions compiles those alone.
    let mut items = vec![quote! {
        #[inline]
        pub(super) const fn function() -> runtime::Function {
            #value
        }
    }];
    if emitter.is_library() {
        items.push(tests(emitter, function));
    }
    items
}

/// A function with all that a program needs to offer it.
pub(super) fn function(emitter: &Emitter, function: &Function) -> TokenStream {
    let input = emitter.ty(&Ty::Type(function.input));
    let Function {
        group,
        description,
        method,
        endpoint,
        statuses,
        source,
        ..
    } = function;
    let description = literal(description.trim());
    let docs = docs(function.docs.as_ref());
    let inputs = inputs(emitter, emitter.ir.input(function));
    let input_schema = emitter.schema_text(&schema::input_file(&function.name), || {
        schema::input(emitter.ir, function)
    });
    let output_schema = emitter.schema_text(&schema::output_file(&function.name), || {
        schema::output(emitter.ir, function)
    });
    let exchanges = function.exchanges.iter().map(exchange);
    quote! {
        runtime::Function::new::<#input>(runtime::FunctionInfo {
            group: #group,
            description: #description,
            docs: #docs,
            method: #method,
            endpoint: #endpoint,
            statuses: &[#(#statuses),*],
            source: #source,
            inputs: #inputs,
            input_schema: #input_schema,
            output_schema: #output_schema,
            exchanges: &[#(#exchanges),*],
        })
    }
}

pub(super) fn docs(address: Option<&String>) -> TokenStream {
    address.map_or_else(|| quote!(None), |docs| quote!(Some(#docs)))
}

pub(super) fn inputs(emitter: &Emitter, input: &Object) -> TokenStream {
    let properties = input.properties.iter();
    let inputs = properties.map(|property| input_entry(emitter, property));
    quote!(&[#(#inputs),*])
}

fn input_entry(emitter: &Emitter, property: &Property) -> TokenStream {
    let (name, rust_name, required) = (&property.name, &property.rust, property.required);
    let kind = kind(emitter, &property.ty);
    let description = property_doc(emitter, property);
    let description = description
        .split("\n\nDefault: ")
        .next()
        .unwrap_or_default();
    let description = if description == format!("`{name}`") {
        literal("")
    } else {
        literal(description)
    };
    let default = optional_json(property.keywords.default.as_ref());
    quote! {
        runtime::Input {
            name: #name, rust_name: #rust_name, kind: #kind, required: #required, description: #description, default: #default
        }
    }
}

pub(super) fn kind(emitter: &Emitter, ty: &Ty) -> TokenStream {
    match emitter.ir.plain(ty) {
        Ty::String => quote!(runtime::Kind::String),
        Ty::Integer => quote!(runtime::Kind::Integer),
        Ty::Number => quote!(runtime::Kind::Number),
        Ty::Boolean => quote!(runtime::Kind::Boolean),
        Ty::List(inner) => {
            let inner = kind(emitter, inner);
            quote!(runtime::Kind::List(&#inner))
        }
        Ty::Type(id) => {
            if let Shape::Enum(values) = &emitter.ir.types[*id].shape {
                let values = variants(values).into_iter().map(|(value, _)| value);
                quote!(runtime::Kind::Enum(&[#(#values),*]))
            } else {
                quote!(runtime::Kind::Json)
            }
        }
        Ty::Nullable(_) | Ty::Map(_) | Ty::Any => quote!(runtime::Kind::Json),
    }
}

fn exchange(exchange: &Exchange) -> TokenStream {
    let (input, path, status) = (json(&exchange.input), &exchange.path, exchange.status);
    let (body, answer) = (
        optional_json(exchange.body.as_ref()),
        optional_json(exchange.answer.as_ref()),
    );
    let outcome = match &exchange.outcome {
        Outcome::Output(output) => {
            let output = json(output);
            quote!(runtime::Outcome::Output(#output))
        }
        Outcome::Error { kind, error_code } => {
            let code = error_code
                .as_ref()
                .map_or_else(|| quote!(None), |code| quote!(Some(#code)));
            quote!(runtime::Outcome::Error { kind: #kind, error_code: #code })
        }
    };
    quote! {
        runtime::Exchange { input: #input, path: #path, body: #body, status: #status, answer: #answer, outcome: #outcome }
    }
}

fn optional_json(value: Option<&Value>) -> TokenStream {
    let json = value.map(json);
    json.map_or_else(|| quote!(None), |json| quote!(Some(#json)))
}

fn json(value: &Value) -> Literal {
    literal(&value.to_string())
}

/// A test for each exchange, one for the schemas, and one for what they, the types and the checks take.
fn tests(emitter: &Emitter, function: &Function) -> TokenStream {
    let (module, name) = (ident(&function.module), ident(&snake(&function.name)));
    let exchanges = (0..function.exchanges.len()).map(|index| {
        let test = format_ident!("exchange_{}", index + 1);
        let index = Literal::usize_unsuffixed(index);
        quote!(#test: #index)
    });
    let input = ident(&emitter.ir.types[function.input].name);
    quote! {
        #[cfg(test)]
        runtime::function_tests!(#module::#name, #input, [#(#exchanges),*]);
    }
}
