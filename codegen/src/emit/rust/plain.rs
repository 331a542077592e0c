//! Which types of answers need no reading of their own.

use crate::holding::spread;
use crate::ir::{Ir, Object, Origin, Property, Role, Shape, Type};

/// By type: whether an answer is read by its own `Deserialize`, which it is if that of all it holds is.
pub(super) fn plain_types(ir: &Ir) -> Vec<bool> {
    let others = ir.types.iter().map(|ty| !is_plain_by_itself(ty)).collect();
    spread(ir, others).into_iter().map(|other| !other).collect()
}

fn is_plain_by_itself(ty: &Type) -> bool {
    match &ty.shape {
        // How it is read is known where it is made.
        _ if ty.path.is_some() => false,
        Shape::Enum(_) | Shape::Alias(_) => true,
        Shape::Object(object) => {
            !ty.in_input && !may_be_empty(ty, object) && object.properties.iter().all(is_plain)
        }
    }
}

fn may_be_empty(ty: &Type, object: &Object) -> bool {
    ty.role == Role::Output && !object.properties.iter().any(|property| property.required)
}

fn is_plain(property: &Property) -> bool {
    let same_name =
        matches!(&property.origin, Origin::Path(path) if *path == [property.name.as_str()]);
    same_name && property.keywords.default.is_none() && !property.omit_empty
}
