use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::{Budget, Stamp, SyncError};
use crate::error::{Refusal, body};
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
        let request = request.query("q", soql);
        if request.url().len() <= LONGEST_URL {
            return self.send(request).await;
        }
        let answer = self.composed(request.url()).await?;
        answer.unwrapped().map_err(SyncError::Call)
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

    /// A request within the body of another, which may be repeated: it only reads.
    async fn composed(&mut self, url: &str) -> Result<Response, SyncError> {
        let subrequest = json!({ "method": "GET", "url": url, "referenceId": "query" });
        let request = self.versioned(Method::POST).literal("/composite");
        let body = json!({ "compositeRequest": [subrequest] });
        self.send(request.body(&body).repeat_if(true)).await
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
        request.literal("/services/data/").version("version", None)
    }

    async fn send(&mut self, request: Request) -> Result<Response, SyncError> {
        self.budget.take()?;
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Composed {
    composite_response: (Subresponse,),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subresponse {
    body: Box<RawValue>,
    http_status_code: u16,
}

impl Response {
    /// The answer to the one request of a composite.
    fn unwrapped(mut self) -> Result<Self, Error> {
        let composed: Composed = self.json()?;
        let (answer,) = composed.composite_response;
        let json = answer.body.get().as_bytes();
        if !(200..300).contains(&answer.http_status_code) {
            let (errors, text) = body::read(answer.http_status_code, json);
            return Err(Error::Salesforce(Box::new(Refusal {
                endpoint: self.endpoint.clone(),
                status: answer.http_status_code,
                request_id: self.request_id().map(str::to_owned),
                errors,
                text,
                retry_after: None,
            })));
        }
        self.answer.body = json.to_vec().into();
        Ok(self)
    }
}
