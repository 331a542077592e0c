use std::str::FromStr;

use super::Parser;
use super::term::Reader;
use crate::{Error, Returning, Search, SearchGroup, SearchWith, Term};

const FIND: &str = "FIND";

/// Words that go on with a [`Returning`] behind a field.
const NEXT: [&str; 3] = ["BY", "ORDER", "OFFSET"];

impl FromStr for Search {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (term, end) = find(text)?;
        Parser::new(text, end)?.whole(|parser| parser.search(term))
    }
}

impl FromStr for Returning {
    type Err = Error;

    /// An object with its brackets: `Account(Id, Name LIMIT 5)`.
    fn from_str(text: &str) -> Result<Self, Error> {
        Parser::new(text, 0)?.whole(Parser::returning)
    }
}

/// `FIND {…}`, and the byte behind it.
fn find(text: &str) -> Result<(Term, usize), Error> {
    let expected = |at: usize, what: &str| {
        let found = match text[at..].chars().next() {
            None => "unexpected end of the query".to_owned(),
            Some(c) => format!("unexpected `{c}`"),
        };
        Error::at(text, at, format!("{found}, expected `{what}`"))
    };
    let blanks = |at: usize| text.len() - text[at..].trim_start().len();
    let start = blanks(0);
    let word = text.get(start..start + FIND.len());
    if !word.is_some_and(|word| word.eq_ignore_ascii_case(FIND)) {
        return Err(expected(start, FIND));
    }
    let open = blanks(start + FIND.len());
    if !text[open..].starts_with('{') {
        return Err(expected(open, "{"));
    }
    let mut reader = Reader::new(text, open + 1);
    let term = reader.term()?;
    if !text[reader.at..].starts_with('}') {
        return Err(expected(reader.at, "}"));
    }
    Ok((term, reader.at + 1))
}

impl Parser<'_> {
    fn search(&mut self, term: Term) -> Result<Search, Error> {
        let group = self.group()?;
        let returning = if self.take(&["RETURNING"]) {
            self.list(Self::returning)?
        } else {
            Vec::new()
        };
        let mut with = Vec::new();
        while self.take(&["WITH"]) {
            with.push(self.search_with()?);
        }
        let limit = self.take(&["LIMIT"]).then(|| self.count()).transpose()?;
        Ok(Search {
            term,
            group,
            returning,
            with,
            limit,
            updates: self.updates()?,
        })
    }

    fn group(&mut self) -> Result<Option<SearchGroup>, Error> {
        if !self.take(&["IN"]) {
            return Ok(None);
        }
        let group = self.one_of(&[
            ("ALL", SearchGroup::All),
            ("NAME", SearchGroup::Name),
            ("EMAIL", SearchGroup::Email),
            ("PHONE", SearchGroup::Phone),
            ("SIDEBAR", SearchGroup::Sidebar),
        ])?;
        self.expect("FIELDS")?;
        Ok(Some(group))
    }

    fn returning(&mut self) -> Result<Returning, Error> {
        let mut returning = Returning {
            object: self.name("an object")?,
            fields: Vec::new(),
            filter: None,
            list_view: None,
            order_by: Vec::new(),
            limit: None,
            offset: None,
        };
        if self.is_sign(0, "(") {
            self.in_brackets(|parser| parser.specification(&mut returning))?;
        }
        Ok(returning)
    }

    /// What stands in the brackets behind an object.
    fn specification(&mut self, returning: &mut Returning) -> Result<(), Error> {
        returning.fields = self.list(|parser| parser.selected_operand(&NEXT))?;
        if self.take(&["WHERE"]) {
            returning.filter = Some(self.condition()?);
        }
        if self.take(&["USING"]) {
            self.expect("LISTVIEW")?;
            self.expect_sign("=")?;
            returning.list_view = Some(self.name("a list view")?);
        }
        if self.take(&["ORDER", "BY"]) {
            returning.order_by = self.list(Self::order)?;
        }
        returning.limit = self.take(&["LIMIT"]).then(|| self.count()).transpose()?;
        returning.offset = self.take(&["OFFSET"]).then(|| self.count()).transpose()?;
        Ok(())
    }

    fn search_with(&mut self) -> Result<SearchWith, Error> {
        if self.take(&["DATA", "CATEGORY"]) {
            return self.categories().map(SearchWith::DataCategory);
        }
        if self.take(&["HIGHLIGHT"]) {
            return Ok(SearchWith::Highlight);
        }
        if self.take(&["SNIPPET"]) {
            return self.snippet().map(SearchWith::Snippet);
        }
        if self.take(&["NETWORK"]) {
            return self.network().map(SearchWith::Network);
        }
        if self.take(&["SPELL_CORRECTION"]) {
            self.expect_sign("=")?;
            let on = self.one_of(&[("TRUE", true), ("FALSE", false)])?;
            return Ok(SearchWith::SpellCorrection(on));
        }
        if self.take(&["DIVISION"]) {
            return self.equal_text().map(SearchWith::Division);
        }
        if self.take(&["PRICEBOOKID"]) {
            return self.equal_text().map(SearchWith::PricebookId);
        }
        if self.take(&["METADATA"]) {
            return self.equal_text().map(SearchWith::Metadata);
        }
        Err(self.unexpected("what `WITH` may say of a search"))
    }

    fn snippet(&mut self) -> Result<Option<u32>, Error> {
        if !self.is_sign(0, "(") {
            return Ok(None);
        }
        let length = self.in_brackets(|parser| {
            parser.expect("TARGET_LENGTH")?;
            parser.expect_sign("=")?;
            parser.count()
        })?;
        Ok(Some(length))
    }

    fn network(&mut self) -> Result<Vec<String>, Error> {
        if self.take(&["IN"]) {
            return self.in_brackets(|parser| parser.list(Self::plain_text));
        }
        Ok(vec![self.equal_text()?])
    }

    fn equal_text(&mut self) -> Result<String, Error> {
        self.expect_sign("=")?;
        self.plain_text()
    }
}
