use std::sync::PoisonError;
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryFutureExt as _;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use tokio::time::Instant;

use super::answer::Answer;
use super::failure::{Failure, Repeat};
use super::{composed, deleted, millis, redirect};
use crate::client::Inner;
use crate::error::Endpoint;
use crate::request::{Asked, JSON};
use crate::{AccessToken, Error, Method, Request, Response};

/// One call, and what its tries have learnt.
pub(super) struct Call<'a> {
    pub(super) client: &'a Inner,
    pub(super) endpoint: Endpoint,
    url: Url,
    body: Option<Bytes>,
    asked: Asked,
    deadline: Instant,
    tries: u32,
    /// Is called for each of them.
    on_try: &'a (dyn Fn() + Sync),
    /// The token was renewed, which happens once.
    renewed: bool,
    /// Salesforce may have carried out an earlier try.
    maybe_done: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        client: &'a Inner,
        request: Request,
        on_try: &'a (dyn Fn() + Sync),
    ) -> Result<Self, Error> {
        Ok(Self {
            client,
            url: client.instance.at(&request.url)?,
            endpoint: Endpoint::new(request.method, request.url, request.repeatable),
            body: request.body,
            asked: request.asked,
            deadline: after(Instant::now(), client.timeout),
            tries: 0,
            on_try,
            renewed: false,
            maybe_done: false,
        })
    }

    /// Whether the request may be sent again after this failure.
    pub(super) fn may_repeat(&self, failure: &Failure) -> bool {
        match failure.repeat {
            Repeat::Never => false,
            Repeat::WhereRepeatable => self.endpoint.repeatable,
            Repeat::Always => true,
        }
    }

    /// How much of the call's time there still is.
    pub(super) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// One try. A refused token is renewed within it, once in the whole call.
    pub(super) async fn attempt(&mut self) -> Result<Answer, Failure> {
        let tokens = &self.client.tokens;
        let token = self.within(self.deadline, tokens.token()).await?;
        let token = token.map_err(Failure::last)?;
        let mut answered = self.answered(&token).await;
        if let Err(failure) = &answered
            && failure.is_refused_token()
            && !std::mem::replace(&mut self.renewed, true)
        {
            let renewed = self.within(self.deadline, tokens.renew(&token)).await?;
            if let Some(token) = renewed.map_err(Failure::last)? {
                answered = self.answered(&token).await;
            }
        }
        answered.inspect_err(|failure| {
            self.maybe_done |= failure.repeat == Repeat::WhereRepeatable;
        })
    }

    /// Waits between two tries.
    pub(super) async fn wait(&self, delay: Duration) -> Result<(), Error> {
        let waited = self.within(self.deadline, (self.client.sleeper)(delay));
        waited.await.map_err(|failure| failure.error)
    }

    /// What `work` gives, if it does so in time.
    fn within<W: Future>(
        &self,
        deadline: Instant,
        work: W,
    ) -> impl Future<Output = Result<W::Output, Failure>> {
        let instance = &self.client.instance;
        tokio::time::timeout_at(deadline, work)
            .map_err(move |elapsed| Failure::timed_out(&self.endpoint, instance, elapsed))
    }

    /// Sends the request, on to where it is redirected.
    async fn answered(&mut self, token: &AccessToken) -> Result<Answer, Failure> {
        let mut moved = None;
        let mut hops = 0;
        loop {
            self.tries += 1;
            (self.on_try)();
            let url = moved.as_ref().unwrap_or(&self.url);
            let answer = self.sent(url, token).await?;
            match redirect::target(&self.endpoint.method, url, &self.client.instance, &answer) {
                Ok(None) => return self.judged(answer),
                Ok(Some(_)) if hops == redirect::MOST => {
                    return Err(self.misled(answer, redirect::Refused::Endless));
                }
                Ok(next) => moved = next,
                Err(refused) => return Err(self.misled(answer, refused)),
            }
            hops += 1;
        }
    }

    /// One HTTP request and its answer.
    async fn sent(&self, url: &Url, token: &AccessToken) -> Result<Answer, Failure> {
        let request = self.prepared(url, token)?;
        let (attempt, started) = (self.tries, Instant::now());
        let deadline = after(started, self.client.attempt_timeout).min(self.deadline);
        let exchange = Answer::to(&self.client.http, request);
        let answer = self.within(deadline, exchange).await;
        let elapsed_ms = || millis(started.elapsed());
        match answer.and_then(|read| read.map_err(|error| self.lost(error))) {
            Ok(answer) => {
                tracing::debug!(
                    attempt,
                    status = answer.status,
                    elapsed_ms = elapsed_ms(),
                    request_id = answer.request_id(),
                    "answered"
                );
                self.note_usage(&answer);
                Ok(answer)
            }
            Err(failure) => {
                let reason = failure.reason();
                tracing::debug!(attempt, elapsed_ms = elapsed_ms(), reason, "no answer");
                Err(failure)
            }
        }
    }

    fn lost(&self, error: reqwest::Error) -> Failure {
        Failure::of_transport(&self.endpoint, &self.client.instance, error)
    }

    fn prepared(&self, url: &Url, token: &AccessToken) -> Result<reqwest::Request, Failure> {
        let method = self.endpoint.method.clone();
        let mut request = reqwest::Request::new(method, url.clone());
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, token.header().map_err(Failure::last)?);
        if let Some(body) = &self.body {
            headers.insert(CONTENT_TYPE, JSON);
            *request.body_mut() = Some(body.clone().into());
        }
        Ok(request)
    }

    fn note_usage(&self, answer: &Answer) {
        if let Some(usage) = answer.usage() {
            let mut known = self
                .client
                .usage
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            // Into the text of the last one, for every answer tells it.
            usage.clone_into(known.get_or_insert_default());
        }
    }

    fn judged(&self, mut answer: Answer) -> Result<Answer, Failure> {
        if self.endpoint.method == Method::DELETE && self.maybe_done {
            answer = deleted::as_success(answer);
        }
        if self.asked == Asked::WithinComposite && is_success(&answer) {
            answer = composed::answer(self.gave(answer)).map_err(Failure::last)?;
        }
        if is_success(&answer) {
            return Ok(answer);
        }
        Err(Failure::of_refusal(&self.endpoint, &answer))
    }

    fn misled(&self, answer: Answer, refused: redirect::Refused) -> Failure {
        let answer = self.gave(answer);
        Failure::last(answer.unexpected(".".to_owned(), answer.body(), refused))
    }

    fn gave(&self, answer: Answer) -> Response {
        Response {
            endpoint: self.endpoint.clone(),
            answer,
            tries: self.tries,
        }
    }

    /// What the caller gets of the last answer.
    pub(super) fn response(self, answer: Answer) -> Response {
        Response {
            endpoint: self.endpoint,
            answer,
            tries: self.tries,
        }
    }
}

fn is_success(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

/// When `limit` has passed. No clock goes on for ever, so a limit of ages is one of a century.
fn after(start: Instant, limit: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    start + limit.min(CENTURY)
}
