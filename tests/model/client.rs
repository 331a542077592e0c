//! The client of a run.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{self, BoxFuture};
use specforce::runtime::{AccessToken, Client, Error, TokenProvider};
use specforce_emulator::Emulator;

use crate::login::Login;

/// A client that waits for nothing, in a session of its own. Something is done before each of its requests, repeats too.
pub(crate) fn client(
    emulator: &Arc<Emulator>,
    patience: Duration,
    on_request: impl Fn() + Send + Sync + 'static,
) -> Client {
    let login = Login::new(emulator);
    Client::builder(emulator.instance_url())
        .token_provider(Watched { on_request, login })
        .attempt_timeout(patience)
        .sleeper(|_| future::ready(()))
        .build()
        .unwrap()
}

/// Does something whenever a request needs a token.
struct Watched<F> {
    on_request: F,
    login: Login,
}

impl<F: Fn() + Send + Sync> TokenProvider for Watched<F> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        (self.on_request)();
        self.login.token()
    }

    fn renew<'a>(
        &'a self,
        refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        self.login.renew(refused)
    }
}
