//! What goes wrong with an org, and what it was asked meanwhile.

use super::{Emulator, Token};
use crate::{BadRule, RequestRecord, Rule, RuleRecord, Slip};

impl Emulator {
    /// Lets something go wrong, after what was said before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specforce_emulator::{Emulator, Rule, Trouble};
    /// use specforce_runtime::{Client, Method};
    ///
    /// let emulator = Emulator::start().await?;
    /// let client = Client::builder(emulator.instance_url()).token(emulator.token().expose()).build()?;
    /// emulator.trouble(Trouble::status(503))?;
    /// client.request(Method::GET, "/services/data/v66.0/limits").send().await?;
    /// let statuses: Vec<_> = emulator.requests().iter().map(|request| request.status).collect();
    /// assert_eq!(statuses, [Some(503), Some(200)]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// What is wrong with the rule: such as a share above 1, or a status that no failing server answers.
    pub fn trouble(&self, rule: impl Into<Rule>) -> Result<(), BadRule> {
        let org = self.site.org();
        self.site.script().add([rule.into()], &org)
    }

    /// What is to go wrong, and how often it has.
    pub fn rules(&self) -> Vec<RuleRecord> {
        self.site.script().records()
    }

    /// Lets nothing go wrong any more that a rule says. What is random begins anew.
    pub fn clear_trouble(&self) {
        self.site.script().clear(None);
    }

    /// The same, and gives another [seed](crate::Builder::trouble_seed) to what is random.
    pub fn reseed_trouble(&self, seed: u64) {
        self.site.script().clear(Some(seed));
    }

    /// The requests that were sent to the org, in the order in which they were carried out, without those about the
    /// emulator itself: the newest 10,000, or fewer where they take more than 32 MB.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.requests_since(0)
    }

    /// Those of the [`requests`](Self::requests) that came in after the one of this [number](RequestRecord::number).
    pub fn requests_since(&self, number: u64) -> Vec<RequestRecord> {
        drop(self.site.settled());
        self.site.log().since(number)
    }

    /// How many API calls of the last 24 hours count against the limit.
    pub fn api_calls(&self) -> u64 {
        let org = self.site.org();
        let now = org.clock.now();
        org.usage.used(now)
    }

    /// Forgets the requests, and that they count as API calls.
    pub fn clear_requests(&self) {
        self.site.org().usage.clear();
        self.site.log().clear();
    }

    /// Begins another session, as logging in again does. It ends no other.
    pub fn new_session(&self) -> Token {
        self.site.sessions().begin()
    }

    /// Hides fields from who asks, as field-level security does: they are not described, queried, read or written any
    /// more. Each is told as `Contact.Phone`.
    ///
    /// # Errors
    /// The first field that is not there or that no record can be without. Nothing is hidden then.
    pub fn hide_fields(
        &self,
        fields: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<(), Slip> {
        let fields: Vec<String> = fields.into_iter().map(Into::into).collect();
        self.site.settled().hide(&fields)
    }

    /// The fields that are hidden, each as `Contact.Phone`.
    pub fn hidden_fields(&self) -> Vec<String> {
        self.site.org().hidden.names()
    }

    /// Shows all fields again.
    pub fn show_fields(&self) {
        self.site.settled().unhide();
    }
}
