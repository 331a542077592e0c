//! The names of a row's own properties, of which a destination makes columns or keys beside its own.

use std::collections::HashMap;

use crate::fault::Fault;
use crate::ir::{Object, Property};
use crate::messages;

/// What destinations add to a row: when it was written, and that its record is gone.
const KEPT: [&str; 3] = ["_deleted", "_deleted_at", "_synced_at"];

/// What Singer and its targets add begins so.
const OF_SINGER: &str = "_sdc_";

/// What is wrong with the names of a model; those of what is nested in it stay within a value.
pub(super) fn check(model: &Object) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut first: HashMap<String, &Property> = HashMap::new();
    for property in &model.properties {
        let folded = property.name.to_lowercase();
        let message = if is_kept(&folded) {
            messages::kept_by_destinations(&property.name)
        } else if let Some(first) = first.get(&folded) {
            messages::same_column(&property.name, &first.name, &first.place)
        } else {
            first.insert(folded, property);
            continue;
        };
        found.push(Fault::new(&property.place, message));
    }
    found
}

fn is_kept(folded: &str) -> bool {
    KEPT.contains(&folded) || folded.starts_with(OF_SINGER)
}
