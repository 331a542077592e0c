use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::Parser;
use crate::token::Kind;
use crate::{DateLiteral, Error, Number, Value};

impl Parser<'_> {
    pub(super) fn value(&mut self) -> Result<Value, Error> {
        match self.peek().kind {
            Kind::Text => self.quoted().map(Value::String),
            Kind::Number => {
                let slice = self.slice(self.peek());
                let value = number(slice)
                    .ok_or_else(|| self.error(format!("`{slice}` is no number, date or time")))?;
                self.advance();
                Ok(value)
            }
            Kind::Word => self.word(),
            Kind::Sign if self.is_sign(0, ":") => {
                Err(self.error("a bind variable, which only Apex knows: write its value"))
            }
            Kind::Sign | Kind::End => Err(self.unexpected("a value")),
        }
    }

    fn word(&mut self) -> Result<Value, Error> {
        let slice = self.slice(self.peek());
        let value = match slice.to_ascii_uppercase().as_str() {
            "NULL" => Some(Value::Null),
            "TRUE" => Some(Value::Boolean(true)),
            "FALSE" => Some(Value::Boolean(false)),
            _ => currency(slice),
        };
        if let Some(value) = value {
            self.advance();
            return Ok(value);
        }
        self.date_literal(slice)
    }

    fn date_literal(&mut self, name: &str) -> Result<Value, Error> {
        let counted = DateLiteral::is_counted(name);
        if !counted && DateLiteral::of(name, None).is_none() {
            return Err(self.unexpected("a value: texts stand in single quotes"));
        }
        self.advance();
        let number = counted.then(|| self.behind_colon()).transpose()?;
        DateLiteral::of(name, number)
            .map(Value::DateLiteral)
            .ok_or_else(|| self.unexpected("a value"))
    }

    fn behind_colon(&mut self) -> Result<u32, Error> {
        if !self.is_sign(0, ":") {
            return Err(self.unexpected("`:` and a number"));
        }
        self.advance();
        self.count()
    }
}

fn currency(word: &str) -> Option<Value> {
    let (code, amount) = word.split_at_checked(3)?;
    if !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    Some(Value::Currency {
        code: code.to_ascii_uppercase(),
        amount: Number::new(amount)?,
    })
}

fn number(text: &str) -> Option<Value> {
    if let Some(number) = Number::new(text) {
        return Some(Value::Number(number));
    }
    let upper = text.to_ascii_uppercase();
    match (upper.contains('T'), upper.contains(':')) {
        (true, _) => date_time(&upper).map(Value::DateTime),
        (false, true) => time(&upper).map(Value::Time),
        (false, false) => is_date(&upper)
            .then(|| upper.parse::<Date>().ok())
            .flatten()
            .map(Value::Date),
    }
}

/// `jiff` reads more of ISO 8601 than Salesforce does.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn is_time(text: &str) -> bool {
    let (seconds, part) = text.split_once('.').unwrap_or((text, "0"));
    let bytes = seconds.as_bytes();
    let is_clock = bytes.len() == 8
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            2 | 5 => *byte == b':',
            _ => byte.is_ascii_digit(),
        });
    is_clock && (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn date_time(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_once('T')?;
    let zone = rest.find(['Z', '+', '-'])?;
    let (time, zone) = rest.split_at(zone);
    let is_zone = zone == "Z" || matches!(zone.len(), 5 | 6);
    if !is_date(date) || !is_time(time) || !is_zone {
        return None;
    }
    text.parse().ok()
}

fn time(text: &str) -> Option<Time> {
    let clock = text.strip_suffix('Z')?;
    if !is_time(clock) {
        return None;
    }
    clock.parse().ok()
}
