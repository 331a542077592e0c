use jmespath::ast::Comparator;
use proc_macro2::TokenStream;
use quote::quote;

use super::path::there;
use super::{Compiled, Form, Scope, Typed, compile};
use crate::check::expression::Expression;
use crate::ir::{Ir, Ty};
use crate::messages;

pub(super) fn compare(
    ir: &Ir,
    scope: &Scope,
    comparator: &Comparator,
    left: &Expression,
    right: &Expression,
) -> Compiled {
    let (left, right) = same_number(ir, compile(ir, scope, left)?, compile(ir, scope, right)?);
    let equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
    let (left, right) = match (kind(ir, &left), kind(ir, &right)) {
        _ if left.form == Form::Items || right.form == Form::Items => {
            return Err(messages::incomparable());
        }
        (Some(of_left), Some(of_right)) if of_left != of_right => {
            return Err(messages::incomparable());
        }
        (Some("integer" | "number"), _) if !equality => (there(left)?.code, there(right)?.code),
        (Some(_), Some(_)) if equality => (
            comparable(ir, &left, right.optional),
            comparable(ir, &right, left.optional),
        ),
        _ => return Err(messages::incomparable()),
    };
    let sign = match comparator {
        Comparator::Equal => quote!(==),
        Comparator::NotEqual => quote!(!=),
        Comparator::LessThan => quote!(<),
        Comparator::LessThanEqual => quote!(<=),
        Comparator::GreaterThan => quote!(>),
        Comparator::GreaterThanEqual => quote!(>=),
    };
    Ok(Typed::value(quote!((#left #sign #right)), Ty::Boolean))
}

/// A whole number as it is written compares with any number.
fn same_number(ir: &Ir, left: Typed, right: Typed) -> (Typed, Typed) {
    let whole =
        |typed: &Typed| typed.ty == Ty::Integer && typed.form == Form::Value && !typed.optional;
    let as_number = |typed: Typed| {
        let code = typed.code;
        Typed::value(quote!((#code as f64)), Ty::Number)
    };
    match (ir.plain(&left.ty), ir.plain(&right.ty)) {
        (Ty::Number, Ty::Integer) if whole(&right) => (left, as_number(right)),
        (Ty::Integer, Ty::Number) if whole(&left) => (as_number(left), right),
        _ => (left, right),
    }
}

/// What may be compared with what; an enum is compared by its text.
fn kind(ir: &Ir, typed: &Typed) -> Option<&'static str> {
    match ir.plain(&typed.ty) {
        Ty::String => Some("string"),
        Ty::Type(_) if ir.object(&typed.ty).is_none() => Some("string"),
        Ty::Integer => Some("integer"),
        Ty::Number => Some("number"),
        Ty::Boolean => Some("boolean"),
        _ => None,
    }
}

fn comparable(ir: &Ir, typed: &Typed, other_is_optional: bool) -> TokenStream {
    let code = &typed.code;
    let text = kind(ir, typed) == Some("string") && typed.form != Form::Value;
    match (text, typed.optional) {
        (true, true) => quote!(#code.as_ref().map(|value| value.as_str())),
        (true, false) if other_is_optional => quote!(Some(#code.as_str())),
        (true, false) => quote!(#code.as_str()),
        (false, false) if other_is_optional => quote!(Some(#code)),
        (false, _) => code.clone(),
    }
}
