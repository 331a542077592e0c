use super::Parser;
use crate::{Error, FieldGroup, Name, Path, Query, Selected, Source, Typeof};

impl Parser<'_> {
    pub(super) fn query(&mut self) -> Result<Query, Error> {
        self.expect("SELECT")?;
        let select = self.list(Self::selected)?;
        self.expect("FROM")?;
        let from = self.list(Self::source)?;
        let mut query = Query {
            select,
            from,
            scope: None,
            filter: None,
            with: None,
            group_by: None,
            having: None,
            order_by: Vec::new(),
            limit: None,
            offset: None,
            purposes: Vec::new(),
            updates: Vec::new(),
        };
        self.clauses(&mut query)?;
        Ok(query)
    }

    fn selected(&mut self) -> Result<Selected, Error> {
        if self.is_sign(0, "(") {
            let query = self.in_brackets(Self::query)?;
            return Ok(Selected::Query(Box::new(query)));
        }
        if self.is_word(0, "TYPEOF") && !self.is_sign(1, ",") && !self.is_word(1, "FROM") {
            return self.typeof_().map(Selected::Typeof);
        }
        if self.is_word(0, "FIELDS") && self.is_sign(1, "(") {
            self.advance();
            return self.in_brackets(Self::field_group).map(Selected::Fields);
        }
        self.selected_operand(&["BY", "FROM"])
    }

    /// A field or function with its alias, unless what comes next goes on with the query.
    pub(super) fn selected_operand(&mut self, next: &[&str]) -> Result<Selected, Error> {
        let operand = self.operand()?;
        let alias = self.alias(next)?;
        Ok(Selected::Operand { operand, alias })
    }

    fn field_group(&mut self) -> Result<FieldGroup, Error> {
        self.one_of(&[
            ("ALL", FieldGroup::All),
            ("STANDARD", FieldGroup::Standard),
            ("CUSTOM", FieldGroup::Custom),
        ])
    }

    fn typeof_(&mut self) -> Result<Typeof, Error> {
        self.expect("TYPEOF")?;
        let relationship = self.path("a relationship")?;
        let mut when = Vec::new();
        while self.take(&["WHEN"]) {
            let object = self.name("an object")?;
            self.expect("THEN")?;
            when.push((object, self.list(|parser| parser.path("a field"))?));
        }
        if when.is_empty() {
            return Err(self.unexpected("`WHEN`"));
        }
        let otherwise = if self.take(&["ELSE"]) {
            self.list(|parser| parser.path("a field"))?
        } else {
            Vec::new()
        };
        self.expect("END")?;
        Ok(Typeof {
            relationship,
            when,
            otherwise,
        })
    }

    fn source(&mut self) -> Result<Source, Error> {
        let path = self.path("an object")?;
        let alias = self.alias(&["BY", "ORDER", "OFFSET", "FOR", "UPDATE", "ALL"])?;
        Ok(Source { path, alias })
    }

    /// A name of its own, unless what comes next goes on with the query.
    fn alias(&mut self, next: &[&str]) -> Result<Option<Name>, Error> {
        let is_told = self.take(&["AS"]);
        let goes_on = next.iter().any(|word| self.is_word(0, word));
        match (is_told, goes_on) {
            (true, true) => Err(self.unexpected("an alias")),
            (true, false) => self.name("an alias").map(Some),
            (false, true) => Ok(None),
            (false, false) => Ok(self.name("an alias").ok()),
        }
    }

    pub(super) fn path(&mut self, what: &str) -> Result<Path, Error> {
        let mut path = Path::from(self.name(what)?);
        while self.take_sign(".") {
            let field = self.name("a name")?;
            let parent = std::mem::replace(&mut path.field, field);
            path.parents.push(parent);
        }
        Ok(path)
    }
}
