//! One call on the wire: its tries, and what each one tells.

mod answer;
mod call;
mod deleted;
mod failure;
mod redirect;

use std::time::{Duration, Instant};

use backon::Retryable as _;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, TryFutureExt as _};
use tracing::Instrument as _;

use crate::client::Inner;
use crate::error::{Endpoint, TransportKind};
use crate::{Error, Request, Response};
use call::Call;
use failure::{Failure, transport};

/// Sends a request until there is an answer, repeating is not allowed, or the time is up.
pub(crate) async fn send(
    client: &Inner,
    function: &str,
    request: Request,
) -> Result<Response, Error> {
    let endpoint = Endpoint::new(request.method.clone(), &request.url);
    let span =
        tracing::info_span!("call", function, method = %endpoint.method, path = endpoint.path);
    let call = Call::new(client, &request, endpoint)?;
    let answered = tokio::time::timeout(client.timeout, retried(&call))
        .instrument(span)
        .await;
    answered.unwrap_or_else(|elapsed| {
        let kind = TransportKind::TimedOut;
        Err(transport(&call.endpoint, &client.instance, kind, elapsed))
    })
}

/// The tries, boxed: the compiler cannot see through the closures that such a future is `Send`.
fn retried<'a>(call: &'a Call<'a>) -> BoxFuture<'a, Result<Response, Error>> {
    let client = call.client;
    let started = Instant::now();
    let mut purse = client.retry.purse();
    let sleeper = client.sleeper.clone();
    (move || call.attempt())
        .retry(client.retry.delays())
        .sleep(move |delay| sleeper(delay))
        .when(move |failure| call.may_repeat(failure))
        .adjust(move |failure: &Failure, planned| {
            // Never sooner than planned: a `Retry-After` of nothing must not become a storm.
            let delay = planned?.max(failure.retry_after().unwrap_or_default());
            // A wait that outlasts the call would only hide this failure behind a time-out.
            let fits = started.elapsed().saturating_add(delay) < client.timeout;
            fits.then(|| purse.take(delay)).flatten()
        })
        .notify(|failure: &Failure, delay: Duration| announce(failure, delay))
        .map_err(|failure| failure.error)
        .boxed()
}

fn announce(failure: &Failure, delay: Duration) {
    tracing::info!(
        delay_ms = millis(delay),
        reason = failure.reason(),
        "trying again"
    );
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
