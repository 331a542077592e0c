use super::Parser;
use crate::token::Kind;
use crate::{
    Aggregation, CategoryFilter, CategoryRelation, Direction, Error, GroupBy, Nulls, Order,
    Purpose, Query, Tracking, With,
};

impl Parser<'_> {
    /// What stands behind `FROM`, in the only order that there is.
    pub(super) fn clauses(&mut self, query: &mut Query) -> Result<(), Error> {
        if self.take(&["USING"]) {
            // `USING SCOPE mine`; the word may be missing.
            self.take(&["SCOPE"]);
            query.scope = Some(self.name("a scope")?);
        }
        if self.take(&["WHERE"]) {
            query.filter = Some(self.condition()?);
        }
        if self.take(&["WITH"]) {
            query.with = Some(self.with()?);
        }
        if self.take(&["GROUP", "BY"]) {
            query.group_by = Some(self.group_by()?);
        }
        if self.take(&["HAVING"]) {
            query.having = Some(self.condition()?);
        }
        if self.take(&["ORDER", "BY"]) {
            query.order_by = self.list(Self::order)?;
        }
        if self.take(&["LIMIT"]) {
            query.limit = Some(self.count()?);
        }
        if self.take(&["OFFSET"]) {
            query.offset = Some(self.count()?);
        }
        self.purposes(query)
    }

    fn purposes(&mut self, query: &mut Query) -> Result<(), Error> {
        if self.take(&["FOR"]) {
            query.purposes = self.list(|parser| {
                parser.take(&["FOR"]);
                parser.one_of(&[("VIEW", Purpose::View), ("REFERENCE", Purpose::Reference)])
            })?;
        }
        query.updates = self.updates()?;
        Ok(())
    }

    pub(super) fn updates(&mut self) -> Result<Vec<Tracking>, Error> {
        if !self.take(&["UPDATE"]) {
            return Ok(Vec::new());
        }
        self.list(|parser| {
            parser.one_of(&[
                ("TRACKING", Tracking::Tracking),
                ("VIEWSTAT", Tracking::Viewstat),
            ])
        })
    }

    fn with(&mut self) -> Result<With, Error> {
        if self.take(&["DATA", "CATEGORY"]) {
            return self.categories().map(With::DataCategory);
        }
        if self.take(&["SECURITY_ENFORCED"]) {
            Ok(With::SecurityEnforced)
        } else if self.take(&["USER_MODE"]) {
            Ok(With::UserMode)
        } else if self.take(&["SYSTEM_MODE"]) {
            Ok(With::SystemMode)
        } else {
            Err(self
                .unexpected("`SECURITY_ENFORCED`, `USER_MODE`, `SYSTEM_MODE` or `DATA CATEGORY`"))
        }
    }

    pub(super) fn categories(&mut self) -> Result<Vec<CategoryFilter>, Error> {
        let mut filters = vec![self.category()?];
        while self.take(&["AND"]) {
            filters.push(self.category()?);
        }
        Ok(filters)
    }

    fn category(&mut self) -> Result<CategoryFilter, Error> {
        let group = self.name("a category group")?;
        let relation = self.one_of(&[
            ("AT", CategoryRelation::At),
            ("ABOVE", CategoryRelation::Above),
            ("BELOW", CategoryRelation::Below),
            ("ABOVE_OR_BELOW", CategoryRelation::AboveOrBelow),
        ])?;
        let categories = if self.is_sign(0, "(") {
            self.in_brackets(|parser| parser.list(|parser| parser.name("a category")))?
        } else {
            vec![self.name("a category")?]
        };
        Ok(CategoryFilter {
            group,
            relation,
            categories,
        })
    }

    fn group_by(&mut self) -> Result<GroupBy, Error> {
        let subtotals = [("ROLLUP", Aggregation::Rollup), ("CUBE", Aggregation::Cube)];
        for (word, aggregation) in subtotals {
            if self.is_word(0, word) && self.is_sign(1, "(") {
                self.advance();
                let operands = self.in_brackets(|parser| parser.list(Self::operand))?;
                return Ok(GroupBy {
                    aggregation,
                    operands,
                });
            }
        }
        Ok(GroupBy {
            aggregation: Aggregation::Plain,
            operands: self.list(Self::operand)?,
        })
    }

    pub(super) fn order(&mut self) -> Result<Order, Error> {
        let operand = self.operand()?;
        let direction = if self.take(&["ASC"]) {
            Some(Direction::Ascending)
        } else if self.take(&["DESC"]) {
            Some(Direction::Descending)
        } else {
            None
        };
        let nulls = if self.take(&["NULLS"]) {
            Some(self.one_of(&[("FIRST", Nulls::First), ("LAST", Nulls::Last)])?)
        } else {
            None
        };
        Ok(Order {
            operand,
            direction,
            nulls,
        })
    }

    pub(super) fn count(&mut self) -> Result<u32, Error> {
        let token = self.peek();
        let number = (token.kind == Kind::Number).then(|| self.slice(token).parse().ok());
        match number.flatten() {
            Some(number) => {
                self.advance();
                Ok(number)
            }
            None => Err(self.unexpected("a whole number")),
        }
    }
}
