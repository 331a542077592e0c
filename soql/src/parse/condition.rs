use super::Parser;
use crate::{Comparison, Condition, Error, Operand, Set};

const COMPARISONS: [(&str, Comparison); 7] = [
    ("=", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<>", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

impl Parser<'_> {
    pub(super) fn condition(&mut self) -> Result<Condition, Error> {
        let first = self.simple()?;
        let condition = if self.is_word(0, "AND") {
            Condition::And(self.chain("AND", first)?)
        } else if self.is_word(0, "OR") {
            Condition::Or(self.chain("OR", first)?)
        } else {
            return Ok(first);
        };
        if self.is_word(0, "AND") || self.is_word(0, "OR") {
            let message = "`AND` and `OR` beside each other, put brackets around one of them";
            return Err(self.error(message));
        }
        Ok(condition)
    }

    /// The conditions that a word joins.
    fn chain(&mut self, word: &str, first: Condition) -> Result<Vec<Condition>, Error> {
        let mut conditions = vec![first];
        while self.take(&[word]) {
            conditions.push(self.simple()?);
        }
        Ok(conditions)
    }

    fn simple(&mut self) -> Result<Condition, Error> {
        if self.take(&["NOT"]) {
            let inner = self.deeper(Self::simple)?;
            return Ok(Condition::Not(Box::new(inner)));
        }
        if self.is_sign(0, "(") {
            return self.in_brackets(Self::condition);
        }
        let operand = self.operand()?;
        if self.take(&["NOT"]) {
            self.expect("IN")?;
            return self.within(operand, true);
        }
        if self.take(&["IN"]) {
            return self.within(operand, false);
        }
        if self.take(&["LIKE"]) {
            let pattern = self.pattern()?;
            return Ok(Condition::Like { operand, pattern });
        }
        if self.take(&["INCLUDES"]) {
            return self.includes(operand, false);
        }
        if self.take(&["EXCLUDES"]) {
            return self.includes(operand, true);
        }
        self.compare(operand)
    }

    fn compare(&mut self, operand: Operand) -> Result<Condition, Error> {
        let sign = self.slice(self.peek());
        let Some((_, comparison)) = COMPARISONS.iter().find(|(known, _)| *known == sign) else {
            return Err(self.unexpected("a comparison"));
        };
        self.advance();
        Ok(Condition::Compare {
            operand,
            comparison: *comparison,
            value: self.value()?,
        })
    }

    fn within(&mut self, operand: Operand, negated: bool) -> Result<Condition, Error> {
        let set = self.in_brackets(|parser| {
            if parser.is_word(0, "SELECT") {
                return Ok(Set::Query(Box::new(parser.query()?)));
            }
            parser.list(Self::value).map(Set::Values)
        })?;
        Ok(Condition::In {
            operand,
            negated,
            set,
        })
    }

    fn includes(&mut self, operand: Operand, negated: bool) -> Result<Condition, Error> {
        let values = self.in_brackets(|parser| parser.list(Self::plain_text))?;
        Ok(Condition::Includes {
            operand,
            negated,
            values,
        })
    }
}
