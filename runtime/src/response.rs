use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use crate::FromAnswer;
use crate::error::{Cause, Endpoint, Error, SaveFailed, UnexpectedAnswer, body};
use crate::send::Answer;

/// A successful answer.
#[derive(Clone)]
pub struct Response {
    pub(crate) endpoint: Endpoint,
    pub(crate) answer: Answer,
    pub(crate) tries: u32,
}

impl Response {
    /// The HTTP status, from 200 to 299.
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// The body as it came, decompressed.
    pub fn body(&self) -> &[u8] {
        &self.answer.body
    }

    /// Salesforce's id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }

    /// When Salesforce answered, by its own clock and to the second: the header `Date`.
    pub fn date(&self) -> Option<SystemTime> {
        self.answer.date()
    }

    /// How many HTTP requests it took, repeats and redirects included.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// Reads the body into a type of your own, which may borrow from it. An empty body reads as JSON `null`.
    ///
    /// # Errors
    /// [`Error::UnexpectedAnswer`] with the path that did not fit.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        let json = self.body_or_null();
        serde_json::from_slice(json)
            .map_err(|source| self.unexpected(path_of_plain_misfit::<T>(json), json, source))
    }

    /// Reads the body into a function's output. An empty body reads as JSON `null`.
    ///
    /// # Errors
    /// [`Error::UnexpectedAnswer`] with the path that did not fit.
    pub fn read<T: FromAnswer>(&self) -> Result<T, Error> {
        let json = self.body_or_null();
        decode(json).map_err(|misfit| self.unexpected(misfit.path, json, misfit.source))
    }

    /// Reads the body as [`read`](Self::read); one that does not fit, but says at `path` that it `failed`, is
    /// refused as [`fail_if`](Self::fail_if) does: a failure has not everything that a success has.
    ///
    /// # Errors
    /// [`Error::SaveFailed`], or [`Error::UnexpectedAnswer`] with the path that did not fit.
    pub fn read_or_fail<T: FromAnswer, V: FromAnswer>(
        &self,
        path: &[&str],
        failed: impl Fn(&V) -> bool,
        condition: &str,
    ) -> Result<T, Error> {
        self.read().or_else(|misfit| {
            let answer: serde_json::Value = self.json()?;
            let value = crate::pick::<V, serde_json::Error>(&answer, path);
            self.fail_if(value.is_ok_and(|value| failed(&value)), condition)?;
            Err(misfit)
        })
    }

    /// Refuses an answer that says of itself that it failed; `condition` is the manifest's own.
    ///
    /// # Errors
    /// [`Error::SaveFailed`] with the whole answer when `failed`.
    pub fn fail_if(&self, failed: bool, condition: &str) -> Result<(), Error> {
        if !failed {
            return Ok(());
        }
        let answer = self.json()?;
        Err(Error::SaveFailed(Box::new(SaveFailed {
            endpoint: self.endpoint.clone(),
            status: self.status(),
            request_id: self.request_id().map(str::to_owned),
            condition: condition.to_owned(),
            errors: body::save_errors(&answer),
            answer,
        })))
    }

    /// Gives the body's memory back, of an answer that was read and is kept for its status.
    pub(crate) fn forget_body(&mut self) {
        self.answer.body = Bytes::new();
    }

    fn body_or_null(&self) -> &[u8] {
        match self.body() {
            b"" => b"null",
            body => body,
        }
    }

    /// The error of this answer not fitting at `path`, where it holds `json`.
    pub(crate) fn unexpected(&self, path: String, json: &[u8], source: impl Into<Cause>) -> Error {
        Error::UnexpectedAnswer(Box::new(UnexpectedAnswer {
            endpoint: self.endpoint.clone(),
            status: self.status(),
            request_id: self.request_id().map(str::to_owned),
            path,
            excerpt: body::excerpt(json),
            source: source.into(),
        }))
    }
}

/// Not the body: it is the org's data, and may be large.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("endpoint", &self.endpoint)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("body_length", &self.body().len())
            .finish_non_exhaustive()
    }
}

/// Where JSON did not fit its type, and why.
pub(crate) struct Misfit {
    /// Such as `records[0].Id`; `.` for the whole.
    pub(crate) path: String,
    pub(crate) source: serde_json::Error,
}

/// Reads JSON into a type; only what does not fit is read again to find out where.
pub(crate) fn decode<T: FromAnswer>(json: &[u8]) -> Result<T, Misfit> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = T::from_answer(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|source| Misfit {
        path: path_of_misfit::<T>(json),
        source,
    })
}

/// As [`decode`], by the type's own `Deserialize`.
pub(crate) fn decode_plain<T: DeserializeOwned>(json: &[u8]) -> Result<T, Misfit> {
    decode::<Plain<T>>(json).map(|plain| plain.0)
}

fn path_of_misfit<T: FromAnswer>(json: &[u8]) -> String {
    let mut track = serde_path_to_error::Track::new();
    let mut reader = serde_json::Deserializer::from_slice(json);
    let _ = T::from_answer(serde_path_to_error::Deserializer::new(
        &mut reader,
        &mut track,
    ));
    track.path().to_string()
}

fn path_of_plain_misfit<'a, T: Deserialize<'a>>(json: &'a [u8]) -> String {
    let mut track = serde_path_to_error::Track::new();
    let mut reader = serde_json::Deserializer::from_slice(json);
    let _ = T::deserialize(serde_path_to_error::Deserializer::new(
        &mut reader,
        &mut track,
    ));
    track.path().to_string()
}

/// A type read by its own `Deserialize`.
struct Plain<T>(T);

impl<T: DeserializeOwned> FromAnswer for Plain<T> {
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        T::deserialize(answer).map(Plain)
    }
}
