use serde_json::{Map, Value, json};

use crate::{Catalog, Object};

/// What describe never says of an object here.
const NEVER: [&str; 7] = [
    "activateable",
    "customSetting",
    "deepCloneable",
    "deprecatedAndHidden",
    "hasSubtypes",
    "isInterface",
    "isSubtype",
];

/// What is told of an object where several are listed.
///
/// Follows [DescribeGlobalResult](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describeglobal_describeglobalresult.htm).
pub(super) fn describe(catalog: &Catalog, object: &Object, version: &str) -> Map<String, Value> {
    let mut all = Map::new();
    super::add(&mut all, names(object));
    super::add(&mut all, abilities(catalog, object));
    super::add(&mut all, json!({ "urls": urls(object, version) }));
    all.extend(NEVER.map(|name| (name.to_owned(), false.into())));
    all.sort_keys();
    all
}

fn names(object: &Object) -> Value {
    json!({
        "associateEntityType": null,
        "associateParentEntity": null,
        "custom": object.is_custom(),
        "keyPrefix": object.prefix,
        "label": object.label,
        "labelPlural": object.plural,
        "name": object.name,
    })
}

fn abilities(catalog: &Catalog, object: &Object) -> Value {
    json!({
        "createable": object.creatable,
        "deletable": object.deletable,
        "feedEnabled": has_feed(catalog, object),
        "layoutable": object.layoutable,
        // A record that was merged into another tells which.
        "mergeable": object.fields.contains_key("MasterRecordId"),
        "mruEnabled": object.mru_enabled,
        "queryable": object.queryable,
        "replicateable": object.replicateable,
        "retrieveable": object.retrieveable,
        "searchable": object.searchable,
        "triggerable": object.triggerable,
        "undeletable": object.undeletable,
        "updateable": object.updateable,
    })
}

/// Whether feed items can be about its records.
fn has_feed(catalog: &Catalog, object: &Object) -> bool {
    let item = catalog.object("FeedItem");
    let parent = item.and_then(|item| item.fields.get("ParentId"));
    parent.is_some_and(|parent| parent.to.contains(&object.name))
}

/// Of the many addresses that Salesforce tells, those that the emulator answers.
fn urls(object: &Object, version: &str) -> Value {
    let url = format!("/services/data/{version}/sobjects/{}", object.name);
    json!({
        "describe": format!("{url}/describe"),
        "quickActions": format!("{url}/quickActions"),
        "rowTemplate": format!("{url}/{{ID}}"),
        "sobject": url,
    })
}
