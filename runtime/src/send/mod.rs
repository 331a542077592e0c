//! One call on the wire: its tries, and what each one tells.

mod answer;
mod call;
mod composed;
mod deleted;
mod failure;
mod redirect;

use std::time::Duration;

use tracing::Instrument as _;

use crate::client::Inner;
use crate::{Error, Request, Response};
pub(crate) use answer::Answer;
use call::Call;
use failure::Failure;

/// Sends a request until there is an answer, repeating is not allowed, or the time is up.
pub(crate) async fn send(
    client: &Inner,
    function: &str,
    request: Request,
    on_try: &(dyn Fn() + Sync),
) -> Result<Response, Error> {
    let mut call = Call::new(client, request, on_try)?;
    let (method, path) = (&call.endpoint.method, &call.endpoint.path);
    let span = tracing::info_span!("call", function, %method, path);
    let answer = tried(&mut call).instrument(span).await?;
    Ok(call.response(answer))
}

async fn tried(call: &mut Call<'_>) -> Result<Answer, Error> {
    let mut waits = call.client.retry.waits();
    loop {
        let failure = match call.attempt().await {
            Ok(answer) => return Ok(answer),
            Err(failure) => failure,
        };
        let wait = if call.may_repeat(&failure) {
            waits.next(failure.retry_after(), call.time_left())
        } else {
            None
        };
        let Some(delay) = wait else {
            return Err(failure.error);
        };
        announce(&failure, delay);
        call.wait(delay).await?;
    }
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
