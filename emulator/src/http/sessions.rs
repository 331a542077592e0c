use crate::Token;

/// The sessions of an org, by their tokens.
#[derive(Debug)]
pub(crate) struct Sessions {
    /// The first one, with which the emulator itself can be asked for ever.
    first: Token,
    living: Vec<Token>,
    /// How many there have been.
    count: u64,
}

impl Sessions {
    pub(crate) fn new(first: Token) -> Self {
        Self {
            living: vec![first.clone()],
            first,
            count: 1,
        }
    }

    /// Begins another session, which ends no other.
    pub(crate) fn begin(&mut self) -> Token {
        self.count += 1;
        let token = Token::number(self.count);
        self.living.push(token.clone());
        token
    }

    /// Ends the session of a token.
    pub(super) fn end(&mut self, given: &str) {
        self.living.retain(|token| !token.is(given));
    }

    /// Whether a token is that of a session.
    pub(super) fn has(&self, given: &str) -> bool {
        self.living.iter().any(|token| token.is(given))
    }

    /// Whether a token opens what is below `/emulator`.
    pub(super) fn controls(&self, given: &str) -> bool {
        self.first.is(given) || self.has(given)
    }
}
