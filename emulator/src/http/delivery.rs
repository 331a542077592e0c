use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, HeaderValue};
use hyper::{Method, Response as HttpResponse};
use thiserror::Error;

use crate::trouble::{Trouble, When};

/// How an answer comes to the client.
pub(super) enum Delivery {
    Answer(HttpResponse<Sent>),
    /// An answer of which a part is sent before the connection is reset.
    Torn(HttpResponse<Sent>),
    /// The connection is reset.
    Reset,
    /// The connection is closed.
    Closed,
    /// Nothing happens any more.
    Silence,
}

/// A connection, as far as requests decide what becomes of it.
#[derive(Debug, Default)]
pub(super) struct Line {
    reset: AtomicBool,
}

/// The connection ends without an answer, or amid one.
#[derive(Debug, Error)]
#[error("the connection ends without a whole answer")]
pub(super) struct NoAnswer;

/// The body of an answer, whole or not.
pub(super) struct Sent {
    next: Option<Bytes>,
    then: Then,
}

/// What follows the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    End,
    /// They are to be on their way before the connection ends.
    Flush,
    Break,
    Stall,
}

/// How an answer comes to whom has met this. To who asked by `HEAD`, none has a body.
pub(super) fn of(answer: HttpResponse<Bytes>, trouble: Option<&Trouble>, by: &Method) -> Delivery {
    let half = |answer, then| half(answer, then).filter(|_| by != Method::HEAD);
    match trouble {
        Some(Trouble::Reset { when: When::During }) => {
            half(answer, Then::Flush).map_or(Delivery::Reset, Delivery::Torn)
        }
        Some(Trouble::Reset { .. }) => Delivery::Reset,
        Some(Trouble::StalledBody {}) => {
            half(answer, Then::Stall).map_or(Delivery::Silence, Delivery::Answer)
        }
        Some(Trouble::TruncatedGzip {}) => {
            Delivery::Answer(answer.map(|body| Sent::whole(first_half(&body))))
        }
        Some(Trouble::TruncatedBody {}) => {
            half(answer, Then::Flush).map_or(Delivery::Closed, Delivery::Answer)
        }
        _ => Delivery::Answer(answer.map(Sent::whole)),
    }
}

/// Half of an answer whose header promises all; `None` of an answer without a body.
fn half(answer: HttpResponse<Bytes>, then: Then) -> Option<HttpResponse<Sent>> {
    let length = answer.body().len();
    let mut answer = answer.map(|body| Sent {
        next: Some(first_half(&body)),
        then,
    });
    let headers = answer.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    (length > 1).then_some(answer)
}

fn first_half(body: &Bytes) -> Bytes {
    body.slice(..body.len() / 2)
}

impl Delivery {
    /// The status that the client sees.
    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Answer(answer) | Self::Torn(answer) => Some(answer.status().as_u16()),
            Self::Reset | Self::Closed | Self::Silence => None,
        }
    }

    pub(super) async fn over(self, line: &Line) -> Result<HttpResponse<Sent>, NoAnswer> {
        if matches!(self, Self::Torn(_) | Self::Reset) {
            line.reset.store(true, Ordering::Relaxed);
        }
        match self {
            Self::Answer(answer) | Self::Torn(answer) => Ok(answer),
            Self::Reset | Self::Closed => Err(NoAnswer),
            Self::Silence => std::future::pending().await,
        }
    }
}

impl Line {
    /// Whether it is to end with a reset.
    pub(super) fn is_reset(&self) -> bool {
        self.reset.load(Ordering::Relaxed)
    }
}

impl Sent {
    fn whole(body: Bytes) -> Self {
        Self {
            next: Some(body).filter(|body| !body.is_empty()),
            then: Then::End,
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = NoAnswer;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context,
    ) -> Poll<Option<Result<Frame<Bytes>, NoAnswer>>> {
        if let Some(bytes) = self.next.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.then {
            Then::End => Poll::Ready(None),
            Then::Break => Poll::Ready(Some(Err(NoAnswer))),
            Then::Stall => Poll::Pending,
            Then::Flush => {
                // hyper writes what it has when the body is not ready.
                self.then = Then::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.next.is_none() && self.then == Then::End
    }

    fn size_hint(&self) -> SizeHint {
        if self.then != Then::End {
            return SizeHint::default();
        }
        let left = self.next.as_ref().map_or(0, Bytes::len);
        SizeHint::with_exact(left as u64)
    }
}
