use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Function, Ir, Object, Property, Ty};

/// What an expression can see.
pub(crate) struct Scope<'a> {
    pub(super) current: Option<Typed>,
    pub(super) siblings: Option<&'a Object>,
}

impl<'a> Scope<'a> {
    /// The input of a function, as `self`.
    pub(crate) fn input(function: &Function) -> Self {
        Self {
            current: Some(Typed::place(quote!(self), Ty::Type(function.input))),
            siblings: None,
        }
    }

    /// One property that is there and not null, as a reference called `value`.
    pub(crate) fn value(ir: &Ir, property: &Property) -> Self {
        let there = match ir.plain(&property.ty) {
            Ty::Nullable(inner) => (**inner).clone(),
            _ => property.ty.clone(),
        };
        Self {
            current: Some(Typed::reference(ir, quote!(value), there)),
            siblings: None,
        }
    }

    /// What the properties beside it take from an answer, as variables with their names in Rust.
    pub(crate) fn siblings(object: &'a Object) -> Self {
        Self {
            current: None,
            siblings: Some(object),
        }
    }

    pub(super) fn item(ir: &Ir, ty: Ty) -> Self {
        Self {
            current: Some(Typed::reference(ir, quote!(item), ty)),
            siblings: None,
        }
    }
}

/// Code, and what it gives.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub(crate) code: TokenStream,
    pub(crate) ty: Ty,
    /// The code gives an `Option`.
    pub(crate) optional: bool,
    /// It is null, rather than absent, where there is no value.
    pub(crate) is_null: bool,
    pub(crate) form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Something that is there already and can be borrowed.
    Place,
    /// A fresh value; one that is a string is a literal.
    Value,
    /// A reference, or an `Option` of one.
    Borrowed,
    /// An iterator over items of the type.
    Items,
}

impl Typed {
    pub(super) fn place(code: TokenStream, ty: Ty) -> Self {
        Self {
            code,
            ty,
            optional: false,
            is_null: false,
            form: Form::Place,
        }
    }

    pub(super) fn value(code: TokenStream, ty: Ty) -> Self {
        Self {
            code,
            ty,
            optional: false,
            is_null: false,
            form: Form::Value,
        }
    }

    pub(super) fn items(code: TokenStream, ty: Ty) -> Self {
        Self {
            code,
            ty,
            optional: false,
            is_null: false,
            form: Form::Items,
        }
    }

    fn reference(ir: &Ir, code: TokenStream, ty: Ty) -> Self {
        let copied = super::is_copied(ir, &ty);
        Self::place(if copied { quote!(*#code) } else { code }, ty)
    }
}
