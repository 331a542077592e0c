//! Examples in schemas, which are the exchanges of functions.

use serde_json::Value;

use crate::ir::{Function, Outcome, Ty};

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
