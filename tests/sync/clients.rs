//! How a test calls its org.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use specforce::runtime::{AccessToken, Client, Error, TokenProvider};
use specforce_emulator::{Emulator, Token};

/// A client that does not wait, but does something instead.
pub(crate) fn waiting(
    emulator: &Emulator,
    token: &Token,
    instead: impl Fn() + Send + Sync + 'static,
) -> Client {
    let builder = Client::builder(emulator.instance_url()).token(token.expose());
    let builder = builder.sleeper(move |_| {
        instead();
        std::future::ready(())
    });
    builder.build().unwrap()
}

/// A client that logs in anew by itself.
pub(crate) fn renewing(emulator: &Arc<Emulator>) -> Client {
    let sessions = Sessions {
        token: Mutex::new(emulator.token().expose().into()),
        emulator: Arc::clone(emulator),
    };
    let builder = Client::builder(emulator.instance_url()).token_provider(sessions);
    builder.build().unwrap()
}

/// Logs in anew where a token is refused.
struct Sessions {
    token: Mutex<AccessToken>,
    emulator: Arc<Emulator>,
}

impl TokenProvider for Sessions {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        let token = self.token.lock().unwrap().clone();
        Box::pin(std::future::ready(Ok(token)))
    }

    fn renew<'a>(
        &'a self,
        _refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        let token: AccessToken = self.emulator.new_session().expose().into();
        *self.token.lock().unwrap() = token.clone();
        Box::pin(std::future::ready(Ok(Some(token))))
    }
}
