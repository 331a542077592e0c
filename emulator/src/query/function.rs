use specforce_soql::{Argument, Call, Operand};

use crate::FieldType;
use crate::fault::Fault;

use super::refusal::{self, malformed};
use super::sql::literal;
use super::tables::Tables;
use super::term::Term;

/// What makes one value of the rows of a group.
const AGGREGATES: [&str; 6] = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"];

/// What a function is called in capitals, if it makes one value of a group.
pub(super) fn aggregate(call: &Call) -> Option<&'static str> {
    AGGREGATES.into_iter().find(|known| call.function == *known)
}

impl Tables<'_> {
    /// A field or what a function makes of one, behind a keyword.
    pub(super) fn operand(&mut self, operand: &Operand, keyword: &str) -> Result<Term, Fault> {
        match operand {
            Operand::Field(path) => self.field(path, keyword),
            Operand::Call(call) => self.call(call, keyword),
        }
    }

    fn call(&mut self, call: &Call, keyword: &str) -> Result<Term, Fault> {
        if let Some(function) = aggregate(call) {
            return self.aggregated(function, call, keyword);
        }
        let name = call.function.as_str().to_ascii_uppercase();
        match name.as_str() {
            "TOLABEL" | "CONVERTCURRENCY" => self.argument(call, keyword),
            "FORMAT" => self.formatted(call, keyword),
            "DISTANCE" | "GEOLOCATION" => Err(malformed(format!(
                "{name} is not supported by the emulator"
            ))),
            _ => self.of_date(&name, call, keyword),
        }
    }

    /// The one field, or function of a field, that a function is given.
    pub(super) fn argument(&mut self, call: &Call, keyword: &str) -> Result<Term, Fault> {
        match call.arguments.as_slice() {
            [Argument::Operand(operand)] => self.operand(operand, keyword),
            _ => Err(malformed(format!(
                "the function {} takes one field",
                call.function
            ))),
        }
    }

    fn aggregated(&mut self, function: &str, call: &Call, keyword: &str) -> Result<Term, Fault> {
        if function == "COUNT" && call.arguments.is_empty() {
            return Ok(made("count(*)".to_owned(), FieldType::Int, "COUNT"));
        }
        let term = self.argument(call, keyword)?;
        let adds = matches!(function, "SUM" | "AVG");
        let compares = matches!(function, "MIN" | "MAX");
        let refused = term.aggregate
            || term.long
            || term.ty == FieldType::Address
            || adds && !term.ty.is_number()
            || compares && !term.ty.is_comparable();
        if refused {
            let message = format!(
                "field {} does not support aggregate operator {function}",
                term.name
            );
            let offset = self.place(keyword, call.function.as_str());
            return Err(refusal::at(
                "MALFORMED_QUERY",
                self.context.text,
                offset,
                &message,
            ));
        }
        let (sql, ty) = match function {
            "COUNT" => (format!("count({})", term.sql), FieldType::Int),
            "COUNT_DISTINCT" => (format!("count(DISTINCT {})", term.sql), FieldType::Int),
            "AVG" => (format!("avg({})", term.sql), FieldType::Double),
            "SUM" => (format!("sum({})", term.sql), term.ty),
            "MIN" => (format!("min({})", term.sql), term.ty),
            _ => (format!("max({})", term.sql), term.ty),
        };
        Ok(Term {
            targets: term.targets,
            ..made(sql, ty, &term.name)
        })
    }

    fn of_date(&mut self, name: &str, call: &Call, keyword: &str) -> Result<Term, Fault> {
        let term = self.date(call, keyword)?;
        let day = format!("substr({}, 1, 10)", term.sql);
        let number = |from: u8, length: u8| {
            format!("CAST(substr({}, {from}, {length}) AS INTEGER)", term.sql)
        };
        let (year, month, in_month) = (number(1, 4), number(6, 2), number(9, 2));
        let in_year = format!("CAST(strftime('%j', {day}) AS INTEGER)");
        let calendar = self.context.calendar()?;
        let begins = calendar.fiscal;
        let fiscal_month = format!("(({month} + {}) % 12 + 1)", 12 - begins);
        let named_next = begins > 1 && !calendar.fiscal_by_start;
        let sql = match name {
            "CALENDAR_QUARTER" => format!("(({month} + 2) / 3)"),
            "CALENDAR_MONTH" => month,
            "DAY_IN_MONTH" => in_month,
            "DAY_IN_WEEK" => format!("(CAST(strftime('%w', {day}) AS INTEGER) + 1)"),
            "DAY_IN_YEAR" => in_year,
            "WEEK_IN_MONTH" => format!("(({in_month} + 6) / 7)"),
            "WEEK_IN_YEAR" => format!("(({in_year} + 6) / 7)"),
            "FISCAL_MONTH" => fiscal_month,
            "FISCAL_QUARTER" => format!("(({fiscal_month} + 2) / 3)"),
            "FISCAL_YEAR" if named_next => format!("({year} + ({month} >= {begins}))"),
            "FISCAL_YEAR" if begins > 1 => format!("({year} - ({month} < {begins}))"),
            "CALENDAR_YEAR" | "FISCAL_YEAR" => year,
            "HOUR_IN_DAY" if term.ty == FieldType::Datetime => number(12, 2),
            "DAY_ONLY" if term.ty == FieldType::Datetime => {
                return Ok(Term::made(day, FieldType::Date, &term.name));
            }
            _ => return Err(self.unknown(call, keyword)),
        };
        Ok(Term::made(sql, FieldType::Int, &term.name))
    }

    /// The date or date-time that a function is given; `convertTimezone` makes it the user's.
    fn date(&mut self, call: &Call, keyword: &str) -> Result<Term, Fault> {
        let [Argument::Operand(operand)] = call.arguments.as_slice() else {
            return Err(self.unknown(call, keyword));
        };
        let term = match operand {
            Operand::Call(inner) if inner.function == "convertTimezone" => {
                let term = self.argument(inner, keyword)?;
                let zone = literal(&self.context.calendar()?.zone_name);
                let sql = format!("emulator_local({}, {zone})", term.sql);
                Term { sql, ..term }
            }
            operand => self.operand(operand, keyword)?,
        };
        if matches!(term.ty, FieldType::Date | FieldType::Datetime) {
            Ok(term)
        } else {
            Err(self.unknown(call, keyword))
        }
    }

    fn formatted(&mut self, call: &Call, keyword: &str) -> Result<Term, Fault> {
        let term = self.argument(call, keyword)?;
        let zone = literal(&self.context.calendar()?.zone_name);
        let sql = match term.ty {
            FieldType::Date | FieldType::Datetime => {
                format!("emulator_format({}, {zone})", term.sql)
            }
            ty if ty.is_number() => format!("emulator_format({}, '{ty:?}')", term.sql),
            _ => term.sql,
        };
        Ok(Term {
            aggregate: term.aggregate,
            node: term.node,
            ..Term::made(sql, FieldType::String, &term.name)
        })
    }

    fn unknown(&self, call: &Call, keyword: &str) -> Fault {
        let offset = self.place(keyword, call.function.as_str());
        let message = format!("Invalid function or argument: {call}");
        refusal::at("MALFORMED_QUERY", self.context.text, offset, &message)
    }
}

fn made(sql: String, ty: FieldType, name: &str) -> Term {
    Term {
        aggregate: true,
        ..Term::made(sql, ty, name)
    }
}
