use std::path::PathBuf;

use super::{Emulator, StartError, start};
use crate::{Clock, Description, Rule, Seed};

/// How an [`Emulator`] is to be; by [`Emulator::builder`].
#[derive(Debug, Clone, Default)]
#[must_use = "it does nothing before it is started"]
pub struct Builder {
    pub(super) port: u16,
    pub(super) data: Option<PathBuf>,
    pub(super) seed: Seed,
    pub(super) clock: Clock,
    pub(super) objects: Vec<(String, String)>,
    pub(super) daily_limit: Option<u64>,
    pub(super) page_size: Option<usize>,
    pub(super) hidden: Vec<String>,
    pub(super) trouble: Vec<Rule>,
    pub(super) trouble_seed: u64,
}

impl Builder {
    /// The port to listen on; a free one if nothing is said.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The file that keeps the org. It is made where there is none; without one the org ends with the emulator.
    pub fn data(mut self, file: impl Into<PathBuf>) -> Self {
        self.data = Some(file.into());
        self
    }

    /// Which records a new org begins with; [`Seed::Demo`] if nothing is said.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// The org's clock; one that runs with the computer's if nothing is said.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Objects that the org has beside those of every org.
    pub fn objects(mut self, objects: &[Description]) -> Self {
        let owned = objects
            .iter()
            .map(|object| (object.file.to_owned(), object.text.to_owned()));
        self.objects.extend(owned);
        self
    }

    /// How many API calls there may be in 24 hours; 15,000 if nothing is said.
    pub fn daily_limit(mut self, calls: u64) -> Self {
        self.daily_limit = Some(calls);
        self
    }

    /// How many records a page of a query has where the request does not say it, from 2 on; 2,000 if nothing is said. With
    /// fewer, a test of what happens between pages needs no thousands of records.
    pub fn page_size(mut self, records: usize) -> Self {
        self.page_size = Some(records.max(2));
        self
    }

    /// Fields that are hidden from the start, each as `Contact.Phone`, as by [`Emulator::hide_fields`].
    pub fn hide_fields(mut self, fields: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.hidden.extend(fields.into_iter().map(Into::into));
        self
    }

    /// What goes wrong, after what was said before.
    pub fn trouble(mut self, rule: impl Into<Rule>) -> Self {
        self.trouble.push(rule.into());
        self
    }

    /// What decides which requests and records meet trouble that is random. The same seed and the same requests make
    /// the same trouble; 0 if nothing is said.
    pub fn trouble_seed(mut self, seed: u64) -> Self {
        self.trouble_seed = seed;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// When the port is taken, the file is not an org's, or what the org should have, hide or meet is described
    /// wrongly.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let (started, wait) = tokio::sync::oneshot::channel();
        let thread = start::thread(self, move |ready| drop(started.send(ready)))?;
        let ready = wait.await.map_err(|_| StartError::broken_off())?;
        Ok(Emulator::of(ready?, thread))
    }

    /// Starts it where nothing is async. It keeps the thread until the org is ready.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_blocking(self) -> Result<Emulator, StartError> {
        let (started, wait) = std::sync::mpsc::channel();
        let thread = start::thread(self, move |ready| drop(started.send(ready)))?;
        let ready = wait.recv().map_err(|_| StartError::broken_off())?;
        Ok(Emulator::of(ready?, thread))
    }
}
