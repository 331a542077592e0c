use serde_json::{Value, json};
use specforce_soql::{Operand, Returning, Search, SearchWith, Selected};

use crate::fault::Fault;
use crate::{Catalog, Object};

/// What `WITH METADATA = 'LABELS'` adds to the answer. Salesforce spells it so.
const KEY: &str = "entityetadata";

/// The labels of the fields that are given, as the rest of the answer's object; nothing where they are not asked for.
///
/// It follows [Search for a String](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_search.htm).
pub(super) fn labels(
    catalog: &Catalog,
    search: &Search,
    wanted: &[Returning],
) -> Result<Vec<u8>, Fault> {
    let asks = |with: &SearchWith| matches!(with, SearchWith::Metadata(_));
    if !search.with.iter().any(asks) {
        return Ok(Vec::new());
    }
    let entities = wanted.iter().filter_map(|returning| {
        let object = catalog.object(returning.object.as_str())?;
        let fields = fields(object, returning);
        Some(json!({ "entityName": object.name, "fieldMetadata": fields }))
    });
    let metadata = json!({ KEY: entities.collect::<Vec<_>>() });
    let metadata = serde_json::to_vec(&metadata).map_err(Fault::unexpected)?;
    Ok([b",\"metadata\":".as_slice(), &metadata].concat())
}

/// The object's own fields among those that are given.
fn fields(object: &Object, returning: &Returning) -> Vec<Value> {
    let names = returning
        .fields
        .iter()
        .filter_map(|selected| match selected {
            Selected::Operand {
                operand: Operand::Field(path),
                ..
            } if path.parents.is_empty() => Some(path.field.as_str()),
            _ => None,
        });
    let id = returning.fields.is_empty().then_some("Id");
    let found = id
        .into_iter()
        .chain(names)
        .filter_map(|name| object.field(name));
    found
        .map(|(name, field)| json!({ "name": name, "label": field.label_of(name) }))
        .collect()
}
