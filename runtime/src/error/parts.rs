use std::fmt::{self, Display};
use std::time::Duration;

use serde_json::Value;

use super::{Cause, ErrorDetail, Refusal, body};
use crate::{Method, Violation};

/// The request that an error is about. A query string is left out: it holds data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// The path, without the query string.
    pub path: String,
    /// Whether it does no harm to send it again.
    pub(crate) repeatable: bool,
}

impl Endpoint {
    /// The endpoint of a request to `path`, whose query string is dropped.
    pub(crate) fn new(method: Method, mut path: String, repeatable: bool) -> Self {
        path.truncate(path.find('?').unwrap_or(path.len()));
        Self {
            method,
            path,
            repeatable,
        }
    }
}

impl Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The input breaks its schema, or a setting of the client is not valid.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct InvalidInput {
    /// Everything that is wrong, each with its place.
    pub violations: Vec<Violation>,
}

impl Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.violations.as_slice() {
            [only] if only.pointer.is_empty() => write!(f, "invalid input: {}", only.message),
            [only] => write!(f, "invalid input: {only}"),
            all => {
                write!(f, "invalid input, {} violations:", all.len())?;
                all.iter()
                    .try_for_each(|violation| write!(f, "\n  {violation}"))
            }
        }
    }
}

/// There is no access token, or Salesforce does not accept it.
#[derive(Debug, thiserror::Error)]
#[error("{message}{}", refusal.as_ref().map(|refusal| format!(": {refusal}")).unwrap_or_default())]
#[non_exhaustive]
pub struct Authentication {
    /// What is wrong, and what to do.
    pub message: String,
    /// Salesforce's answer, where it was asked.
    pub refusal: Option<Refusal>,
    /// Why no token could be had.
    pub source: Option<Cause>,
}

/// Which limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// The requests of the last 24 hours. Repeating does not help.
    Daily,
    /// Requests at the same time, or in too short a time. Repeating later helps.
    Concurrent,
}

/// A limit on the number of requests is reached.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct RateLimit {
    /// Which one.
    pub limit: Limit,
    /// Salesforce's answer.
    pub refusal: Refusal,
}

impl RateLimit {
    /// How long Salesforce asks to wait, where it says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.refusal.retry_after
    }
}

impl Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reached = match self.limit {
            Limit::Daily => {
                "the org has used up its API requests for 24 hours; go on when some are free again"
            }
            Limit::Concurrent => {
                "Salesforce has too many requests at the same time; try again later"
            }
        };
        write!(f, "{reached}: {}", self.refusal)
    }
}

/// Salesforce answered with success, and the answer says that something was not saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct SaveFailed {
    /// The request.
    pub endpoint: Endpoint,
    /// The HTTP status.
    pub status: u16,
    /// Salesforce's id of the request.
    pub request_id: Option<String>,
    /// The manifest's condition that the answer fulfils, such as `success: !@`.
    pub condition: String,
    /// The errors in the answer; where it is a list, those of every entry.
    pub errors: Vec<ErrorDetail>,
    /// The whole answer.
    pub answer: Value,
}

impl Display for SaveFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Salesforce did not save what {} sent", self.endpoint)?;
        if self.errors.is_empty() {
            let answer = body::excerpt(self.answer.to_string().as_bytes());
            write!(f, " (`{}`): {answer}", self.condition)
        } else {
            write!(f, ": {}", ErrorDetail::join(&self.errors))
        }
    }
}

/// The answer is not what the function expects.
#[derive(Debug, thiserror::Error)]
#[error("the answer to {endpoint} (HTTP {status}) is not what was expected{}: {source}; it begins: {excerpt}{}",
    Some(path.as_str()).filter(|path| *path != ".").map(|path| format!(" at `{path}`")).unwrap_or_default(), if self.is_done() { DONE } else { "" })]
#[non_exhaustive]
pub struct UnexpectedAnswer {
    /// The request.
    pub endpoint: Endpoint,
    /// The HTTP status.
    pub status: u16,
    /// Salesforce's id of the request.
    pub request_id: Option<String>,
    /// What did not fit, such as `records[0].Id`; `.` for the whole answer.
    pub path: String,
    /// The first 500 characters of the answer.
    pub excerpt: String,
    /// Why it did not fit.
    pub source: Cause,
}

/// How a connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// There never was a connection, so Salesforce has done nothing.
    Connect,
    /// The answer did not come in time.
    TimedOut,
    /// The connection was lost before the whole answer was there.
    Lost,
}

impl UnexpectedAnswer {
    /// Whether it tells of the success of what must not be done twice.
    pub(super) fn is_done(&self) -> bool {
        self.status < 300 && !self.endpoint.repeatable
    }
}

/// What ends the message of an answer that cannot be read although it tells of success.
const DONE: &str = "; Salesforce has carried it out, so look before you send it again";

/// What ends the message of an error after which a request must not be sent again blindly.
pub(super) const MAY_BE_DONE: &str =
    "; Salesforce may have carried it out, so look before you send it again";

/// There was no whole answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct Transport {
    /// The request.
    pub endpoint: Endpoint,
    /// Scheme, host and port that it was sent to.
    pub instance: String,
    /// How it failed.
    pub kind: TransportKind,
    /// What the connection reported.
    pub source: Cause,
}

impl Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            endpoint, instance, ..
        } = self;
        let failed = match self.kind {
            TransportKind::Connect => format!("cannot connect to {instance} for {endpoint}"),
            TransportKind::TimedOut => format!("{instance} did not answer {endpoint} in time"),
            TransportKind::Lost => {
                format!("the connection to {instance} was lost during {endpoint}")
            }
        };
        // The outer layers only repeat that the request failed; the innermost cause says why.
        let mut cause: &dyn std::error::Error = &*self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, "{failed}: {cause}")?;
        if self.may_be_done() {
            f.write_str(MAY_BE_DONE)?;
        }
        Ok(())
    }
}

impl Transport {
    pub(super) fn may_be_done(&self) -> bool {
        self.kind != TransportKind::Connect && !self.endpoint.repeatable
    }
}
