//! Which keywords go with which types.

use super::wrong::{At, Wrong};
use crate::ir::{Ir, Keywords, Shape, Ty};
use crate::messages::Bounded::{List, Number, Scalar, Text};
use crate::messages::{self, Bounded};

/// The keywords that do not go with the type, or that the type says itself.
pub(super) fn check(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let there = placed(keywords, ir.present(ty)).into_iter();
    for (keyword, _, fits, what) in there.filter(|(_, there, ..)| *there) {
        if !fits {
            let message = messages::misfit(keyword, what);
            wrong.push(Wrong::new(keyword, At::Key, message));
        }
        if of_alias(ir, ty, keyword) {
            let message = messages::bounded_already(keyword);
            wrong.push(Wrong::new(keyword, At::Key, message));
        }
    }
    wrong
}

/// Whether the type is another name for one that has the keyword.
fn of_alias(ir: &Ir, ty: &Ty, keyword: &str) -> bool {
    match ty {
        Ty::Nullable(inner) => of_alias(ir, inner, keyword),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => {
                let own = placed(&alias.keywords, &Ty::Any);
                own.iter()
                    .any(|(name, there, ..)| *name == keyword && *there)
                    || of_alias(ir, &alias.ty, keyword)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Each keyword that goes with one kind of type: whether it is there, whether it may be, and where it belongs.
fn placed(keywords: &Keywords, ty: &Ty) -> [(&'static str, bool, bool, Bounded); 8] {
    let text = *ty == Ty::String;
    let number = matches!(ty, Ty::Integer | Ty::Number);
    let list = matches!(ty, Ty::List(_));
    let scalar = text || number || *ty == Ty::Boolean;
    let of = keywords;
    [
        ("pattern", of.pattern.is_some(), text, Text),
        ("minLength", of.min_length.is_some(), text, Text),
        ("maxLength", of.max_length.is_some(), text, Text),
        ("minimum", of.minimum.is_some(), number, Number),
        ("maximum", of.maximum.is_some(), number, Number),
        ("minItems", of.min_items.is_some(), list, List),
        ("maxItems", of.max_items.is_some(), list, List),
        ("enum", !of.allowed.is_empty(), scalar, Scalar),
    ]
}
