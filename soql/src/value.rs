use std::fmt::{self, Write as _};

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::DateLiteral;

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `NULL`
    Null,
    /// `TRUE` or `FALSE`
    Boolean(bool),
    /// A number, as it is written.
    Number(Number),
    /// An amount with its currency, such as `USD5000`.
    Currency {
        /// The ISO 4217 code in capitals.
        code: String,
        /// How much.
        amount: Number,
    },
    /// A text in single quotes.
    String(String),
    /// `2026-01-31`
    Date(Date),
    /// `2026-01-31T10:00:00Z`, or with an offset in place of `Z`.
    DateTime(Timestamp),
    /// `10:00:00.000Z`
    Time(Time),
    /// `TODAY`, `LAST_N_DAYS:30` and the like.
    DateLiteral(DateLiteral),
}

/// A decimal number with as many digits as it is written with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// A number, unless it is none: a sign, digits, and perhaps a point with digits behind it and an exponent.
    pub fn new(number: impl Into<String>) -> Option<Self> {
        let number = number.into();
        let unsigned = number.strip_prefix(['-', '+']).unwrap_or(&number);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (
                mantissa,
                exponent.strip_prefix(['-', '+']).unwrap_or(exponent),
            ),
            None => (unsigned, "0"),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_digits =
            |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let valid = [whole, part, exponent].into_iter().all(is_digits);
        valid.then_some(Self(number))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Boolean(true) => f.write_str("TRUE"),
            Self::Boolean(false) => f.write_str("FALSE"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Currency { code, amount } => write!(f, "{code}{amount}"),
            Self::String(text) => quoted(text, f),
            Self::Date(date) => write!(f, "{date}"),
            Self::DateTime(stamp) => write!(f, "{stamp}"),
            Self::Time(time) => write!(f, "{time:.3}Z"),
            Self::DateLiteral(literal) => write!(f, "{literal}"),
        }
    }
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("'")?;
    text.chars().try_for_each(|c| escaped(c, f))?;
    f.write_str("'")
}

/// A character as it stands within quotes.
pub(crate) fn escaped(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\'' | '\\' => write!(f, "\\{c}"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        '\u{8}' => f.write_str("\\b"),
        '\u{c}' => f.write_str("\\f"),
        c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c)),
        c => f.write_char(c),
    }
}
