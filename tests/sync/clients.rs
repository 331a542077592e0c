//! How a test calls its org.

use std::sync::Arc;

use specforce::runtime::Client;
use specforce_emulator::{Emulator, Token};

use crate::login::Login;

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
    let builder = Client::builder(emulator.instance_url()).token_provider(Login::new(emulator));
    builder.build().unwrap()
}
