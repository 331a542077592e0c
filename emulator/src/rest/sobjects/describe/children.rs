use serde_json::{Value, json};

use crate::{Catalog, Object};

/// Every field of any object that can lead to one of these.
pub(super) fn describe(catalog: &Catalog, parent: &Object) -> Vec<Value> {
    let mut all = Vec::new();
    for child in catalog.objects() {
        for (name, field) in &child.fields {
            if field.to.contains(&parent.name) {
                all.push(json!({
                    "cascadeDelete": field.cascade,
                    "childSObject": child.name,
                    "deprecatedAndHidden": false,
                    "field": name,
                    "junctionIdListNames": [],
                    "junctionReferenceTo": [],
                    "relationshipName": field.children,
                    "restrictedDelete": field.restrict,
                }));
            }
        }
    }
    all
}
