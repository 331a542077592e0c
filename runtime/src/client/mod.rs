//! The client.

mod builder;
mod instance;
mod raw;

pub use builder::ClientBuilder;
pub(crate) use builder::Sleeper;
pub(crate) use instance::Instance;
pub use raw::RequestBuilder;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::query::{self, Rows};
use crate::{
    Action, ApiVersion, Error, Method, Request, Response, RetryPolicy, TokenProvider, Usage,
    Violations,
};

/// A connection to one org. Clones are cheap and share one pool of connections.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// What the clones of a client share.
pub(crate) struct Inner {
    pub(crate) instance: Instance,
    pub(crate) http: reqwest::Client,
    pub(crate) tokens: Arc<dyn TokenProvider>,
    pub(crate) api_version: ApiVersion,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) sleeper: Sleeper,
    /// What the last answer told, read by whoever asks: few callers do.
    pub(crate) usage: Mutex<Option<String>>,
}

impl Client {
    /// Begins a client for the org at `instance_url`, such as `https://acme.my.salesforce.com`.
    ///
    /// ```
    /// # fn main() -> Result<(), specforce_runtime::Error> {
    /// let client = specforce_runtime::Client::builder("https://acme.my.salesforce.com").token("00D…!AQ…").build();
    /// # let _ = client; Ok(())
    /// # }
    /// ```
    pub fn builder(instance_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(instance_url.into())
    }

    /// Calls a function.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with every violation before anything is sent; otherwise every other [`Error`].
    pub async fn call<A: Action>(&self, input: &A) -> Result<A::Output, Error> {
        let mut violations = Violations::new();
        input.check(&mut violations);
        let request = input.request(Request::new(A::METHOD, self.api_version()));
        let request = request.finish(violations).map_err(Error::violations)?;
        input.output(&self.send(A::NAME, request).await?)
    }

    /// Begins a request to whatever has no function yet. `path`, already encoded and with its query string,
    /// begins with `/services/` and stays on this org; the version is part of it.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RequestBuilder {
        RequestBuilder::new(self.clone(), method, path.as_ref())
    }

    /// Runs a SOQL query and gives every row, over all pages, as the type `T`. Deleted rows are left out.
    ///
    /// One page is in memory at a time. Where a row holds children of a sub-select that go on on a page of
    /// their own, these are fetched before the row is given out. The stream ends after an error.
    ///
    /// See [Query](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm).
    ///
    /// # Errors
    /// Every [`Error`], as an item; [`Error::UnexpectedAnswer`] when a row does not fit `T`.
    pub fn query<T: serde::de::DeserializeOwned + Send + 'static>(&self, soql: &str) -> Rows<T> {
        query::rows(self.clone(), "query", soql)
    }

    /// As [`query`](Self::query), with deleted and archived rows.
    ///
    /// See [QueryAll](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_queryall.htm).
    pub fn query_all<T: serde::de::DeserializeOwned + Send + 'static>(
        &self,
        soql: &str,
    ) -> Rows<T> {
        query::rows(self.clone(), "queryAll", soql)
    }

    /// The version that is called where an input names none.
    pub fn api_version(&self) -> ApiVersion {
        self.0.api_version
    }

    /// Scheme, host and port of the org.
    pub fn instance_url(&self) -> &str {
        self.0.instance.origin()
    }

    /// How much of its API requests the org has used, as the last answer told; `None` before the first.
    pub fn usage(&self) -> Option<Usage> {
        self.0
            .usage
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_deref()
            .map(Usage::parse)
    }

    /// Sends a request that was found valid, with all its tries.
    pub(crate) fn send<'a>(
        &'a self,
        function: &'a str,
        request: Request,
    ) -> impl Future<Output = Result<Response, Error>> + Send + 'a {
        self.send_counting(function, request, &|| {})
    }

    /// As [`send`](Self::send); `on_try` is called for each HTTP request.
    pub(crate) fn send_counting<'a>(
        &'a self,
        function: &'a str,
        request: Request,
        on_try: &'a (dyn Fn() + Sync),
    ) -> impl Future<Output = Result<Response, Error>> + Send + 'a {
        crate::send::send(&self.0, function, request, on_try)
    }
}

/// Shows no token.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("instance_url", &self.instance_url())
            .field("api_version", &self.api_version())
            .finish_non_exhaustive()
    }
}
