//! A hand-written action: a struct and its attributes stand for an entry of a manifest, and go the same way.

mod attributes;
mod field;
mod keywords;
mod names;
mod place;
mod stand_in;
mod unknown;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error};

use self::attributes::Written;
use crate::parse::manifest::File;
use crate::source::Source;
use crate::{Prelude, check, emit, ir, parse, with_prelude};

/// The `Action` of a hand-written input, for `#[derive(Action)]`.
///
/// Everything that is wrong is an error of the compiler, each at the attribute or field where it stands.
pub fn derive_action(input: &DeriveInput) -> TokenStream {
    match attributes::read(input).and_then(|written| compile(&written)) {
        Ok(ir) => emit::action(&ir),
        Err(errors) => {
            let (errors, stand_in) = (errors.into_compile_error(), stand_in::of(input));
            quote!(#errors #stand_in)
        }
    }
}

/// `FromAnswer` of a type that serde reads, for `#[derive(FromAnswer)]`.
pub fn derive_from_answer(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        let owned = syn::parse_quote!(::specforce::runtime::serde::de::DeserializeOwned);
        parameter.bounds.push(owned);
    }
    let (generics, arguments, clause) = generics.split_for_impl();
    quote! {
        impl #generics ::specforce::runtime::FromAnswer for #name #arguments #clause {
            fn from_answer<'de, D>(answer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: ::specforce::runtime::serde::Deserializer<'de>,
            {
                ::specforce::runtime::serde::Deserialize::deserialize(answer)
            }
        }
    }
}

fn compile(written: &Written) -> Result<ir::Ir, Error> {
    let source = Source {
        name: written.rust.clone(),
        text: String::new(),
    };
    let sources = with_prelude(&[source]);
    let (prelude, _) = parse::parse(&sources[1..]);
    let files: Vec<File> = std::iter::once(written.file()).chain(prelude).collect();
    let (mut ir, faults) = check::check(&sources, &files, Prelude::Given);
    refused(faults.iter().map(|fault| written.places.told(fault)))?;
    name_as_in_rust(&mut ir, written);
    Ok(ir)
}

/// All errors in one, if there is any.
fn refused(errors: impl IntoIterator<Item = Error>) -> Result<(), Error> {
    let combined = errors.into_iter().reduce(|mut all, one| {
        all.combine(one);
        all
    });
    combined.map_or(Ok(()), Err)
}

/// The author has chosen the names of the struct and its fields, and types that a manifest does not know.
fn name_as_in_rust(ir: &mut ir::Ir, written: &Written) {
    for ty in &mut ir.types {
        if let Some(path) = written.path(&ty.name) {
            ty.path = Some(path);
        }
    }
    let function = &mut ir.functions[0];
    function.source.clone_from(&written.rust);
    let input = function.input;
    let ty = &mut ir.types[input];
    ty.name.clone_from(&written.rust);
    ty.path = Some(written.rust.clone());
    if let ir::Shape::Object(object) = &mut ty.shape {
        for (property, field) in object.properties.iter_mut().zip(&written.fields) {
            property.rust.clone_from(&field.rust);
        }
    }
}
