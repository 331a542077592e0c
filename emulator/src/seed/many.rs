use jiff::SignedDuration;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::By;
use crate::{Field, FieldType, RecordId, stamp};

/// Makes up so many records of an object, a second apart, the last one a minute old.
///
/// What must be given is; a reference leads to records that are there already. The same number gives the same records.
pub(super) fn records(org: &mut Org, object: &str, count: u64) -> Result<(), String> {
    let told = |fault: Fault| fault.message;
    let template = template(org, object).map_err(told)?;
    let seconds = i64::try_from(count).map_err(|error| error.to_string())?;
    let newest = SignedDuration::from_secs(60);
    for number in 0..count {
        let age = SignedDuration::from_secs(seconds - i64::try_from(number).unwrap_or(seconds))
            .saturating_add(newest);
        let at = org
            .clock
            .now()
            .checked_sub(age)
            .map_err(|error| error.to_string())?;
        let mut record: Map<String, Value> = template
            .iter()
            .map(|(name, maker)| (name.clone(), maker.value(number)))
            .collect();
        record.insert("CreatedDate".to_owned(), stamp::stamp(at).into());
        org.create(object, &record, By::Seed).map_err(told)?;
    }
    Ok(())
}

/// How the values of a field are made up.
enum Maker {
    Text(String),
    Email(String),
    Number,
    Same(Value),
    OneOf(Vec<Value>),
}

impl Maker {
    fn value(&self, number: u64) -> Value {
        match self {
            Self::Text(name) => format!("{name} {:06}", number + 1).into(),
            Self::Email(name) => format!("{name}.{:06}@example.com", number + 1).into(),
            Self::Number => number.into(),
            Self::Same(value) => value.clone(),
            Self::OneOf(values) => {
                let at = usize::try_from(number).unwrap_or(0) % values.len().max(1);
                values.get(at).cloned().unwrap_or_default()
            }
        }
    }
}

/// A maker for each field that must be given, or that tells records apart.
fn template(org: &Org, object: &str) -> Result<Vec<(String, Maker)>, Fault> {
    let object = org.whole(object)?;
    let names = object.fields.iter().filter(|(name, field)| {
        let told = field.required || field.external_id || object.name_field.as_ref() == Some(*name);
        let often = matches!(
            name.as_str(),
            "FirstName"
                | "AccountId"
                | "Industry"
                | "BillingCity"
                | "Phone"
                | "StartDateTime"
                | "EndDateTime"
        );
        !field.is_read_only() && (told || often)
    });
    let label = &object.label;
    names
        .filter(|(_, field)| field.default.is_none())
        .map(|(name, field)| Ok((name.clone(), maker(org, label, name, field)?)))
        .collect()
}

fn maker(org: &Org, label: &str, name: &str, field: &Field) -> Result<Maker, Fault> {
    Ok(match field.r#type {
        FieldType::Reference => Maker::OneOf(parents(org, field)?),
        FieldType::Picklist | FieldType::Multipicklist if !field.values.is_empty() => {
            Maker::OneOf(field.values.iter().map(|value| json!(value)).collect())
        }
        FieldType::Int | FieldType::Double | FieldType::Currency | FieldType::Percent => {
            Maker::Number
        }
        FieldType::Date => Maker::Same(org.stamp()[..10].into()),
        FieldType::Datetime => Maker::Same(org.stamp().into()),
        FieldType::Email => Maker::Email(label.to_lowercase().replace(' ', ".")),
        _ if name == "Username" => Maker::Email("user".to_owned()),
        _ if name == "Alias" => Maker::Same("made".into()),
        _ if name.ends_with("Name") => Maker::Text(label.to_owned()),
        _ => Maker::Text(name.trim_end_matches("__c").to_owned()),
    })
}

/// Up to a thousand records of each object that a reference can lead to.
fn parents(org: &Org, field: &Field) -> Result<Vec<Value>, Fault> {
    let mut found = Vec::new();
    for to in &field.to {
        let object = org.object(to)?;
        let living = if object.fields.contains_key("IsDeleted") {
            "WHERE IsDeleted = 0"
        } else {
            ""
        };
        let table = crate::store::quoted(to);
        let list = format!("SELECT Id FROM {table} {living} ORDER BY Id LIMIT 1000");
        let mut statement = org.db.prepare(&list)?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        for id in ids {
            let id: Option<RecordId> = id?.parse().ok();
            found.extend(id.map(|id| json!(id.as_str())));
        }
    }
    if found.is_empty() {
        found.push(Value::Null);
    }
    Ok(found)
}
