use serde_json::{Map, Value, json};

use super::{Error, Limit, TransportKind};

impl Error {
    /// The error as JSON, for programs.
    ///
    /// Always there: `kind` and `message`. Where known: `errorCode`, `status`, `requestId`, `method`, `path`,
    /// `errors` (each `{errorCode, message, fields}`), `retryAfter` in seconds, `maybeDone: true` where the request
    /// [may have been carried out](Self::may_be_done) and does harm if it is sent again; by kind also `violations`, `limit`,
    /// `answer`, `at` and `excerpt`, `transport`.
    pub fn to_json(&self) -> Value {
        let mut json = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                json.insert(name.to_owned(), value);
            }
        };
        put("kind", Some(self.kind().into()));
        put("message", Some(self.to_string().into()));
        put("errorCode", self.error_code().map(Into::into));
        put("status", self.status().map(Into::into));
        put("requestId", self.request_id().map(Into::into));
        put(
            "method",
            self.endpoint()
                .map(|endpoint| endpoint.method.as_str().into()),
        );
        put(
            "path",
            self.endpoint()
                .map(|endpoint| endpoint.path.as_str().into()),
        );
        put(
            "errors",
            Some(json!(self.details())).filter(|_| !self.details().is_empty()),
        );
        put(
            "retryAfter",
            self.refusal()
                .and_then(|refusal| refusal.retry_after)
                .map(|wait| wait.as_secs().into()),
        );
        put("maybeDone", self.may_be_done().then_some(true.into()));
        self.put_own(put);
        Value::Object(json)
    }

    fn put_own(&self, mut put: impl FnMut(&str, Option<Value>)) {
        match self {
            Self::InvalidInput(invalid) => put("violations", Some(json!(invalid.violations))),
            Self::RateLimit(limit) => put("limit", Some(limit.limit.as_str().into())),
            Self::SaveFailed(failed) => put("answer", Some(failed.answer.clone())),
            Self::UnexpectedAnswer(unexpected) => {
                put("at", Some(unexpected.path.as_str().into()));
                put("excerpt", Some(unexpected.excerpt.as_str().into()));
            }
            Self::Transport(transport) => put("transport", Some(transport.kind.as_str().into())),
            Self::Salesforce(_) | Self::Authentication(_) => {}
        }
    }
}

impl Limit {
    /// `daily` or `concurrent`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Concurrent => "concurrent",
        }
    }
}

impl TransportKind {
    /// `connect`, `timed-out` or `lost`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::TimedOut => "timed-out",
            Self::Lost => "lost",
        }
    }
}
