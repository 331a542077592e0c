use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A date-time as Salesforce writes it: `2026-05-01T07:25:37.000+0000`.
///
/// Stamps are in UTC and whole seconds, so as texts they have the order of time. Follows
/// [Valid Date and DateTime Formats](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_valid_date_formats.htm).
pub(crate) fn stamp(at: Timestamp) -> String {
    let at = Offset::UTC.to_datetime(at);
    at.strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string()
}

/// The stamp of a text that is a date-time by ISO 8601, with any offset; a day alone is its midnight in UTC.
pub(crate) fn read(text: &str) -> Option<String> {
    // jiff takes a date-time for a date too, and drops its time.
    if text.len() == 10
        && let Ok(date) = text.parse::<jiff::civil::Date>()
    {
        return Some(stamp(utc(date.at(0, 0, 0, 0))?));
    }
    let at = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M:%S%.f%:z"];
    let at = at
        .into_iter()
        .find_map(|format| Timestamp::strptime(format, text).ok());
    at.or_else(|| text.parse().ok()).map(stamp)
}

/// The instant of a stamp.
pub(crate) fn instant(stamp: &str) -> Option<Timestamp> {
    Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", stamp).ok()
}

fn utc(at: DateTime) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(at).ok()
}
