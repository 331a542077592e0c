use serde_json::{Value, json};

use crate::Object;
use crate::fault::Fault;
use crate::org::Org;

use super::action::QuickAction;

/// What is null of every action here: what it looks like, and the programs that others consist of.
const NOTHING: [&str; 17] = [
    "accessLevelRequired",
    "canvasApplicationId",
    "canvasApplicationName",
    "flowDevName",
    "flowRecordIdVar",
    "height",
    "iconName",
    "iconUrl",
    "lightningComponentBundleId",
    "lightningComponentBundleName",
    "lightningComponentQualifiedName",
    "miniIconUrl",
    "mobileExtensionId",
    "targetRecordTypeId",
    "visualforcePageName",
    "visualforcePageUrl",
    "width",
];

/// What is told of an action.
///
/// Follows [DescribeQuickActionResult](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describequickactionresult.htm).
pub(super) fn describe(org: &Org, action: &QuickAction, version: &str) -> Result<Value, Fault> {
    let object = org.object(&action.creates)?;
    let values = action.values.iter();
    let values = values.map(|(field, value)| json!({ "defaultValue": value, "field": field }));
    // A global action has not one place, so no one field leads there.
    let parent = action.parents.first().filter(|_| action.on.is_some());
    let mut told = action.summary(version);
    for (key, value) in [
        ("actionEnumOrId", json!(action.full_name())),
        ("colors", json!([])),
        ("contextSobjectType", json!(action.on)),
        ("defaultValues", values.collect()),
        ("icons", json!([])),
        ("layout", layout(&object, action)),
        ("showQuickActionLcHeader", json!(false)),
        ("showQuickActionVfHeader", json!(false)),
        ("targetParentField", json!(parent)),
        ("targetSobjectType", json!(action.creates)),
    ] {
        told[key] = value;
    }
    for key in NOTHING {
        told[key] = Value::Null;
    }
    told.sort_all_objects();
    Ok(told)
}

/// The fields, one below the other.
///
/// Follows [DescribeLayoutSection](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describelayout_describelayoutresult.htm).
fn layout(object: &Object, action: &QuickAction) -> Value {
    let rows = action.fields.iter().enumerate();
    let rows = rows
        .map(|(at, name)| json!({ "layoutItems": [item(object, name, at + 1)], "numItems": 1 }));
    json!({
        "collapsed": false,
        "columns": 1,
        "heading": "",
        "layoutRows": rows.collect::<Vec<_>>(),
        "layoutSectionId": null,
        "parentLayoutId": null,
        "rows": action.fields.len(),
        "tabOrder": "LeftToRight",
        "useCollapsibleSection": false,
        "useHeading": false,
    })
}

fn item(object: &Object, name: &str, place: usize) -> Value {
    let field = object.field(name).map(|(_, field)| field);
    let label = field.map(|field| field.label_of(name));
    let is_writable = field.is_some_and(|field| !field.is_read_only());
    json!({
        "editableForNew": is_writable,
        "editableForUpdate": is_writable,
        "label": label,
        "layoutComponents": [{ "displayLines": 1, "tabOrder": place, "type": "Field", "value": name }],
        "placeholder": false,
        "required": field.is_some_and(|field| field.required && field.default.is_none()),
    })
}
