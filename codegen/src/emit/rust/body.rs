use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::serialize::{self, Written};
use crate::check::expression::Expression;
use crate::expression::{Form, Scope, Typed, compile};
use crate::ir::{Function, Ty};
use crate::naming::{ident, snake};

/// The struct that a body of several properties is written as, and its value.
pub(super) fn declared(
    emitter: &Emitter,
    function: &Function,
    properties: &[(String, Expression)],
) -> (TokenStream, TokenStream) {
    let mut taken = HashSet::new();
    let fields = properties.iter().filter_map(|(name, expression)| {
        let typed = compile(emitter.ir, &Scope::input(function), expression).ok()?;
        let mut rust = snake(name);
        // Two names may differ only in case.
        while !taken.insert(rust.clone()) {
            rust.push('_');
        }
        Some(field(emitter, name, ident(&rust), &typed))
    });
    let fields: Vec<Field> = fields.collect();
    let borrows = fields.iter().any(|field| field.borrows);
    let (lifetime, elided) = if borrows {
        (Some(quote!(<'a>)), Some(quote!(<'_>)))
    } else {
        (None, None)
    };
    let (mut declared, mut values, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        declared.push(field.declared);
        values.push(field.value);
        written.push(field.written);
    }
    let serialize = serialize::implementation(&ident("Body"), elided.as_ref(), &written, None);
    let declaration = quote! {
        struct Body #lifetime { #(#declared)* }
        #serialize
    };
    (declaration, quote!(Body { #(#values)* }))
}

struct Field<'a> {
    declared: TokenStream,
    value: TokenStream,
    written: Written<'a>,
    borrows: bool,
}

fn field<'a>(emitter: &Emitter, property: &'a str, field: Ident, typed: &Typed) -> Field<'a> {
    let (ty, code) = (emitter.ty(&typed.ty), &typed.code);
    // What may be null is sent as null; what may be left out is left out.
    let is_option = typed.optional && !typed.is_null;
    let (ty, value) = match typed.form {
        Form::Place if typed.is_null => (quote!(&'a Option<#ty>), quote!(&#code)),
        Form::Place if is_option => (quote!(&'a #ty), quote!(#code.as_ref())),
        Form::Place => (quote!(&'a #ty), quote!(&#code)),
        Form::Borrowed => (quote!(&'a #ty), code.clone()),
        Form::Value | Form::Items if *emitter.ir.plain(&typed.ty) == Ty::String => {
            (quote!(&'static str), code.clone())
        }
        Form::Value | Form::Items => (ty, code.clone()),
    };
    let ty = if is_option { quote!(Option<#ty>) } else { ty };
    Field {
        declared: quote!(#field: #ty,),
        value: quote!(#field: #value,),
        written: Written {
            property,
            field,
            is_option,
        },
        borrows: matches!(typed.form, Form::Place | Form::Borrowed),
    }
}
