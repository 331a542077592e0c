//! A hand-written action: a struct and its attributes stand for an entry of a manifest, and go the same way.

mod attributes;
mod field;
mod names;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error};

use self::attributes::Written;
use crate::fault::Fault;
use crate::parse::manifest::File;
use crate::parse::place::{Place, Way};
use crate::source::Source;
use crate::{Prelude, check, emit, ir, parse, with_prelude};

/// The `Action` of a hand-written input, for `#[derive(Action)]`.
///
/// # Errors
/// Everything that is wrong, each at the attribute or field where it stands.
pub fn derive_action(input: &DeriveInput) -> Result<TokenStream, Error> {
    let written = attributes::read(input)?;
    let ir = compile(&written)?;
    Ok(emit::action(&ir))
}

/// `FromAnswer` of a type that serde reads, for `#[derive(FromAnswer)]`.
pub fn derive_from_answer(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (generics, arguments, clause) = input.generics.split_for_impl();
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
    if let Some(error) = faults
        .iter()
        .map(|fault| told(written, fault))
        .reduce(combined)
    {
        return Err(error);
    }
    name_as_in_rust(&mut ir, written);
    Ok(ir)
}

fn combined(mut all: Error, one: Error) -> Error {
    all.combine(one);
    all
}

fn told(written: &Written, fault: &Fault) -> Error {
    let message = &fault.message;
    let label = Some(message.label.clone()).filter(|label| !label.is_empty());
    let note = message.note.as_ref().map(|note| format!("note: {note}"));
    let help = message.help.as_ref().map(|help| format!("help: {help}"));
    let lines = [Some(message.title.clone()), label, note, help];
    let text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    Error::new(written.span(below(&fault.place)), text)
}

/// The way to a place below the function.
fn below(place: &Place) -> &[String] {
    match &place.way {
        Way::Value(path) | Way::Key(path) => path.get(2..).unwrap_or_default(),
        Way::File | Way::Told(_) => &[],
    }
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
