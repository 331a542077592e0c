//! Which types stand in which others.

use crate::ir::{Ir, Shape, Ty, TypeId};

impl Ty {
    /// The type of the manifest that this one is made of, if it is of one.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named(),
            Self::Type(id) => Some(*id),
            _ => None,
        }
    }
}

/// The types that the properties of a type, or what it is another name of, are made of.
pub(crate) fn held(ir: &Ir, id: TypeId) -> Vec<TypeId> {
    match &ir.types[id].shape {
        Shape::Object(object) => {
            let properties = object.properties.iter();
            properties
                .filter_map(|property| property.ty.named())
                .collect()
        }
        Shape::Alias(alias) => alias.ty.named().into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

/// Marks beside the types that are marked all that hold one, themselves or through others.
pub(crate) fn spread(ir: &Ir, mut marked: Vec<bool>) -> Vec<bool> {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); ir.types.len()];
    for id in 0..ir.types.len() {
        for held in held(ir, id) {
            holders[held].push(id);
        }
    }
    let mut next: Vec<TypeId> = (0..marked.len()).filter(|id| marked[*id]).collect();
    while let Some(id) = next.pop() {
        for holder in std::mem::take(&mut holders[id]) {
            if !std::mem::replace(&mut marked[holder], true) {
                next.push(holder);
            }
        }
    }
    marked
}
