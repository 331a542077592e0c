use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::{Field, FieldType, Object};

use super::draft::Draft;
use super::{Refused, convert};

/// Who writes a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A request, which may not give what is read-only.
    Request,
    /// A seed, which may.
    Seed,
}

impl Org {
    /// Puts what a request gives into the record.
    pub(super) fn take(
        &mut self,
        draft: &mut Draft,
        values: &Map<String, Value>,
        by: By,
    ) -> Result<(), Fault> {
        let object = match by {
            By::Request => self.object(&draft.object.name)?,
            By::Seed => draft.object.clone(),
        };
        let mut read_only = Vec::new();
        for (key, value) in values {
            if key == "attributes" {
                continue;
            }
            if key.eq_ignore_ascii_case("Id") {
                let message = "The Id field should not be specified in the sobject data.";
                return Err(Fault::new(400, "INVALID_FIELD", message));
            }
            let Some((name, field)) = object.field(key) else {
                self.take_parent(draft, &object, key, value)?;
                continue;
            };
            if by == By::Request && !may_give(field, draft) {
                read_only.push(name.to_owned());
                continue;
            }
            let value =
                convert(field, value).map_err(|refused| told(name, field, value, refused))?;
            draft.row.set(name, value);
            draft.given.push(name.to_owned());
        }
        if read_only.is_empty() {
            Ok(())
        } else {
            Err(not_writable(&read_only))
        }
    }

    /// A parent by an external id of it: `"Account": { "ErpId__c": "ERP-1001" }`.
    fn take_parent(
        &mut self,
        draft: &mut Draft,
        object: &Object,
        key: &str,
        value: &Value,
    ) -> Result<(), Fault> {
        let mut fields = object.fields.iter();
        let way = fields.find(|(_, field)| is_relationship(field, key));
        let (Some((name, field)), Some(parent)) = (way, value.as_object()) else {
            let message = format!("No such column '{key}' on sobject of type {}", object.name);
            return Err(Fault::new(400, "INVALID_FIELD", message));
        };
        if !may_give(field, draft) {
            return Err(not_writable(std::slice::from_ref(name)));
        }
        let id = self.parent_of(field, parent)?;
        draft.row.set(name, id.to_string());
        draft.given.push(name.clone());
        Ok(())
    }
}

fn is_relationship(field: &Field, key: &str) -> bool {
    let relationship = field.relationship.as_deref();
    relationship.is_some_and(|known| known.eq_ignore_ascii_case(key))
}

fn may_give(field: &Field, draft: &Draft) -> bool {
    !field.is_read_only() && (draft.is_new() || !field.create_only)
}

fn not_writable(names: &[String]) -> Fault {
    let message = format!(
        "Unable to create/update fields: {}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
        names.join(", ")
    );
    Fault::save("INVALID_FIELD_FOR_INSERT_UPDATE", message, names)
}

/// Why a value is refused.
pub(super) fn told(name: &str, field: &Field, value: &Value, refused: Refused) -> Fault {
    let label = field.label_of(name);
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let (code, message) = match refused {
        Refused::Type => return not_of_type(field.r#type, value, &text),
        Refused::Range => (
            "NUMBER_OUTSIDE_VALID_RANGE",
            format!("{label}: value outside of valid range on numeric field: {text}"),
        ),
        Refused::Email => (
            "INVALID_EMAIL_ADDRESS",
            format!("{label}: invalid email address: {text}"),
        ),
        Refused::Length(length) => (
            "STRING_TOO_LONG",
            format!("{label}: data value too large: {text} (max length={length})"),
        ),
        Refused::Picklist(value) => (
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            format!("{label}: bad value for restricted picklist field: {value}"),
        ),
        Refused::Id => (
            "MALFORMED_ID",
            format!("{label}: id value of incorrect type: {text}"),
        ),
    };
    Fault::save(code, message, [name])
}

fn not_of_type(ty: FieldType, value: &Value, text: &str) -> Fault {
    let token = match value {
        Value::Null => "VALUE_NULL",
        Value::Bool(true) => "VALUE_TRUE",
        Value::Bool(false) => "VALUE_FALSE",
        Value::Number(number) if number.is_f64() => "VALUE_NUMBER_FLOAT",
        Value::Number(_) => "VALUE_NUMBER_INT",
        Value::String(_) => "VALUE_STRING",
        Value::Array(_) => "START_ARRAY",
        Value::Object(_) => "START_OBJECT",
    };
    let message = format!(
        "Cannot deserialize instance of {} from {token} value {text} or request may be missing a required field",
        ty.name()
    );
    Fault::new(400, "JSON_PARSER_ERROR", message)
}
