//! A sync's entry in the list of all, with its schemas and a test of them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::registry::{docs, inputs, kind};
use super::text::literal;
use crate::emit::schema;
use crate::ir::{Object, Property, Reads, Sync, Ty};

pub(super) fn items(emitter: &Emitter, sync: &Sync) -> Vec<TokenStream> {
    let (input, entry) = (emitter.ty(&Ty::Type(sync.input)), entry(emitter, sync));
    let mut items = vec![quote! {
        #[inline]
        pub(super) const fn sync() -> runtime::sync::SyncEntry {
            runtime::sync::SyncEntry::new::<#input>(#entry)
        }
    }];
    if emitter.is_library() {
        items.push(quote! {
            #[cfg(test)]
            runtime::sync_tests!(#input);
        });
    }
    items
}

fn entry(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let Sync {
        group,
        cursor,
        source,
        ..
    } = sync;
    let object = match &sync.reads {
        Reads::Object(object) => quote!(Some(#object)),
        Reads::Query(_) => quote!(None),
    };
    let description = literal(sync.description.trim());
    let docs = docs(sync.docs.as_ref());
    let seconds = Literal::u64_unsuffixed(sync.seconds);
    let inputs = inputs(emitter, emitter.ir.input_of(sync.input));
    let input_schema = emitter.schema_text(&schema::input_file(&sync.name), || {
        schema::sync_input(emitter.ir, sync)
    });
    let model = model(emitter, sync);
    quote! {
        runtime::sync::SyncInfo {
            group: #group,
            description: #description,
            docs: #docs,
            object: #object,
            cursor: #cursor,
            every: std::time::Duration::from_secs(#seconds),
            source: #source,
            inputs: #inputs,
            input_schema: #input_schema,
            model: #model,
        }
    }
}

fn model(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let name = match emitter.ir.plain(&sync.model) {
        Ty::Type(id) => emitter.ir.types[*id].name.as_str(),
        _ => "",
    };
    let schema = emitter.schema_text(&schema::output_file(&sync.name), || {
        schema::model(emitter.ir, sync)
    });
    let columns = emitter.ir.object(&sync.model).map(columns);
    let columns = columns.into_iter().flatten();
    let columns = columns.map(|property| column(emitter, property));
    quote! {
        runtime::sync::Model { name: #name, columns: &[#(#columns),*], schema: #schema }
    }
}

/// The properties in their order, `id` before all others.
fn columns(model: &Object) -> Vec<&Property> {
    let is_id = |property: &&Property| property.name == "id";
    let (id, others): (Vec<_>, Vec<_>) = model.properties.iter().partition(is_id);
    [id, others].concat()
}

fn column(emitter: &Emitter, property: &Property) -> TokenStream {
    let (name, ty) = (&property.name, &property.ty);
    let kind = match emitter.ir.plain(ty) {
        Ty::List(_) => quote!(runtime::Kind::Json),
        Ty::Nullable(inner) => kind(emitter, inner),
        _ => kind(emitter, ty),
    };
    let required = !property.is_option() && !emitter.ir.keeps_null(ty);
    quote! {
        runtime::sync::Column { name: #name, kind: #kind, required: #required }
    }
}
