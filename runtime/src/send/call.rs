use std::borrow::Cow;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Instant;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{RequestBuilder, Url};

use super::answer::Answer;
use super::failure::{Failure, Repeat};
use super::{deleted, millis, redirect};
use crate::client::Inner;
use crate::error::Endpoint;
use crate::{AccessToken, Error, Method, Request, Response};

const JSON: &str = "application/json";

/// One call, and what its tries have learnt.
pub(super) struct Call<'a> {
    pub(super) client: &'a Inner,
    pub(super) endpoint: Endpoint,
    request: &'a Request,
    url: Url,
    tries: AtomicU32,
    /// The token was renewed, which happens once.
    renewed: AtomicBool,
    /// Salesforce may have carried out an earlier try.
    maybe_done: AtomicBool,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        client: &'a Inner,
        request: &'a Request,
        endpoint: Endpoint,
    ) -> Result<Self, Error> {
        Ok(Self {
            client,
            endpoint,
            request,
            url: client.instance.at(&request.url)?,
            tries: AtomicU32::new(0),
            renewed: AtomicBool::new(false),
            maybe_done: AtomicBool::new(false),
        })
    }

    /// Whether the request may be sent again after this failure.
    pub(super) fn may_repeat(&self, failure: &Failure) -> bool {
        match failure.repeat {
            Repeat::Never => false,
            Repeat::WhereRepeatable => self.request.repeatable,
            Repeat::Always => true,
        }
    }

    /// One try. A refused token is renewed within it, once in the whole call.
    pub(super) async fn attempt(&self) -> Result<Response, Failure> {
        let token = self.client.tokens.token().await.map_err(Failure::last)?;
        let answered = match self.answered(&token).await {
            Err(failure) if failure.is_refused_token() && !self.renewed.swap(true, Relaxed) => {
                self.with_new_token(&token, failure).await
            }
            answered => answered,
        };
        answered.inspect_err(|failure| {
            self.maybe_done
                .fetch_or(failure.repeat == Repeat::WhereRepeatable, Relaxed);
        })
    }

    async fn with_new_token(
        &self,
        refused: &AccessToken,
        failure: Failure,
    ) -> Result<Response, Failure> {
        let renewed = self.client.tokens.renew(refused).await;
        match renewed.map_err(Failure::last)? {
            Some(token) => self.answered(&token).await,
            None => Err(failure),
        }
    }

    /// Sends the request, on to where it is redirected.
    async fn answered(&self, token: &AccessToken) -> Result<Response, Failure> {
        let mut url = Cow::Borrowed(&self.url);
        let mut hops = 0;
        loop {
            let answer = self.sent(Url::clone(&url), token).await?;
            match redirect::target(&self.request.method, &url, &self.client.instance, &answer) {
                Ok(None) => return self.judged(answer),
                Ok(Some(_)) if hops == redirect::MOST => {
                    return Err(self.misled(answer, redirect::Refused::Endless));
                }
                Ok(Some(next)) => url = Cow::Owned(next),
                Err(refused) => return Err(self.misled(answer, refused)),
            }
            hops += 1;
        }
    }

    /// One HTTP request and its answer.
    async fn sent(&self, url: Url, token: &AccessToken) -> Result<Answer, Failure> {
        let request = self.prepared(url, token)?;
        let started = Instant::now();
        let attempt = self.tries.fetch_add(1, Relaxed) + 1;
        let answer = read(request).await;
        let elapsed_ms = millis(started.elapsed());
        match answer {
            Ok(answer) => {
                let (status, request_id) = (answer.status, answer.request_id());
                tracing::debug!(attempt, status, elapsed_ms, request_id, "answered");
                self.note_usage(&answer);
                Ok(answer)
            }
            Err(error) => {
                let failure = Failure::of_transport(&self.endpoint, &self.client.instance, error);
                tracing::debug!(attempt, elapsed_ms, reason = failure.reason(), "no answer");
                Err(failure)
            }
        }
    }

    fn prepared(&self, url: Url, token: &AccessToken) -> Result<RequestBuilder, Failure> {
        let authorization = token.header().map_err(Failure::last)?;
        let http = &self.client.http;
        let request = http.request(self.request.method.clone(), url);
        let request = request
            .header(ACCEPT, JSON)
            .header(AUTHORIZATION, authorization);
        Ok(match &self.request.body {
            Some(body) => request.header(CONTENT_TYPE, JSON).body(body.clone()),
            None => request,
        })
    }

    fn note_usage(&self, answer: &Answer) {
        if let Some(usage) = answer.usage() {
            let mut known = self
                .client
                .usage
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *known = Some(usage.to_owned());
        }
    }

    fn judged(&self, mut answer: Answer) -> Result<Response, Failure> {
        if self.request.method == Method::DELETE && self.maybe_done.load(Relaxed) {
            answer = deleted::as_success(answer);
        }
        if (200..300).contains(&answer.status) {
            return Ok(self.response(answer));
        }
        Err(Failure::of_refusal(&self.endpoint, &answer))
    }

    fn misled(&self, answer: Answer, refused: redirect::Refused) -> Failure {
        let answer = self.response(answer);
        Failure::last(answer.unexpected(".".to_owned(), answer.body(), refused))
    }

    fn response(&self, answer: Answer) -> Response {
        Response {
            endpoint: self.endpoint.clone(),
            status: answer.status,
            request_id: answer.request_id().map(str::to_owned),
            date: answer.date(),
            tries: self.tries.load(Relaxed),
            body: answer.body,
        }
    }
}

async fn read(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let mut response = request.send().await?;
    let status = response.status().as_u16();
    // The body is decoded already as the headers say, so that nothing else needs them.
    let headers = std::mem::take(response.headers_mut());
    Ok(Answer {
        status,
        headers,
        body: response.bytes().await?,
    })
}
