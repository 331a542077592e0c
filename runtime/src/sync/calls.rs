use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Deserialize;

use super::{Budget, Stamp, SyncError};
use crate::{Client, Error, Method, Request, Response, Violations};

/// From which length on a URL goes in the body of a composite request: Salesforce takes 16 KB of URL and headers
/// together, and what stands in between may take less.
const LONGEST_URL: usize = 8_000;

/// The calls of one sync, counted.
pub(super) struct Calls {
    client: Client,
    budget: Arc<Budget>,
    requests: AtomicU64,
    retries: AtomicU64,
    /// The version of the API, if not the client's.
    pub(super) version: Option<String>,
    /// How many there are before the first rows.
    pub(super) needed: u64,
    pub(super) bytes: u64,
    /// When the org last answered, by its own clock.
    pub(super) answered: Option<Stamp>,
}

impl Calls {
    pub(super) fn new(client: Client, budget: Arc<Budget>) -> Self {
        Self {
            client,
            budget,
            requests: AtomicU64::new(0),
            retries: AtomicU64::new(0),
            version: None,
            needed: 0,
            bytes: 0,
            answered: None,
        }
    }

    /// Reads what stands below `/services/data/v66.0`, such as `/sobjects/Account/describe`.
    pub(super) async fn get(
        &mut self,
        segments: &[&str],
        parameters: &[(&str, &str)],
    ) -> Result<Response, SyncError> {
        let mut request = self.versioned(Method::GET);
        for segment in segments {
            request = request.literal("/").segment("segment", *segment);
        }
        for (name, value) in parameters {
            request = request.query(name, *value);
        }
        self.send(request).await
    }

    /// The first page of a query; `resource` is `query` or `queryAll`.
    pub(super) async fn query(
        &mut self,
        resource: &str,
        soql: &str,
    ) -> Result<Response, SyncError> {
        let request = self.versioned(Method::GET).literal("/").literal(resource);
        let mut request = request.query("q", soql);
        if request.url().len() > LONGEST_URL {
            request = request.composed();
        }
        self.send(request).await
    }

    /// What a query counts.
    pub(super) async fn count(&mut self, resource: &str, soql: &str) -> Result<u64, SyncError> {
        let counted: Counted = self.query(resource, soql).await?.json()?;
        Ok(counted.total_size)
    }

    /// A page that another one named.
    pub(super) async fn more(&mut self, path: &str) -> Result<Response, SyncError> {
        let request = Request::new(Method::GET, self.client.api_version());
        self.send(request.raw("nextRecordsUrl", path)).await
    }

    /// How many HTTP requests were sent, repeats included.
    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Relaxed)
    }

    /// How many of them were repeats.
    pub(super) fn retries(&self) -> u64 {
        self.retries.load(Relaxed)
    }

    fn versioned(&self, method: Method) -> Request {
        let request = Request::new(method, self.client.api_version());
        let version = self.version.as_deref();
        request
            .literal("/services/data/")
            .version("version", version)
    }

    async fn send(&mut self, request: Request) -> Result<Response, SyncError> {
        self.budget.take(self.needed)?;
        let request = request
            .finish(Violations::new())
            .map_err(Error::violations)?;
        let tries = AtomicU64::new(0);
        let on_try = || {
            self.requests.fetch_add(1, Relaxed);
            if tries.fetch_add(1, Relaxed) > 0 {
                self.retries.fetch_add(1, Relaxed);
                self.budget.repeat();
            }
        };
        let answer = self.client.send_counting("sync", request, &on_try).await?;
        self.bytes += answer.body().len() as u64;
        self.answered = answer.date().map(Stamp::from).or(self.answered);
        Ok(answer)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counted {
    total_size: u64,
}
