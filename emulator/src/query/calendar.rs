use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, OptionalExtension as _};
use specforce_soql::{DateLiteral, Period, Relation};

use crate::RecordId;
use crate::fault::Fault;

/// Where weeks begin on Sunday, by the country of a locale.
const SUNDAY: [&str; 21] = [
    "US", "CA", "MX", "BR", "CO", "JP", "KR", "HK", "TW", "IL", "IN", "TH", "ID", "PH", "SG", "ZA",
    "PE", "VE", "GT", "AU", "SA",
];

/// Beyond any count that a day of four-digit years is away.
const FAR: i64 = 40_000;

/// What days, weeks and years are to the user who asks.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    today: Date,
    pub(super) zone: TimeZone,
    pub(super) zone_name: String,
    week: Weekday,
    /// The month that the fiscal year begins with.
    pub(super) fiscal: i8,
    /// Whether a fiscal year is called after the year it begins in.
    pub(super) fiscal_by_start: bool,
}

impl Calendar {
    pub(super) fn new(db: &Connection, user: RecordId, now: Timestamp) -> Result<Self, Fault> {
        let told = "SELECT TimeZoneSidKey, LocaleSidKey FROM \"User\" WHERE Id = ?1";
        let told = db
            .prepare_cached(told)?
            .query_row([user.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (zone, locale): (Option<String>, Option<String>) = told.unwrap_or_default();
        let zone_name = zone.unwrap_or_else(|| "GMT".to_owned());
        let zone = TimeZone::get(&zone_name).unwrap_or(TimeZone::UTC);
        let locale = locale.unwrap_or_else(|| "en_US".to_owned());
        let country = locale.split('_').nth(1).unwrap_or("US");
        let fiscal = "SELECT FiscalYearStartMonth, UsesStartDateAsFiscalYearName FROM \"Organization\" LIMIT 1";
        let fiscal = db
            .prepare_cached(fiscal)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (fiscal, by_start): (Option<i8>, Option<bool>) = fiscal.unwrap_or_default();
        Ok(Self {
            today: zone.to_datetime(now).date(),
            zone,
            zone_name,
            week: if SUNDAY.contains(&country) {
                Weekday::Sunday
            } else {
                Weekday::Monday
            },
            fiscal: fiscal.unwrap_or(1).clamp(1, 12),
            fiscal_by_start: by_start.unwrap_or(false),
        })
    }

    /// The first day of what a literal means, and the first behind it.
    pub(super) fn span(&self, literal: DateLiteral) -> (Date, Date) {
        let number = |number: u32| i64::from(number).min(FAR * 366);
        // Of periods counted from the one that today is in: the first, and how many.
        let (first, count) = match literal.relation {
            Relation::Last => (-1, 1),
            Relation::This => (0, 1),
            Relation::Next => (1, 1),
            Relation::Ago(ago) => (-number(ago), 1),
            Relation::LastN(count) => (-number(count), number(count)),
            Relation::NextN(count) => (1, number(count)),
        };
        match (literal.period, literal.relation) {
            // The last days have today with them, other periods are whole ones before it.
            (Period::Day, Relation::LastN(_)) => (self.day(first), self.day(1)),
            (Period::NinetyDays, Relation::Last) => (self.day(-90), self.day(1)),
            (Period::NinetyDays, _) => (self.day(1), self.day(91)),
            (period, _) => (self.start(period, first), self.start(period, first + count)),
        }
    }

    fn day(&self, ahead: i64) -> Date {
        moved(self.today, ahead)
    }

    /// The first day of the period that is so many ahead of the one of today.
    fn start(&self, period: Period, ahead: i64) -> Date {
        let month = i64::from(self.today.year()) * 12 + i64::from(self.today.month()) - 1;
        let fiscal = i64::from(self.fiscal) - 1;
        match period {
            Period::Day | Period::NinetyDays => self.day(ahead),
            Period::Week => {
                let since = self.today.weekday().since(self.week);
                self.day(ahead.clamp(-FAR * 53, FAR * 53) * 7 - i64::from(since))
            }
            Period::Month => first_of(month + ahead),
            Period::Quarter => first_of(month - month.rem_euclid(3) + ahead * 3),
            Period::Year => first_of(month - month.rem_euclid(12) + ahead * 12),
            Period::FiscalQuarter => first_of(month - (month - fiscal).rem_euclid(3) + ahead * 3),
            Period::FiscalYear => first_of(month - (month - fiscal).rem_euclid(12) + ahead * 12),
        }
    }

    /// The instant that a day begins with.
    pub(super) fn midnight(&self, day: Date) -> Timestamp {
        let midnight = day.to_zoned(self.zone.clone());
        midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
    }
}

/// Never before the year 1 or behind 9998, so that days as texts keep their order.
fn moved(day: Date, by: i64) -> Date {
    let (first, last) = (Date::constant(1, 1, 1), Date::constant(9998, 12, 31));
    let moved = day.checked_add(by.clamp(-FAR * 366 / 4, FAR * 366 / 4).days());
    let beyond = if by < 0 { first } else { last };
    moved.unwrap_or(beyond).clamp(first, last)
}

fn first_of(month: i64) -> Date {
    let month = month.clamp(12, 9998 * 12 + 11);
    let year = i16::try_from(month / 12).unwrap_or(9998);
    let number = i8::try_from(month % 12 + 1).unwrap_or(1);
    Date::new(year, number, 1).unwrap_or(Date::constant(9998, 12, 31))
}
