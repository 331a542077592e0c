use tokio::signal;

use crate::failure::Failure;

/// What asks a program to end: the terminal, or whoever manages it.
#[cfg(unix)]
pub(crate) struct Interrupted {
    interrupt: signal::unix::Signal,
    terminate: signal::unix::Signal,
}

#[cfg(unix)]
impl Interrupted {
    /// From now on the system does not end the program by itself.
    pub(crate) fn new() -> Result<Self, Failure> {
        use signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| Failure::system(&error));
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    pub(crate) async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
pub(crate) struct Interrupted;

#[cfg(not(unix))]
impl Interrupted {
    #[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
    pub(crate) fn new() -> Result<Self, Failure> {
        Ok(Self)
    }

    pub(crate) async fn wait(&mut self) {
        let _ = signal::ctrl_c().await;
    }
}
