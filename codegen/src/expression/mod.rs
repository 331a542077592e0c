//! JMESPath to typed Rust: what an expression reads is known when it is compiled, so nothing is interpreted later.

mod call;
mod comparison;
mod path;
mod scope;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use self::call::{apply, items};
use self::comparison::compare;
use self::path::{current, follow, there};
use crate::check::expression::Expression;
use crate::fault::Message;
use crate::ir::{Ir, Ty};
use crate::messages;

pub(crate) use scope::{Form, Scope, Typed};

type Compiled = Result<Typed, Message>;

pub(crate) fn compile(ir: &Ir, scope: &Scope, expression: &Expression) -> Compiled {
    match expression {
        Expression::Current => current(ir, scope),
        Expression::Path(path) => follow(ir, scope, path),
        Expression::Literal(value) => literal(value),
        Expression::Not(inner) => {
            let holds = truthy(ir, scope, inner)?;
            Ok(Typed::value(quote!(!(#holds)), Ty::Boolean))
        }
        Expression::And(left, right) => and(ir, scope, left, right),
        Expression::Compare(comparator, left, right) => compare(ir, scope, comparator, left, right),
        Expression::Call(call, of) => apply(ir, *call, &there(compile(ir, scope, of)?)?),
        Expression::Map(function, list) => {
            let (items, ty) = items(ir, &there(compile(ir, scope, list)?)?)?;
            let mapped = compile(ir, &Scope::item(ir, ty), function)?;
            let code = mapped.code;
            match mapped.form {
                _ if !mapped.optional
                    && is_copied(ir, &mapped.ty)
                    && mapped.form != Form::Items =>
                {
                    Ok(Typed::items(quote!(#items.map(|item| #code)), mapped.ty))
                }
                _ => Err(messages::needs(
                    "map",
                    "a function that computes a number or a truth",
                )),
            }
        }
        Expression::Filter(list, condition) => {
            let (items, ty) = items(ir, &there(compile(ir, scope, list)?)?)?;
            let holds = truthy(ir, &Scope::item(ir, ty.clone()), condition)?;
            // The closure of `filter` gets a reference more than those of `map` and `any`.
            Ok(Typed::items(
                quote!(#items.filter(|item| { let item = *item; #holds })),
                ty,
            ))
        }
    }
}

/// Whether Rust copies a value of the type.
pub(crate) fn is_copied(ir: &Ir, ty: &Ty) -> bool {
    matches!(ir.plain(ty), Ty::Integer | Ty::Number | Ty::Boolean)
}

/// Whether the value counts as true: JMESPath says no to `false`, null, and what is empty.
pub(crate) fn truthy(
    ir: &Ir,
    scope: &Scope,
    expression: &Expression,
) -> Result<TokenStream, Message> {
    if let Expression::Filter(list, condition) = expression {
        let (items, ty) = items(ir, &there(compile(ir, scope, list)?)?)?;
        let holds = truthy(ir, &Scope::item(ir, ty), condition)?;
        return Ok(quote!(#items.any(|item| #holds)));
    }
    let Typed {
        code,
        ty,
        optional,
        form,
        ..
    } = compile(ir, scope, expression)?;
    Ok(match (ir.plain(&ty), optional) {
        _ if form == Form::Items => quote!(#code.next().is_some()),
        (Ty::Any | Ty::Nullable(_), _) => {
            return Err(messages::no_truth());
        }
        (Ty::Boolean, false) => code,
        (Ty::Boolean, true) => quote!(#code == Some(true)),
        (Ty::String | Ty::List(_) | Ty::Map(_), false) => quote!(!#code.is_empty()),
        (Ty::String | Ty::List(_) | Ty::Map(_), true) => {
            quote!(#code.as_ref().is_some_and(|value| !value.is_empty()))
        }
        (_, false) => quote!(true),
        (_, true) => quote!(#code.is_some()),
    })
}

fn literal(value: &Value) -> Compiled {
    Ok(match value {
        Value::String(text) => Typed::value(quote!(#text), Ty::String),
        Value::Bool(truth) => Typed::value(quote!(#truth), Ty::Boolean),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => {
                let whole = proc_macro2::Literal::i64_unsuffixed(whole);
                Typed::value(quote!(#whole), Ty::Integer)
            }
            (None, Some(number)) => Typed::value(quote!(#number), Ty::Number),
            (None, None) => return Err(messages::bad_literal()),
        },
        _ => return Err(messages::bad_literal()),
    })
}

fn and(ir: &Ir, scope: &Scope, left: &Expression, right: &Expression) -> Compiled {
    let holds = truthy(ir, scope, left)?;
    let right = compile(ir, scope, right)?;
    let code = &right.code;
    match (ir.plain(&right.ty), right.optional, right.form) {
        (Ty::Boolean, false, _) => Ok(Typed::value(quote!((#holds) && (#code)), Ty::Boolean)),
        (_, false, Form::Value) => Ok(Typed {
            optional: true,
            ..Typed::value(quote!((#holds).then_some(#code)), right.ty)
        }),
        (_, false, Form::Place) if is_copied(ir, &right.ty) => Ok(Typed {
            optional: true,
            ..Typed::value(quote!((#holds).then_some(#code)), right.ty)
        }),
        (_, false, Form::Place) => Ok(Typed {
            optional: true,
            form: Form::Borrowed,
            ..Typed::value(quote!((#holds).then_some(&#code)), right.ty)
        }),
        _ => Err(messages::needs(
            "&&",
            "a value on its right that is always there",
        )),
    }
}
