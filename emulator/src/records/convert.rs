use jiff::civil::{Date, Time};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use crate::{Field, FieldType, stamp};

/// Why a JSON value is none of a field.
pub(crate) enum Refused {
    /// Not what the type is written as.
    Type,
    /// A number with more digits than fit.
    Range,
    /// An e-mail address that is none.
    Email,
    /// More bytes or characters than fit.
    Length(usize),
    /// A picklist that does not have it.
    Picklist(String),
    /// An id that is none.
    Id,
}

/// A JSON value as a field's.
pub(crate) fn convert(field: &Field, value: &Value) -> Result<Sql, Refused> {
    use FieldType::{
        Address, Base64, Boolean, Currency, Date, Datetime, Double, Id, Int, Percent, Reference,
        Time,
    };
    match (field.r#type, value) {
        (Boolean, Value::Bool(flag)) => Ok(Sql::Integer((*flag).into())),
        (Boolean, Value::String(text)) => boolean(text),
        (_, Value::Null) => Ok(Sql::Null),
        (Int, value) => int(field, value),
        (Double | Currency | Percent, value) => number(field, value),
        (Id | Reference, Value::String(text)) => id(text),
        (Date, Value::String(text)) => day(text),
        (Datetime, Value::String(text)) => Ok(stamp::read(text).ok_or(Refused::Type)?.into()),
        (Time, Value::String(text)) => time(text),
        (Base64, Value::String(text)) => Ok(text.clone().into()),
        (Address | Boolean, _) => Err(Refused::Type),
        (_, Value::String(text)) => self::text(field, text),
        _ => Err(Refused::Type),
    }
}

fn boolean(text: &str) -> Result<Sql, Refused> {
    match text {
        "true" | "1" => Ok(Sql::Integer(1)),
        "false" | "0" => Ok(Sql::Integer(0)),
        _ => Err(Refused::Type),
    }
}

/// An id in its long form; an empty text is null.
fn id(text: &str) -> Result<Sql, Refused> {
    if text.is_empty() {
        return Ok(Sql::Null);
    }
    let id: crate::RecordId = text.parse().map_err(|_| Refused::Id)?;
    Ok(id.to_string().into())
}

fn int(field: &Field, value: &Value) -> Result<Sql, Refused> {
    let number = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let number = number.ok_or(Refused::Type)?;
    let most = 10_i64.saturating_pow(field.precision.unwrap_or(9).min(18));
    let fits = number.checked_abs().is_some_and(|size| size < most);
    if fits {
        Ok(number.into())
    } else {
        Err(Refused::Range)
    }
}

fn number(field: &Field, value: &Value) -> Result<Sql, Refused> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let number: f64 = number
        .filter(|number: &f64| number.is_finite())
        .ok_or(Refused::Type)?;
    let (precision, scale) = (field.precision.unwrap_or(18), field.scale.unwrap_or(0));
    let whole = i32::try_from(precision.saturating_sub(scale)).unwrap_or(18);
    if number.abs() >= 10_f64.powi(whole) {
        return Err(Refused::Range);
    }
    Ok(rounded(number, scale).into())
}

/// Salesforce keeps no digits behind those that the field has, halves rounded away from zero.
fn rounded(number: f64, scale: u32) -> f64 {
    let shift = 10_f64.powi(i32::try_from(scale).unwrap_or(0));
    let shifted = (number * shift).round() / shift;
    if shifted.is_finite() { shifted } else { number }
}

fn day(text: &str) -> Result<Sql, Refused> {
    // A date-time is taken for its day, as it is written.
    let day: Date = text
        .get(..10)
        .unwrap_or(text)
        .parse()
        .map_err(|_| Refused::Type)?;
    let rest = &text[10.min(text.len())..];
    if rest.is_empty() || stamp::read(text).is_some() {
        Ok(day.to_string().into())
    } else {
        Err(Refused::Type)
    }
}

fn time(text: &str) -> Result<Sql, Refused> {
    let time: Time = text
        .trim_end_matches('Z')
        .parse()
        .map_err(|_| Refused::Type)?;
    Ok(format!("{time:.3}Z").into())
}

/// An empty text is null, and blanks at the end are not kept.
fn text(field: &Field, text: &str) -> Result<Sql, Refused> {
    let text = text.trim_end_matches([' ', '\t']);
    if text.is_empty() {
        return Ok(Sql::Null);
    }
    let length = field.length.unwrap_or(255);
    if field.r#type != FieldType::Multipicklist
        && text.len() > length
        && text.chars().count() > length
    {
        return Err(Refused::Length(length));
    }
    if field.r#type == FieldType::Email && !is_email(text) {
        return Err(Refused::Email);
    }
    if field.restricted && field.r#type.has_values() {
        return picked(field, text);
    }
    Ok(text.to_owned().into())
}

fn picked(field: &Field, text: &str) -> Result<Sql, Refused> {
    let parts: Vec<&str> = match field.r#type {
        FieldType::Multipicklist => text.split(';').collect(),
        _ => vec![text],
    };
    let unknown = parts
        .iter()
        .find(|part| !field.values.iter().any(|value| value == *part));
    match unknown {
        Some(unknown) => Err(Refused::Picklist((*unknown).to_owned())),
        None => Ok(text.to_owned().into()),
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let is_plain = |part: &str| !part.is_empty() && !part.contains([' ', ',', ';', '@', '<', '>']);
    let labels = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    is_plain(local) && is_plain(host) && labels
}
