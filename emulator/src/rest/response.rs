use serde::Serialize;
use serde_json::Value;

use super::Done;
use crate::fault::Fault;

/// What is answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// JSON unless a header says otherwise, or nothing.
    pub(crate) body: Vec<u8>,
    /// What was done, if it is no refusal as a whole.
    done: Done,
}

impl Response {
    /// JSON with a status.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        Self::text(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// JSON that is written already.
    pub(crate) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            ..Self::default()
        }
    }

    /// A page for people, in this encoding.
    pub(crate) fn html(status: u16, page: impl Into<Vec<u8>>, charset: &str) -> Self {
        let media = format!("text/html;charset={charset}");
        Self::text(status, page).header("Content-Type", media)
    }

    /// The same, of which so much was done.
    pub(crate) fn with_done(self, done: Done) -> Self {
        Self { done, ..self }
    }

    /// How much was done of what was asked for, and stayed.
    pub(crate) fn done(&self) -> Done {
        if self.status < 400 {
            self.done
        } else {
            Done::Nothing
        }
    }

    /// 204, which has no body.
    pub(crate) fn no_content() -> Self {
        Self {
            status: 204,
            ..Self::default()
        }
    }

    /// A code in plain text, as OAuth's resources refuse.
    pub(crate) fn oauth_refusal(status: u16, code: &str) -> Self {
        Self::html(status, code, "UTF-8")
    }

    /// The same with a header.
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The body as a value; null where there is none.
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl From<Fault> for Response {
    fn from(fault: Fault) -> Self {
        Self::json(fault.status, &[fault.to_error()])
    }
}
