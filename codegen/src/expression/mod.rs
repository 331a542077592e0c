//! JMESPath to typed Rust: what an expression reads is known when it is compiled, so nothing is interpreted later.

mod scope;

use jmespath::ast::Comparator;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::check::expression::{Expression, Function as Call, Step};
use crate::fault::Message;
use crate::ir::{Ir, Object, Origin, Property, Ty};
use crate::messages;
use crate::naming::ident;

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

fn current(ir: &Ir, scope: &Scope) -> Compiled {
    match (&scope.current, scope.siblings) {
        (Some(current), _) => Ok(current.clone()),
        (None, Some(object)) => sibling(ir, object, &[]),
        (None, None) => Err(messages::not_taken("@")),
    }
}

fn follow(ir: &Ir, scope: &Scope, path: &[Step]) -> Compiled {
    if let Some(object) = scope.siblings {
        return sibling(ir, object, path);
    }
    let mut at = current(ir, scope)?;
    for step in path {
        let name = &step.name;
        at = there(at)?;
        let object = ir
            .object(&at.ty)
            .ok_or_else(|| messages::unknown_property(name, None).at(step.part()))?;
        let names = object
            .properties
            .iter()
            .map(|property| property.name.as_str());
        let property = object.property(name).ok_or_else(|| {
            messages::unknown_property(name, messages::nearest(name, names)).at(step.part())
        })?;
        let (code, field) = (&at.code, ident(&property.rust));
        at = of_property(ir, quote!(#code.#field), property);
    }
    Ok(at)
}

/// The variable that the property taken from `path` stands in while an answer is read.
fn sibling(ir: &Ir, object: &Object, path: &[Step]) -> Compiled {
    let path: Vec<&str> = path.iter().map(|step| step.name.as_str()).collect();
    let taken =
        |property: &&Property| matches!(&property.origin, Origin::Path(from) if *from == path);
    let property = object.properties.iter().find(taken).ok_or_else(|| {
        messages::not_taken(&if path.is_empty() {
            "@".to_owned()
        } else {
            path.join(".")
        })
    })?;
    let variable = ident(&property.rust);
    Ok(of_property(ir, quote!(#variable), property))
}

fn of_property(ir: &Ir, code: TokenStream, property: &Property) -> Typed {
    let optional = property.is_option();
    match (ir.plain(&property.ty), optional) {
        (Ty::Nullable(inner), false) => Typed {
            optional: true,
            is_null: true,
            ..Typed::place(code, (**inner).clone())
        },
        _ => Typed {
            optional,
            ..Typed::place(code, property.ty.clone())
        },
    }
}

fn there(typed: Typed) -> Compiled {
    if typed.optional {
        let name = typed.code.to_string().replace(' ', "");
        let name = name.trim_start_matches("self.");
        return Err(messages::may_be_absent(name));
    }
    Ok(typed)
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

fn compare(
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

fn apply(ir: &Ir, call: Call, of: &Typed) -> Compiled {
    let code = &of.code;
    match (call, ir.plain(&of.ty), of.form) {
        (Call::Length, _, Form::Items) => {
            Ok(Typed::value(quote!((#code.count() as i64)), Ty::Integer))
        }
        (Call::Length, Ty::String, _) => Ok(Typed::value(
            quote!((#code.chars().count() as i64)),
            Ty::Integer,
        )),
        (Call::Length, Ty::List(_) | Ty::Map(_), _) => {
            Ok(Typed::value(quote!((#code.len() as i64)), Ty::Integer))
        }
        (Call::Length, ..) => Err(messages::needs("length", "a string, a list or a map")),
        (Call::Values, Ty::Map(inner), Form::Place) => {
            Ok(Typed::items(quote!(#code.values()), (**inner).clone()))
        }
        (Call::Values, ..) => Err(messages::needs("values", "a map")),
        (Call::Sum, ..) => {
            let (items, ty) = items(ir, of)?;
            match ir.plain(&ty) {
                Ty::Integer => Ok(Typed::value(quote!(#items.sum::<i64>()), Ty::Integer)),
                Ty::Number => Ok(Typed::value(quote!(#items.sum::<f64>()), Ty::Number)),
                _ => Err(messages::needs("sum", "a list of numbers")),
            }
        }
    }
}

fn items(ir: &Ir, of: &Typed) -> Result<(TokenStream, Ty), Message> {
    let code = &of.code;
    match (ir.plain(&of.ty), of.form) {
        (_, Form::Items) => Ok((code.clone(), of.ty.clone())),
        (Ty::List(inner), _) => Ok((quote!(#code.iter()), (**inner).clone())),
        _ => Err(messages::needs("this", "a list")),
    }
}
