use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use reqwest::header::{ACCEPT, HeaderMap};
use rustls::crypto::{CryptoProvider, ring};

use super::{Client, Inner, Instance};
use crate::request::JSON;
use crate::{AccessToken, ApiVersion, Error, RetryPolicy, StaticToken, TokenProvider};

/// How a client waits between two tries.
pub(crate) type Sleeper = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// Puts a [`Client`] together. Begin with [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    instance_url: String,
    tokens: Option<Arc<dyn TokenProvider>>,
    api_version: ApiVersion,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    timeout: Duration,
    retry: RetryPolicy,
    user_agent: String,
    sleeper: Sleeper,
}

impl ClientBuilder {
    pub(super) fn new(instance_url: String) -> Self {
        Self {
            instance_url,
            tokens: None,
            api_version: ApiVersion::DEFAULT,
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(150),
            timeout: Duration::from_secs(330),
            retry: RetryPolicy::default(),
            user_agent: concat!("specforce/", env!("CARGO_PKG_VERSION")).to_owned(),
            sleeper: Arc::new(|delay| tokio::time::sleep(delay).boxed()),
        }
    }

    /// An access token that stays as it is.
    pub fn token(self, token: impl Into<AccessToken>) -> Self {
        self.token_provider(StaticToken::new(token))
    }

    /// Where the access token comes from, for each request anew.
    pub fn token_provider(mut self, tokens: impl TokenProvider + 'static) -> Self {
        self.tokens = Some(Arc::new(tokens));
        self
    }

    /// The version that is called where an input names none: v66.0 unless told.
    pub fn api_version(mut self, version: ApiVersion) -> Self {
        self.api_version = version;
        self
    }

    /// How long making a connection may take: 10 s unless told.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one try may take, from connecting to the last byte of the answer: 150 s unless told.
    ///
    /// Salesforce itself gives a request up to 120 s: a try that is cut off sooner may go on there while it is repeated.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long a call may take with all its tries and the waits between them: 330 s unless told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often and after which waits a failed request is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How the client names itself to Salesforce: `specforce/` and its version unless told.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// How the client waits between two tries, so that a test need not wait.
    pub fn sleeper<F, W>(mut self, wait: F) -> Self
    where
        F: Fn(Duration) -> W + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        self.sleeper = Arc::new(move |delay| wait(delay).boxed());
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when the instance URL is not one of https without credentials, path and query
    /// (plain http is accepted for this very machine), or a setting cannot be used; [`Error::Authentication`]
    /// when no token was given.
    pub fn build(self) -> Result<Client, Error> {
        let instance = Instance::parse(&self.instance_url)?;
        let http = self.http(&instance)?;
        let tokens = self
            .tokens
            .ok_or_else(|| Error::authentication("no access token was given"))?;
        Ok(Client(Arc::new(Inner {
            instance,
            http,
            tokens,
            api_version: self.api_version,
            attempt_timeout: self.attempt_timeout,
            timeout: self.timeout,
            retry: self.retry,
            sleeper: self.sleeper,
            usage: std::sync::Mutex::default(),
        })))
    }

    fn http(&self, instance: &Instance) -> Result<reqwest::Client, Error> {
        // Without a provider of cryptography reqwest panics. A program that has chosen one keeps it.
        if CryptoProvider::get_default().is_none() {
            let _ = ring::default_provider().install_default();
        }
        let mut http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .user_agent(&self.user_agent)
            .default_headers(HeaderMap::from_iter([(ACCEPT, JSON)]))
            .https_only(!instance.is_plain())
            // Only `send` repeats, for it alone knows what may be repeated and keeps the budget.
            .retry(reqwest::retry::never())
            // Redirects are followed by `send`, which knows where the token may go.
            .redirect(reqwest::redirect::Policy::none());
        if instance.is_loopback() {
            http = http.no_proxy();
        }
        if instance.is_plain() {
            // Reading the system's certificates, which nothing will be compared with, is most of the work.
            http = http.tls_certs_only([]);
        }
        http.build().map_err(|error| {
            Error::invalid_input(format!(
                "the HTTP client cannot be set up: {}",
                root(&error)
            ))
        })
    }
}

/// Shows no token.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api_version", &self.api_version)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

fn root(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), root)
}
