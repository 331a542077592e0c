//! Access tokens, and where they come from.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

use crate::Error;

/// An access token. Clones share one text, which is wiped from memory with the last of them. `Debug` does not show it.
#[derive(Debug, Clone)]
pub struct AccessToken(Arc<Token>);

#[derive(Debug)]
struct Token {
    text: SecretString,
    /// The `Authorization` header, made once; `None` where no header can carry the token.
    header: Option<HeaderValue>,
}

impl AccessToken {
    /// The token in plain text, to hand it on. Take care that it comes into no log.
    pub fn expose(&self) -> &str {
        self.0.text.expose_secret()
    }

    /// The `Authorization` header, marked so that nothing prints it.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        if self.expose().is_empty() {
            return Err(Error::authentication("the access token is empty"));
        }
        self.0.header.clone().ok_or_else(|| {
            Error::authentication("the access token holds a character that no HTTP header can carry, such as a line break")
        })
    }
}

impl From<SecretString> for AccessToken {
    fn from(text: SecretString) -> Self {
        let header = bearer(text.expose_secret());
        Self(Arc::new(Token { text, header }))
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        SecretString::from(token).into()
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        SecretString::from(token).into()
    }
}

fn bearer(token: &str) -> Option<HeaderValue> {
    let text = Wiped(["Bearer ", token].concat().into());
    // The library's own error is dropped: it says no more, and the token must not be in it.
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// A text that is wiped when the last header with it is dropped.
struct Wiped(SecretString);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
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
