//! Access tokens, and where they come from.

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

use crate::Error;

/// An access token. It is wiped from memory when dropped, and `Debug` does not show it.
#[derive(Debug, Clone)]
pub struct AccessToken(SecretString);

impl AccessToken {
    /// The token in plain text, to hand it on. Take care that it comes into no log.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The `Authorization` header, marked so that nothing prints it.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        let token = self.expose();
        if token.is_empty() {
            return Err(Error::authentication("the access token is empty"));
        }
        // The library's own error is dropped: it says no more, and the token must not be in it.
        let mut header = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| {
            Error::authentication("the access token holds a character that no HTTP header can carry, such as a line break")
        })?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl From<SecretString> for AccessToken {
    fn from(token: SecretString) -> Self {
        Self(token)
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self(token.into())
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self(token.into())
    }
}

/// Where a client's access token comes from.
pub trait TokenProvider: Send + Sync {
    /// The token for the next request. It is asked for each one, so a provider keeps what it has.
    ///
    /// # Errors
    /// [`Error::authentication`] when there is none; the call ends with it.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>>;

    /// A new token in place of one that Salesforce has refused, or `None` when there is no way to a new one.
    ///
    /// A call asks at most once. From then on [`token`](Self::token) should give the new one. Several calls may
    /// be refused at the same time: `refused` tells whether another has been renewed meanwhile.
    ///
    /// # Errors
    /// When renewing was tried and failed; the call ends with it.
    fn renew<'a>(
        &'a self,
        refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        let _ = refused;
        future::ready(Ok(None)).boxed()
    }
}

/// One token that stays as it is.
#[derive(Debug, Clone)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Always gives `token`.
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self(token.into())
    }
}

impl TokenProvider for StaticToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        future::ready(Ok(self.0.clone())).boxed()
    }
}
