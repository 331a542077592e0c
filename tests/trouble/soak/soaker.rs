//! A client among others that calls everything, and changes the org behind it meanwhile.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use serde_json::Value;
use specforce::runtime::Client;
use specforce_emulator::{Emulator, RequestRecord};

use super::calls::{Call, Subject, makers, others};
use super::judge::judge;
use super::left::Left;
use crate::login::Login;
use crate::org::Org;

pub(super) struct Soaker {
    emulator: Arc<Emulator>,
    client: Client,
    /// By which its requests are told from those of the others.
    name: String,
    /// The number of its last request.
    last: u64,
    random: Rng,
    account: String,
    key: String,
    /// What it may delete.
    leads: Vec<String>,
    next: Value,
    pub(super) called: BTreeSet<&'static str>,
    /// The kinds of the errors that it was given.
    pub(super) kinds: BTreeSet<&'static str>,
    pub(super) left: Left,
}

impl Soaker {
    pub(super) async fn new(org: &Org, seed: u64, number: usize) -> Self {
        let (name, key) = (format!("soak-{number}"), format!("SOAK-{number}"));
        let seeded = format!("Account: [{{ Name: {name}, ErpId__c: {key} }}]");
        org.emulator.add_records(&seeded).unwrap();
        let found = format!("SELECT Id FROM Account WHERE ErpId__c = '{key}'");
        let account = ids(&org.found(&found).await).remove(0);
        let leads = org.found("SELECT Id FROM Lead").await;
        Self {
            client: client(&org.emulator, &name),
            emulator: org.emulator.clone(),
            name,
            last: 0,
            random: Rng::with_seed(seed * 10 + number as u64),
            key,
            // Each has leads of its own.
            leads: ids(&leads)
                .into_iter()
                .skip(number * 500)
                .take(500)
                .collect(),
            next: leads["nextRecordsUrl"].clone(),
            called: BTreeSet::new(),
            kinds: BTreeSet::new(),
            left: Left::new(&account),
            account,
        }
    }

    /// Calls everything again and again.
    pub(super) async fn soak(&mut self, rounds: usize) {
        for round in 0..rounds {
            let subject = Subject {
                account: self.account.clone(),
                key: self.key.clone(),
                phone: format!("{round}"),
                leads: [self.lead(), self.lead()],
                next: self.next.clone(),
            };
            let mut calls = makers(&format!("{}.{round}", self.name));
            calls.extend(others(&subject));
            self.random.shuffle(&mut calls);
            for call in calls {
                self.try_out(call).await;
                if self.random.u8(..4) == 0 {
                    self.change();
                }
                self.emulator.clock().advance("10s".parse().unwrap());
            }
        }
    }

    /// Makes a call, and judges what it gives by what it sent.
    async fn try_out(&mut self, call: Call) {
        let function = specforce::registry().find(call.name).unwrap();
        let work = function.call(&self.client, call.input);
        let in_time = tokio::time::timeout(Duration::from_secs(30), work).await;
        let given = in_time.unwrap_or_else(|_| panic!("{} hangs", call.name));
        let mut requests = self.emulator.requests_since(self.last);
        requests.retain(|request| self.has_sent(request));
        self.last = requests.last().map_or(self.last, |last| last.number);
        judge(call.name, &given, &requests);
        let done = requests.iter().any(|request| request.done);
        self.left.note(call.leaves, &given, done);
        self.called.insert(call.name);
        self.kinds.extend(given.err().map(|error| error.kind()));
    }

    fn has_sent(&self, request: &RequestRecord) -> bool {
        request.headers.get("user-agent") == Some(&self.name)
    }

    /// Does to the org what no request does.
    fn change(&mut self) {
        let org = self.emulator.clone();
        match self.random.u8(..3) {
            0 => org.show_fields(),
            1 => {
                let lead = self.lead();
                org.hard_delete(&[&lead]).unwrap();
                self.left.purged.push(lead);
            }
            _ => {
                let (master, merged) = (self.lead(), self.lead());
                org.merge(&master, &[&merged]).unwrap();
                self.left.leads.extend([(master, true), (merged, false)]);
            }
        }
    }

    fn lead(&mut self) -> String {
        self.leads.pop().unwrap()
    }
}

/// A client that does not wait, with a session of its own.
fn client(emulator: &Arc<Emulator>, name: &str) -> Client {
    let client = Client::builder(emulator.instance_url())
        .token_provider(Login::new(emulator))
        .user_agent(name)
        .attempt_timeout(Duration::from_secs(2))
        .sleeper(|_| std::future::ready(()));
    client.build().unwrap()
}

fn ids(found: &Value) -> Vec<String> {
    let records = found["records"].as_array().unwrap().iter();
    records
        .map(|record| record["Id"].as_str().unwrap().to_owned())
        .collect()
}
