use std::time::Duration;

use tokio::time::error::Elapsed;

use super::answer::Answer;
use crate::Error;
use crate::client::Instance;
use crate::error::{
    Authentication, Cause, Endpoint, Limit, RateLimit, Refusal, Transport, TransportKind, body,
};

/// Whether a failed try may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It would fail again.
    Never,
    /// Salesforce may have carried the request out.
    WhereRepeatable,
    /// Salesforce has surely done nothing.
    Always,
}

/// Why a try failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) repeat: Repeat,
}

impl Failure {
    /// A failure that ends the call.
    pub(super) fn last(error: Error) -> Self {
        Self {
            error,
            repeat: Repeat::Never,
        }
    }

    /// How long Salesforce asks to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.error.refusal()?.retry_after
    }

    /// Why, in one word that holds no data: Salesforce's code, else how the connection or the call failed.
    pub(super) fn reason(&self) -> &str {
        match &self.error {
            Error::Transport(transport) => transport.kind.as_str(),
            other => other.error_code().unwrap_or(other.kind()),
        }
    }

    /// Of a connection, or of an answer that broke off.
    pub(super) fn of_transport(
        endpoint: &Endpoint,
        instance: &Instance,
        error: reqwest::Error,
    ) -> Self {
        let (kind, repeat) = if error.is_connect() {
            (TransportKind::Connect, Repeat::Always)
        } else if error.is_timeout() {
            (TransportKind::TimedOut, Repeat::WhereRepeatable)
        } else {
            (TransportKind::Lost, Repeat::WhereRepeatable)
        };
        // The URL holds the query, which holds data.
        Self {
            error: transport(endpoint, instance, kind, error.without_url()),
            repeat,
        }
    }

    /// Of what took longer than it may.
    pub(super) fn timed_out(endpoint: &Endpoint, instance: &Instance, elapsed: Elapsed) -> Self {
        Self {
            error: transport(endpoint, instance, TransportKind::TimedOut, elapsed),
            repeat: Repeat::WhereRepeatable,
        }
    }

    /// Of an answer in which Salesforce refuses.
    pub(super) fn of_refusal(endpoint: &Endpoint, answer: &Answer) -> Self {
        let (errors, text) = body::read(answer.status, &answer.body);
        let refusal = Refusal {
            endpoint: endpoint.clone(),
            status: answer.status,
            request_id: answer.request_id().map(str::to_owned),
            errors,
            text,
            retry_after: answer.retry_after(),
        };
        let repeat = repeat_after(&refusal);
        Self {
            error: classify(refusal),
            repeat,
        }
    }

    /// Whether Salesforce refused the access token.
    pub(super) fn is_refused_token(&self) -> bool {
        matches!(&self.error, Error::Authentication(authentication) if authentication.refusal.is_some())
    }
}

fn transport(
    endpoint: &Endpoint,
    instance: &Instance,
    kind: TransportKind,
    source: impl Into<Cause>,
) -> Error {
    Error::Transport(Box::new(Transport {
        endpoint: endpoint.clone(),
        instance: instance.origin().to_owned(),
        kind,
        source: source.into(),
    }))
}

fn classify(refusal: Refusal) -> Error {
    match reached_limit(&refusal) {
        Some(limit) => Error::RateLimit(Box::new(RateLimit { limit, refusal })),
        None if refuses_token(&refusal) => Error::Authentication(Box::new(Authentication {
            message: "Salesforce does not accept the access token; log in again".to_owned(),
            refusal: Some(refusal),
            source: None,
        })),
        None => Error::Salesforce(Box::new(refusal)),
    }
}

fn repeat_after(refusal: &Refusal) -> Repeat {
    let surely_undone = refusal.status == 503
        || refusal.has_code("UNABLE_TO_LOCK_ROW")
        || refusal.has_code("SERVER_UNAVAILABLE");
    match reached_limit(refusal) {
        Some(Limit::Concurrent) => Repeat::Always,
        None if surely_undone => Repeat::Always,
        None if matches!(refusal.status, 500 | 502 | 504) => Repeat::WhereRepeatable,
        _ => Repeat::Never,
    }
}

/// `REQUEST_LIMIT_EXCEEDED` is the code of both limits; only the message tells which: `TotalRequests Limit
/// exceeded.`, or `ConcurrentRequests (Concurrent API Requests) Limit exceeded.` and the like.
fn reached_limit(refusal: &Refusal) -> Option<Limit> {
    let exceeded = refusal
        .errors
        .iter()
        .find(|error| error.error_code == "REQUEST_LIMIT_EXCEEDED");
    let says = |word| exceeded.is_some_and(|error| error.message.contains(word));
    if says("Concurrent") || (refusal.status == 429 && !says("TotalRequests")) {
        return Some(Limit::Concurrent);
    }
    exceeded.map(|_| Limit::Daily)
}

/// The REST API answers 401; `/services/oauth2/userinfo` answers 403 and a bare code.
fn refuses_token(refusal: &Refusal) -> bool {
    refusal.status == 401
        || refusal.has_code("INVALID_SESSION_ID")
        || refusal.has_code("Bad_OAuth_Token")
        || refusal.has_code("Missing_OAuth_Token")
}
