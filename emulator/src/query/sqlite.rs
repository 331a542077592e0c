//! Functions that queries need and `SQLite` lacks.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::fault::Fault;
use crate::stamp;

/// Adds them to a connection.
pub(crate) fn install(db: &Connection) -> Result<(), Fault> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("emulator_local", 2, flags, local)?;
    db.create_scalar_function("emulator_format", 2, flags, format)?;
    Ok(())
}

type Made = Result<Option<String>, rusqlite::Error>;

/// A stamp as the time of a zone, for which no offset stands.
fn local(context: &Context) -> Made {
    let stamp: Option<String> = context.get(0)?;
    let zone: String = context.get(1)?;
    let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    let at = stamp.as_deref().and_then(stamp::instant);
    Ok(at.map(|at| {
        zone.to_datetime(at)
            .strftime("%Y-%m-%dT%H:%M:%S")
            .to_string()
    }))
}

/// A value as people in the United States write it; the second argument is a zone, or the type of a number.
fn format(context: &Context) -> Made {
    let kind: String = context.get(1)?;
    Ok(match context.get_raw(0) {
        ValueRef::Text(text) => Some(date(&String::from_utf8_lossy(text), &kind)),
        #[allow(
            clippy::cast_precision_loss,
            reason = "shown with two digits behind the point at most"
        )]
        ValueRef::Integer(number) => Some(amount(number as f64, &kind)),
        ValueRef::Real(number) => Some(amount(number, &kind)),
        _ => None,
    })
}

fn date(text: &str, zone: &str) -> String {
    if let (10, Ok(day)) = (text.len(), text.parse::<jiff::civil::Date>()) {
        return day.strftime("%-m/%-d/%Y").to_string();
    }
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at: Option<Timestamp> = stamp::instant(text);
    at.map_or_else(
        || text.to_owned(),
        |at| {
            zone.to_datetime(at)
                .strftime("%-m/%-d/%Y, %-I:%M %p")
                .to_string()
        },
    )
}

fn amount(number: f64, kind: &str) -> String {
    let (sign, digits) = (if number < 0.0 { "-" } else { "" }, number.abs());
    let text = match kind {
        "Currency" => format!("{digits:.2}"),
        _ => format!("{digits}"),
    };
    let (whole, part) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    match kind {
        "Currency" => format!("{sign}${grouped}{part}"),
        "Percent" => format!("{sign}{grouped}{part}%"),
        _ => format!("{sign}{grouped}{part}"),
    }
}
