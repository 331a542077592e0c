//! Sessions of an emulator that end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture};
use specforce::runtime::{AccessToken, Error, TokenProvider};
use specforce_emulator::Emulator;

/// Logs in to an emulator again when its token is refused.
pub(crate) struct Login {
    emulator: Arc<Emulator>,
    token: Mutex<AccessToken>,
    /// How often it has logged in again.
    pub(crate) renewals: Arc<AtomicUsize>,
}

impl Login {
    /// Begins with a session of its own.
    pub(crate) fn new(emulator: &Arc<Emulator>) -> Self {
        Self {
            token: Mutex::new(emulator.new_session().expose().into()),
            emulator: emulator.clone(),
            renewals: Arc::default(),
        }
    }
}

impl TokenProvider for Login {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        let token = self.token.lock().unwrap().clone();
        future::ready(Ok(token)).boxed()
    }

    fn renew<'a>(
        &'a self,
        refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        let mut token = self.token.lock().unwrap();
        // Another call may have done it.
        if token.expose() == refused.expose() {
            *token = self.emulator.new_session().expose().into();
            self.renewals.fetch_add(1, Ordering::Relaxed);
        }
        future::ready(Ok(Some(token.clone()))).boxed()
    }
}
