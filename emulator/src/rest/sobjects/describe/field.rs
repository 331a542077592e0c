use serde_json::{Map, Value, json};

use crate::{Field, FieldType, Object};

/// What describe never says of a field here.
const NEVER: [&str; 11] = [
    "aiPredictionField",
    "calculated",
    "caseSensitive",
    "dependentPicklist",
    "deprecatedAndHidden",
    "displayLocationInDecimal",
    "encrypted",
    "formulaTreatNullNumberAsZero",
    "highScaleNumber",
    "searchPrefilterable",
    "writeRequiresMasterRead",
];

/// What is null of every field here.
const NOTHING: [&str; 9] = [
    "calculatedFormula",
    "controllerName",
    "defaultValueFormula",
    "filteredLookupInfo",
    "inlineHelpText",
    "mask",
    "maskType",
    "referenceTargetField",
    "relationshipOrder",
];

/// How many bytes a character takes at most.
const BYTES: usize = 3;

/// What is told of a field.
///
/// Follows [DescribeSObjectResult](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm).
pub(super) fn describe(object: &Object, name: &str, field: &Field) -> Value {
    let mut all = Map::new();
    for told in [
        identity(object, name, field),
        kind(field),
        values(field),
        writing(object, name, field),
        asking(name, field),
        leading(field),
    ] {
        super::add(&mut all, told);
    }
    all.extend(NEVER.map(|key| (key.to_owned(), false.into())));
    all.extend(NOTHING.map(|key| (key.to_owned(), Value::Null)));
    all.sort_keys();
    all.into()
}

fn identity(object: &Object, name: &str, field: &Field) -> Value {
    json!({
        "compoundFieldName": compound(object, name),
        "custom": name.ends_with("__c"),
        "label": field.label_of(name),
        "name": name,
        "nameField": is_name(object, name),
    })
}

fn is_name(object: &Object, name: &str) -> bool {
    object.name_field.as_deref() == Some(name)
}

/// The field that this one is a part of.
fn compound<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    let mut fields = object.fields.iter();
    let whole = fields.find(|(whole, field)| {
        let computed = field.computed.as_deref().unwrap_or_default();
        let of_name = is_name(object, whole) && computed.split_whitespace().any(|it| it == name);
        of_name || field.parts.iter().any(|part| part == name)
    });
    whole.map(|(whole, _)| whole.as_str())
}

fn kind(field: &Field) -> Value {
    let ty = field.r#type;
    let is_int = ty == FieldType::Int;
    let digits = field.precision.unwrap_or(0);
    let length = length(field);
    let bytes = if is_id(ty) { length } else { length * BYTES };
    json!({
        "byteLength": bytes,
        "digits": if is_int { digits } else { 0 },
        "extraTypeInfo": extra(field),
        "htmlFormatted": field.html,
        "length": length,
        "precision": if is_int { 0 } else { digits },
        "scale": field.scale.unwrap_or(0),
        "soapType": soap(ty),
        "type": ty.name(),
    })
}

fn is_id(ty: FieldType) -> bool {
    matches!(ty, FieldType::Id | FieldType::Reference)
}

fn length(field: &Field) -> usize {
    match field.r#type {
        FieldType::Id | FieldType::Reference => 18,
        FieldType::Picklist => 255,
        FieldType::Multipicklist => 4099,
        _ => field.length.unwrap_or(0),
    }
}

fn extra(field: &Field) -> Option<&'static str> {
    match field.r#type {
        FieldType::Textarea if field.html => Some("richtextarea"),
        FieldType::Textarea => Some("plaintextarea"),
        FieldType::String if field.computed.is_some() && field.of_parent().is_none() => {
            Some("personname")
        }
        _ => None,
    }
}

/// The type in SOAP.
fn soap(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Id | FieldType::Reference => "tns:ID",
        FieldType::Boolean => "xsd:boolean",
        FieldType::Int => "xsd:int",
        FieldType::Double | FieldType::Currency | FieldType::Percent => "xsd:double",
        FieldType::Date => "xsd:date",
        FieldType::Datetime => "xsd:dateTime",
        FieldType::Time => "xsd:time",
        FieldType::Base64 => "xsd:base64Binary",
        FieldType::Address => "urn:address",
        _ => "xsd:string",
    }
}

fn values(field: &Field) -> Value {
    let default = field.default.as_ref();
    let values = field.values.iter().map(|value| {
        json!({
            "active": true,
            "defaultValue": default.is_some_and(|default| default == value.as_str()),
            "label": value,
            "validFor": null,
            "value": value,
        })
    });
    json!({
        // That of a picklist is told with its values.
        "defaultValue": default.filter(|_| !field.r#type.has_values()),
        "picklistValues": values.collect::<Vec<_>>(),
        "restrictedPicklist": field.restricted,
    })
}

fn writing(object: &Object, name: &str, field: &Field) -> Value {
    let is_writable = !field.is_read_only();
    let is_given = field.default.is_some() || field.auto_number.is_some() || name == "OwnerId";
    let is_always_there = is_given && field.r#type == FieldType::Boolean
        || field.required
        || field.auto_number.is_some()
        || is_name(object, name) && field.computed.is_some();
    let is_plain = field.r#type == FieldType::Address || is_writable && !is_name(object, name);
    json!({
        "autoNumber": field.auto_number.is_some(),
        "createable": object.creatable && is_writable,
        "defaultedOnCreate": is_given || field.required && field.read_only,
        "nillable": !is_always_there,
        // Nobody's profile can hide what is required, or what only the org writes.
        "permissionable": is_plain && !field.required,
        "unique": field.unique,
        "updateable": object.updateable && is_writable && !field.create_only,
    })
}

/// What a query may do with it.
fn asking(name: &str, field: &Field) -> Value {
    let ty = field.r#type;
    let is_plain = !field.is_opaque();
    json!({
        "aggregatable": is_plain && ty.is_comparable(),
        "externalId": field.external_id,
        "filterable": is_plain,
        "groupable": is_plain && ty.is_groupable(),
        "idLookup": field.external_id || name == "Id",
        "queryByDistance": ty == FieldType::Address,
        "sortable": is_plain && ty.is_sortable(),
    })
}

fn leading(field: &Field) -> Value {
    let is_one_of_several = field.to.len() > 1;
    json!({
        "cascadeDelete": field.cascade,
        "namePointing": is_one_of_several,
        "polymorphicForeignKey": is_one_of_several,
        "referenceTo": field.to,
        "relationshipName": field.relationship,
        "restrictedDelete": field.restrict,
    })
}
