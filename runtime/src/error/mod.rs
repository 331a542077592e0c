//! Everything that can go wrong in a call.

pub(crate) mod body;
mod json;
mod parts;
mod refusal;

pub use parts::{
    Authentication, InvalidInput, Limit, RateLimit, SaveFailed, Transport, TransportKind,
};
pub use parts::{Endpoint, UnexpectedAnswer};
pub use refusal::{ErrorDetail, Refusal};

use crate::Violation;

/// A cause of any type.
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a call gave no output.
///
/// The message of each is a sentence that a person can act on; what a program needs stands in the fields, and
/// as JSON in [`to_json`](Self::to_json).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input, or a setting of the client, is not valid. Nothing was sent.
    #[error(transparent)]
    InvalidInput(Box<InvalidInput>),
    /// Salesforce refused the request, or failed to carry it out.
    #[error(transparent)]
    Salesforce(Box<Refusal>),
    /// There is no access token, or Salesforce does not accept it.
    #[error(transparent)]
    Authentication(Box<Authentication>),
    /// A limit on the number of requests is reached.
    #[error(transparent)]
    RateLimit(Box<RateLimit>),
    /// Salesforce answered with success, and the answer says that something was not saved.
    #[error(transparent)]
    SaveFailed(Box<SaveFailed>),
    /// The answer is not what the function expects.
    #[error(transparent)]
    UnexpectedAnswer(Box<UnexpectedAnswer>),
    /// There was no whole answer: no connection, no time left, or the connection was lost.
    #[error(transparent)]
    Transport(Box<Transport>),
}

impl Error {
    /// A violation of the whole input, or of a setting.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::violations(vec![Violation {
            pointer: String::new(),
            message: message.into(),
        }])
    }

    /// There is no usable access token. For a [`TokenProvider`](crate::TokenProvider) of your own.
    pub fn authentication(message: impl Into<String>) -> Self {
        Self::Authentication(Box::new(Authentication {
            message: message.into(),
            refusal: None,
            source: None,
        }))
    }

    /// As [`authentication`](Self::authentication), with what caused it.
    pub fn authentication_because(message: impl Into<String>, cause: impl Into<Cause>) -> Self {
        let source = Some(cause.into());
        Self::Authentication(Box::new(Authentication {
            message: message.into(),
            refusal: None,
            source,
        }))
    }

    /// Every violation of an input.
    pub(crate) fn violations(violations: Vec<Violation>) -> Self {
        Self::InvalidInput(Box::new(InvalidInput { violations }))
    }

    /// Which error it is, for programs: `invalid-input`, `salesforce`, `authentication`, `rate-limit`,
    /// `save-failed`, `unexpected-answer` or `transport`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::InvalidInput(_) => "invalid-input",
            Self::Salesforce(_) => "salesforce",
            Self::Authentication(_) => "authentication",
            Self::RateLimit(_) => "rate-limit",
            Self::SaveFailed(_) => "save-failed",
            Self::UnexpectedAnswer(_) => "unexpected-answer",
            Self::Transport(_) => "transport",
        }
    }

    /// Salesforce's own code, such as `NOT_FOUND`, where it gave one; of several the first.
    pub fn error_code(&self) -> Option<&str> {
        self.details()
            .iter()
            .map(|detail| detail.error_code.as_str())
            .find(|code| !code.is_empty())
    }

    /// What Salesforce said, one entry for each thing that it found wrong; empty where it said nothing.
    pub fn details(&self) -> &[ErrorDetail] {
        match self {
            Self::SaveFailed(failed) => &failed.errors,
            _ => self.refusal().map_or(&[], |refusal| &refusal.errors),
        }
    }

    /// The HTTP status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::SaveFailed(failed) => Some(failed.status),
            Self::UnexpectedAnswer(unexpected) => Some(unexpected.status),
            _ => self.refusal().map(|refusal| refusal.status),
        }
    }

    /// Salesforce's id of the request, for its support, where there was an answer that named it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::SaveFailed(failed) => failed.request_id.as_deref(),
            Self::UnexpectedAnswer(unexpected) => unexpected.request_id.as_deref(),
            _ => self.refusal()?.request_id.as_deref(),
        }
    }

    /// Whether Salesforce may have carried out, or has, what must not be done twice, such as creating a record: look before
    /// you send it again. Requests of which it does no harm are repeated by the client itself.
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::Salesforce(refusal) => refusal.may_be_done(),
            Self::Transport(transport) => transport.may_be_done(),
            Self::UnexpectedAnswer(unexpected) => unexpected.is_done(),
            _ => false,
        }
    }

    /// The request that failed; `None` when nothing was sent.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        match self {
            Self::SaveFailed(failed) => Some(&failed.endpoint),
            Self::UnexpectedAnswer(unexpected) => Some(&unexpected.endpoint),
            Self::Transport(transport) => Some(&transport.endpoint),
            _ => self.refusal().map(|refusal| &refusal.endpoint),
        }
    }

    /// Salesforce's answer, where it is one of refusal.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Salesforce(refusal) => Some(refusal),
            Self::Authentication(authentication) => authentication.refusal.as_ref(),
            Self::RateLimit(limit) => Some(&limit.refusal),
            _ => None,
        }
    }
}
