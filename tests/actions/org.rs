use serde_json::{Value, json};
use specforce::runtime::{Client, Error};
use specforce_emulator::{Clock, Emulator};

/// A throw-away org of demo data, whose clock stands, and a client of it.
pub(crate) struct Org {
    pub(crate) emulator: Emulator,
    pub(crate) client: Client,
}

impl Org {
    pub(crate) async fn start() -> Self {
        let clock = Clock::default();
        clock.set("2026-03-02T10:00:00Z".parse().unwrap());
        let emulator = Emulator::builder().clock(clock).start().await.unwrap();
        let client = Client::builder(emulator.instance_url())
            .token(emulator.token().expose())
            .build()
            .unwrap();
        Self { emulator, client }
    }

    /// What a function gives.
    pub(crate) async fn call(&self, name: &str, input: Value) -> Value {
        let answer = self.answer(name, input).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// What a function is refused with, as `status code`.
    pub(crate) async fn refused(&self, name: &str, input: Value) -> String {
        match self.answer(name, input).await {
            Ok(output) => panic!("{name} gave {output}"),
            Err(error) => {
                let status = error.status().map_or_else(|| "-".to_owned(), |it| it.to_string());
                format!("{status} {}", error.error_code().unwrap_or(error.kind()))
            }
        }
    }

    async fn answer(&self, name: &str, input: Value) -> Result<Value, Error> {
        let function = specforce::registry().find(name).unwrap();
        function.call(&self.client, input).await
    }

    /// The first value of the first record that a query finds.
    pub(crate) async fn value(&self, soql: &str) -> Value {
        let found = self.call("query-records", json!({ "soql": soql })).await;
        let record = found["records"][0].as_object();
        let mut values = record.into_iter().flatten();
        let value = values.find(|(name, _)| *name != "attributes");
        value.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// How many records a query counts.
    pub(crate) async fn count(&self, from: &str) -> u64 {
        let soql = format!("SELECT COUNT() FROM {from}");
        let found = self.call("query-records", json!({ "soql": soql })).await;
        found["totalSize"].as_u64().unwrap()
    }

    pub(crate) async fn account(&self) -> String {
        let id = self.value("SELECT Id FROM Account WHERE ErpId__c = 'ERP-1001'").await;
        id.as_str().unwrap().to_owned()
    }
}
