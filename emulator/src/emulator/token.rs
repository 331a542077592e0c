use secrecy::{ExposeSecret, SecretString};

/// Like a session of Salesforce's: the org's id, and what else there is behind `!`.
const STATIC: &str = "00DLo0000000001!AQEmulatorTokenThatOpensNothingButALocalOrg.0123456789";

/// The access token of an emulator. `Debug` does not show it, as it should be with any token.
#[derive(Debug, Clone)]
pub struct Token(SecretString);

impl Token {
    /// The one of every emulator, so that it can be written down where tests are set up.
    pub(super) fn fixed() -> Self {
        Self(STATIC.into())
    }

    /// The one of the n-th session.
    pub(crate) fn number(number: u64) -> Self {
        Self(format!("{STATIC}.{number}").into())
    }

    /// The token in plain text.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub(crate) fn is(&self, given: &str) -> bool {
        self.expose() == given
    }
}
