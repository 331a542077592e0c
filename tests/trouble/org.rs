use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use specforce::runtime::{Client, ClientBuilder, Error};
use specforce_emulator::{Builder, Clock, Emulator, RequestRecord, Rule};

/// A throw-away org of demo data, and a client of it that notes its waits instead of waiting.
pub(crate) struct Org {
    pub(crate) emulator: Arc<Emulator>,
    pub(crate) client: Client,
    naps: Naps,
}

type Naps = Arc<Mutex<Vec<Duration>>>;

impl Org {
    pub(crate) async fn start() -> Self {
        Self::with(Emulator::builder(), |_, client| client).await
    }

    /// An org whose client does not wait long for an answer that never comes.
    pub(crate) async fn impatient() -> Self {
        Self::with(Emulator::builder(), |_, client| {
            client.attempt_timeout(Duration::from_secs(2))
        })
        .await
    }

    /// An org and a client as they are told.
    pub(crate) async fn with(
        org: Builder,
        tell: impl FnOnce(&Arc<Emulator>, ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let clock = Clock::default();
        clock.set("2026-03-02T10:00:00Z".parse().unwrap());
        let emulator = Arc::new(org.clock(clock).start().await.unwrap());
        let naps = Naps::default();
        let noted = naps.clone();
        let client = Client::builder(emulator.instance_url())
            .token(emulator.token().expose())
            .sleeper(move |delay| {
                noted.lock().unwrap().push(delay);
                std::future::ready(())
            });
        let client = tell(&emulator, client).build().unwrap();
        Self {
            emulator,
            client,
            naps,
        }
    }

    /// Lets something go wrong with the next requests.
    pub(crate) fn meets(&self, rules: &[&str]) {
        for rule in rules {
            let rule: Rule = rule.parse().unwrap();
            self.emulator.trouble(rule).unwrap();
        }
    }

    /// Calls a function.
    pub(crate) async fn call(&self, name: &str, input: Value) -> Result<Value, Error> {
        let function = specforce::registry().find(name).unwrap();
        function.call(&self.client, input).await
    }

    /// Creates an account of this name.
    pub(crate) async fn create(&self, name: &str) -> Result<String, Error> {
        let input = json!({ "sObject": "Account", "record": { "Name": name } });
        let created = self.call("create-record", input).await?;
        Ok(created["id"].as_str().unwrap().to_owned())
    }

    /// The first page of what a query finds.
    pub(crate) async fn found(&self, soql: &str) -> Value {
        let found = self.call("query-records", json!({ "soql": soql })).await;
        found.unwrap()
    }

    /// How many accounts of this name there are.
    pub(crate) async fn named(&self, name: &str) -> u64 {
        let soql = format!("SELECT COUNT() FROM Account WHERE Name = '{name}'");
        self.found(&soql).await["totalSize"].as_u64().unwrap()
    }

    /// The requests that a piece of work sends, and what it gives.
    pub(crate) async fn seen<T>(&self, work: impl Future<Output = T>) -> (T, Vec<RequestRecord>) {
        let requests = self.emulator.requests();
        let last = requests.last().map_or(0, |request| request.number);
        let result = work.await;
        (result, self.emulator.requests_since(last))
    }

    /// The waits that there were since the last time, in seconds.
    pub(crate) fn naps(&self) -> Vec<u64> {
        let naps = std::mem::take(&mut *self.naps.lock().unwrap());
        naps.iter().map(Duration::as_secs).collect()
    }
}

/// Whether it was just this that a request met, and nothing in its place.
pub(crate) fn met(request: &RequestRecord, trouble: &str) -> bool {
    let rules = request.trouble.iter().cloned().map(Rule::new);
    rules.eq([trouble.parse().unwrap()])
}
