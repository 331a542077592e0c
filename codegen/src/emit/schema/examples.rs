//! Examples in schemas, which are the exchanges of functions.

use serde_json::Value;

use crate::ir::{Function, Ir, Outcome, Role, Ty, TypeId};

/// The examples of a type that is the whole input or output of one function.
pub(super) fn own_examples(ir: &Ir, id: TypeId) -> Option<Value> {
    let whole = Ty::Type(id);
    match ir.types[id].role {
        Role::Input => ir.functions.iter().find(|function| function.input == id),
        Role::Output => ir
            .functions
            .iter()
            .find(|function| function.output == whole),
        _ => None,
    }
    .and_then(|function| examples(&whole, function))
}

pub(super) fn examples(ty: &Ty, function: &Function) -> Option<Value> {
    let is_input = *ty == Ty::Type(function.input);
    let mut examples: Vec<Value> = Vec::new();
    for exchange in &function.exchanges {
        let Outcome::Output(output) = &exchange.outcome else {
            continue;
        };
        let example = if is_input { &exchange.input } else { output };
        if !examples.contains(example) {
            examples.push(example.clone());
        }
    }
    (!examples.is_empty()).then(|| examples.into())
}
