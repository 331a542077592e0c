use rusqlite::types::Value;

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

/// A text as SQL takes it, for names of the catalog and the like: what a query holds is bound.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
