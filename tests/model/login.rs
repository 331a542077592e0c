//! Clients of an emulator whose sessions end.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture};
use specforce::runtime::{AccessToken, Client, Error, TokenProvider};
use specforce_emulator::Emulator;

/// Logs in again when its token is refused.
struct Login<F> {
    on_request: F,
    emulator: Arc<Emulator>,
    token: Mutex<String>,
}

/// A client that waits for nothing, in a session of its own. Something is done before each of its requests, repeats too.
pub(crate) fn client(
    emulator: &Arc<Emulator>,
    patience: Duration,
    on_request: impl Fn() + Send + Sync + 'static,
) -> Client {
    let login = Login {
        on_request,
        token: Mutex::new(emulator.new_session().expose().to_owned()),
        emulator: emulator.clone(),
    };
    Client::builder(emulator.instance_url())
        .token_provider(login)
        .attempt_timeout(patience)
        .sleeper(|_| future::ready(()))
        .build()
        .unwrap()
}

impl<F: Fn() + Send + Sync> TokenProvider for Login<F> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        (self.on_request)();
        let token = self.token.lock().unwrap().clone();
        future::ready(Ok(token.into())).boxed()
    }

    fn renew<'a>(
        &'a self,
        _refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        let mut token = self.token.lock().unwrap();
        self.emulator.new_session().expose().clone_into(&mut token);
        future::ready(Ok(Some(token.as_str().into()))).boxed()
    }
}
