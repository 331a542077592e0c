use proc_macro2::TokenStream;
use quote::quote;

use super::{Compiled, Form, Typed};
use crate::check::expression::Function as Call;
use crate::fault::Message;
use crate::ir::{Ir, Ty};
use crate::messages;

pub(super) fn apply(ir: &Ir, call: Call, of: &Typed) -> Compiled {
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

pub(super) fn items(ir: &Ir, of: &Typed) -> Result<(TokenStream, Ty), Message> {
    let code = &of.code;
    match (ir.plain(&of.ty), of.form) {
        (_, Form::Items) => Ok((code.clone(), of.ty.clone())),
        (Ty::List(inner), _) => Ok((quote!(#code.iter()), (**inner).clone())),
        _ => Err(messages::needs("this", "a list")),
    }
}
