//! The org of a seed.

use std::sync::Arc;

use fastrand::Rng;
use jiff::Timestamp;
use serde_json::Value;
use specforce_emulator::{Clock, Emulator, Seed};

use crate::http::Http;

const NOW: &str = "2026-05-01T07:25:37Z";

/// A throw-away org whose clock stands, and who changes it.
#[derive(Debug)]
pub(crate) struct Org {
    pub(crate) emulator: Arc<Emulator>,
    pub(crate) http: Http,
    /// How many records a page has.
    pub(crate) page: usize,
}

impl Org {
    pub(crate) fn start(seed: u64, random: &mut Rng) -> Self {
        let clock = Clock::default();
        clock.set(NOW.parse().unwrap());
        let page = page(seed, random);
        let builder = Emulator::builder().seed(Seed::Empty).clock(clock);
        let builder = builder.trouble_seed(seed).page_size(page);
        let emulator = builder.daily_limit(1_000_000).start_blocking().unwrap();
        Self {
            http: Http::new(emulator.instance_url(), emulator.token().expose()),
            emulator: Arc::new(emulator),
            page,
        }
    }

    pub(crate) fn wait(&self, seconds: i64) {
        let by = format!("{seconds}s").parse().unwrap();
        self.emulator.clock().advance(by);
    }

    /// How many days have passed.
    pub(crate) fn days(&self) -> i64 {
        let began: Timestamp = NOW.parse().unwrap();
        let passed = self.emulator.clock().now().duration_since(began);
        passed.as_hours() / 24
    }

    /// The records of an object that a condition finds, deleted ones too.
    pub(crate) fn ids(&self, object: &str, condition: &str) -> Vec<String> {
        let soql = format!("SELECT Id FROM {object} WHERE {condition} ORDER BY Id");
        let records = self.http.query("queryAll", &soql);
        records.iter().map(|record| text(&record["Id"])).collect()
    }

    /// The ids of an object that were stamped just now.
    pub(crate) fn stamped(&self, object: &str) -> Vec<String> {
        let now = format!("{:.3}", self.emulator.clock().now());
        self.ids(object, &format!("SystemModstamp = {now}"))
    }
}

/// Mostly a few records, so that there are many pages; sometimes as many as Salesforce has.
fn page(seed: u64, random: &mut Rng) -> usize {
    match seed % 50 {
        0 => 2_000,
        n if n % 10 == 5 => 200,
        _ => random.usize(2..10),
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
