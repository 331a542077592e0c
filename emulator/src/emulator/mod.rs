//! An emulator as a program starts and uses it.

mod builder;
mod error;
mod records;
mod start;
mod token;
mod trouble;

use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

pub use builder::Builder;
pub use error::{Refusal, StartError};
pub use token::Token;

use self::start::Ready;
use crate::http::Site;
use crate::{Clock, Description, Slip, control};

/// A local org that is served, on a port of this machine that nobody else reaches. It ends when it is dropped.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specforce_emulator::Emulator;
/// use specforce_runtime::{Client, Method};
///
/// let emulator = Emulator::start().await?;
/// let token = emulator.token().expose();
/// let client = Client::builder(emulator.instance_url()).token(token).build()?;
/// let answer = client.request(Method::GET, "/services/data").send().await?;
/// assert_eq!(answer.status(), 200);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Emulator {
    site: Arc<Site>,
    url: String,
    token: Token,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts an org with the demo's records, on a free port.
    ///
    /// # Errors
    /// When this machine has no port left, or no thread.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Starts an org as it is told.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specforce_emulator::{Clock, Emulator, Seed};
    ///
    /// let clock = Clock::default();
    /// clock.set("2026-05-01T07:25:37Z".parse()?);
    /// let emulator = Emulator::builder().seed(Seed::Empty).clock(clock).daily_limit(100).start().await?;
    /// emulator.clock().advance("1h".parse()?);
    /// assert_eq!(emulator.clock().now().to_string(), "2026-05-01T08:25:37Z");
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn of(ready: Ready, thread: JoinHandle<()>) -> Self {
        let Ready {
            site,
            url,
            token,
            stop,
        } = ready;
        Self {
            site,
            url,
            token,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Where it is, such as `http://127.0.0.1:49152`.
    pub fn instance_url(&self) -> &str {
        &self.url
    }

    /// The access token of its first session, which what is below `/emulator` always takes.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Its clock.
    pub fn clock(&self) -> Clock {
        self.site.org().clock.clone()
    }

    /// The names of its objects: those of every org, then the others.
    pub fn objects(&self) -> Vec<String> {
        let org = self.site.org();
        let objects = org.whole.objects();
        objects.map(|object| object.name.clone()).collect()
    }

    /// Adds an object while it runs, or describes one anew that was added: the same file is the same object.
    ///
    /// # Errors
    /// Everything that is wrong with the description. Nothing is added then.
    pub fn add_object(&self, description: &Description) -> Result<(), Vec<Slip>> {
        control::add(&mut self.site.settled(), description)
    }

    /// Ends it, as dropping it does, and waits without holding up others until its file is closed.
    pub async fn shutdown(mut self) {
        let Some(thread) = self.tell() else { return };
        let (ended, wait) = oneshot::channel();
        std::thread::spawn(move || {
            let _ = thread.join();
            drop(ended);
        });
        let _: Result<(), _> = wait.await;
    }

    fn tell(&mut self) -> Option<JoinHandle<()>> {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.thread.take()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        if let Some(thread) = self.tell() {
            let _ = thread.join();
        }
    }
}
