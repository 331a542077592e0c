use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection};

use crate::fault::Fault;

/// How many conditions stand beside each other.
const WIDEST: usize = 200;

/// A piece of SQL with the values of its `?`, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) params: Vec<Value>,
}

impl Sql {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            params: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(super) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.params.push(value.into());
        self
    }

    pub(super) fn append(&mut self, other: Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.params.extend(other.params);
        self
    }

    /// Pieces with something between them, in brackets.
    pub(super) fn joined(mut pieces: Vec<Self>, between: &str) -> Self {
        // SQLite goes no deeper than a thousand conditions, of which each is one deeper than that before.
        while pieces.len() > WIDEST {
            let mut rest = pieces.into_iter();
            let mut wider = Vec::new();
            loop {
                let some: Vec<Self> = rest.by_ref().take(WIDEST).collect();
                if some.is_empty() {
                    break;
                }
                wider.push(Self::joined(some, between));
            }
            pieces = wider;
        }
        let mut all = Self::of("(");
        for (number, piece) in pieces.into_iter().enumerate() {
            if number > 0 {
                all.push(between);
            }
            all.append(piece);
        }
        all.push(")");
        all
    }
}

/// A statement of SQL that a query has become. What `SQLite` cannot take in is more than Salesforce could.
///
/// Follows [SOQL and SOSL Limits](https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm).
pub(super) fn prepared<'a>(db: &'a Connection, sql: &str) -> Result<CachedStatement<'a>, Fault> {
    db.prepare_cached(sql).map_err(|_| {
        let message = "Query is either selecting too many fields or the filter conditions are too complicated.";
        Fault::new(400, "QUERY_TOO_COMPLICATED", message)
    })
}

/// A text as SQL takes it, for names of the catalog and the like: what a query holds is bound.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
