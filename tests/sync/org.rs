use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use specforce::runtime::sync::destination::{Destination, destination};
use specforce::runtime::sync::{Options, Report, SyncEntry, SyncError};
use specforce::runtime::{Client, Method};
use specforce_emulator::{Builder, Clock, Emulator, Seed};

use crate::clients;

/// When it is in every test that says nothing else.
pub(crate) const NOW: &str = "2026-05-01T07:25:37Z";

/// A throw-away org whose clock stands, a client of it, and a folder for destinations.
pub(crate) struct Org {
    pub(crate) emulator: Arc<Emulator>,
    pub(crate) client: Client,
    folder: tempfile::TempDir,
}

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) report: Option<Report>,
    pub(crate) result: Result<(), SyncError>,
}

impl Org {
    /// An org of the demo's records, of which none is new.
    pub(crate) async fn demo() -> Self {
        Self::start(Emulator::builder()).await
    }

    /// An org without records.
    pub(crate) async fn empty() -> Self {
        Self::start(Emulator::builder().seed(Seed::Empty)).await
    }

    pub(crate) async fn start(builder: Builder) -> Self {
        let clock = Clock::default();
        clock.set(NOW.parse().unwrap());
        let emulator = builder.clock(clock).start().await.unwrap();
        Self {
            client: clients::waiting(&emulator, emulator.token(), || {}),
            emulator: Arc::new(emulator),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The same, after somebody has logged in anew.
    pub(crate) fn with_new_session(mut self) -> Self {
        self.client = clients::waiting(&self.emulator, &self.emulator.new_session(), || {});
        self
    }

    /// The same, with a client that logs in anew by itself.
    pub(crate) fn with_renewed_sessions(mut self) -> Self {
        self.client = clients::renewing(&self.emulator);
        self
    }

    /// The same, with a client by which something happens while it waits to repeat a request.
    pub(crate) fn with_waits(mut self, happen: impl Fn() + Send + Sync + 'static) -> Self {
        self.client = clients::waiting(&self.emulator, self.emulator.token(), happen);
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Moves the clock on, by default so far that everything has settled.
    pub(crate) fn wait(&self, minutes: i64) {
        let by = format!("{minutes}m").parse().unwrap();
        self.emulator.clock().advance(by);
    }

    /// The org's answer to a request, which is not to be refused.
    pub(crate) async fn request(&self, method: Method, path: &str, body: &Value) -> Value {
        let path = if path.starts_with("/emulator") {
            path.to_owned()
        } else {
            format!("/services/data/v66.0{path}")
        };
        let http = reqwest::Client::builder().tls_certs_only([]).no_proxy();
        let request = http
            .build()
            .unwrap()
            .request(method, format!("{}{path}", self.emulator.instance_url()))
            .bearer_auth(self.emulator.token().expose())
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// A record's id.
    pub(crate) async fn create(&self, object: &str, record: Value) -> String {
        let path = format!("/sobjects/{object}");
        let created = self.request(Method::POST, &path, &record).await;
        created["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn update(&self, object: &str, id: &str, record: Value) {
        let path = format!("/sobjects/{object}/{id}");
        self.request(Method::PATCH, &path, &record).await;
    }

    pub(crate) async fn delete(&self, object: &str, id: &str) {
        let path = format!("/sobjects/{object}/{id}");
        self.request(Method::DELETE, &path, &Value::Null).await;
    }

    /// Accounts of one stamp, 200 a request.
    pub(crate) async fn accounts(&self, count: usize) {
        let names: Vec<usize> = (0..count).collect();
        for names in names.chunks(200) {
            let records = names.iter().map(
                |n| json!({ "attributes": { "type": "Account" }, "Name": format!("Account {n}") }),
            );
            let body = json!({ "allOrNone": true, "records": records.collect::<Vec<_>>() });
            self.request(Method::POST, "/composite/sobjects", &body)
                .await;
        }
    }

    /// Deletes all records of an object, 200 a request.
    pub(crate) async fn delete_all(&self, object: &str) {
        loop {
            let path = format!("/query?q=SELECT+Id+FROM+{object}+LIMIT+200");
            let found = self.request(Method::GET, &path, &Value::Null).await;
            let records = found["records"].as_array().unwrap();
            let ids: Vec<&str> = records
                .iter()
                .filter_map(|one| one["Id"].as_str())
                .collect();
            if ids.is_empty() {
                return;
            }
            let path = format!("/composite/sobjects?allOrNone=true&ids={}", ids.join(","));
            self.request(Method::DELETE, &path, &Value::Null).await;
        }
    }

    /// Where it is, and its token.
    pub(crate) fn address(&self) -> (String, String) {
        let url = self.emulator.instance_url().to_owned();
        (url, self.emulator.token().expose().to_owned())
    }

    /// The id of the record that a sync reads last.
    pub(crate) async fn newest(&self, object: &str) -> String {
        let soql = format!("SELECT+Id+FROM+{object}+ORDER+BY+SystemModstamp+DESC,Id+DESC+LIMIT+1");
        let path = format!("/query?q={soql}");
        let found = self.request(Method::GET, &path, &Value::Null).await;
        found["records"][0]["Id"].as_str().unwrap().to_owned()
    }

    /// The ids of an object's records, in their order.
    pub(crate) async fn ids(&self, object: &str) -> Vec<String> {
        let mut path = format!("/query?q=SELECT+Id+FROM+{object}+ORDER+BY+Id");
        let mut ids = Vec::new();
        loop {
            let found = self.request(Method::GET, &path, &Value::Null).await;
            let records = found["records"].as_array().unwrap().iter();
            ids.extend(records.map(|one| one["Id"].as_str().unwrap().to_owned()));
            let Some(next) = found["nextRecordsUrl"].as_str() else {
                return ids;
            };
            next.trim_start_matches("/services/data/v66.0")
                .clone_into(&mut path);
        }
    }

    /// How many records a query counts.
    pub(crate) async fn count(&self, from: &str) -> usize {
        let soql = format!("SELECT COUNT() FROM {from}").replace(' ', "+");
        let found = self
            .request(Method::GET, &format!("/query?q={soql}"), &Value::Null)
            .await;
        usize::try_from(found["totalSize"].as_u64().unwrap()).unwrap()
    }

    pub(crate) fn ndjson(&self) -> Arc<dyn Destination> {
        let folder = self.path("ndjson");
        destination(&format!("ndjson:{}", folder.display())).unwrap()
    }

    pub(crate) fn sqlite(&self) -> Arc<dyn Destination> {
        let file = self.path("org.db");
        destination(&format!("sqlite:{}", file.display())).unwrap()
    }

    /// Runs a sync to its end.
    pub(crate) async fn sync(&self, name: &str, to: &Arc<dyn Destination>) -> Report {
        let ran = self.run(name, &json!({}), to, &Options::default()).await;
        ran.result.unwrap();
        let report = ran.report.unwrap();
        assert!(report.complete);
        report
    }

    pub(crate) async fn run(
        &self,
        name: &str,
        input: &Value,
        to: &Arc<dyn Destination>,
        options: &Options,
    ) -> Ran {
        let (report, result) = entry(name).run(&self.client, input, to, options).await;
        Ran { report, result }
    }

    /// The lines that the ndjson destination has of a model.
    pub(crate) fn lines(&self, model: &str) -> Vec<Value> {
        self.lines_of("ndjson", model)
    }

    /// The lines of a model in a folder of this name.
    pub(crate) fn lines_of(&self, folder: &str, model: &str) -> Vec<Value> {
        lines(&self.path(folder), model)
    }
}

pub(crate) fn entry(name: &str) -> SyncEntry {
    let mut syncs = specforce::registry().syncs.iter();
    *syncs.find(|sync| sync.name == name).unwrap()
}

fn lines(folder: &Path, model: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("{model}.ndjson"))).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The rows that lines come to: the last line of an id counts.
pub(crate) fn rows(lines: &[Value]) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    for line in lines {
        let id = line["id"].as_str().unwrap().to_owned();
        if line["_deleted"] == true {
            rows.remove(&id);
        } else {
            rows.insert(id, line.clone());
        }
    }
    rows
}
