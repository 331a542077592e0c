use std::sync::Once;

use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use specforce_emulator::{Builder, Clock, Emulator, Seed};

/// When it is in every test that says nothing else.
pub(crate) const NOW: &str = "2026-05-01T07:25:37Z";

pub(crate) const VERSION: &str = "/services/data/v66.0";
pub(crate) const ACCOUNTS: &str = "/services/data/v66.0/sobjects/Account";

/// An org, and a client that may call it.
pub(crate) struct Org {
    pub(crate) emulator: Emulator,
    pub(crate) http: Client,
}

/// What an org answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// A clock that stands at [`NOW`].
pub(crate) fn clock() -> Clock {
    let clock = Clock::default();
    clock.set(NOW.parse().unwrap());
    clock
}

/// An org without records.
pub(crate) async fn empty() -> Org {
    start(Emulator::builder().seed(Seed::Empty)).await
}

/// An org with the demo's records.
pub(crate) async fn org() -> Org {
    start(Emulator::builder()).await
}

/// An org as it is told, whose clock stands at [`NOW`].
pub(crate) async fn start(builder: Builder) -> Org {
    let emulator = builder.clock(clock()).start().await.unwrap();
    Org {
        emulator,
        http: http(),
    }
}

/// A client that neither asks for compression nor undoes it.
pub(crate) fn http() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let http = Client::builder().tls_certs_only([]).no_proxy().no_gzip();
    http.build().unwrap()
}

impl Org {
    /// A request with the token.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let token = self.emulator.token().expose();
        self.anonymous(method, path).bearer_auth(token)
    }

    /// A request without a token.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.emulator.instance_url());
        self.http.request(method, url)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).body(body.to_string());
        answer(request.header("content-type", "application/json")).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        answer(self.request(Method::DELETE, path)).await
    }

    /// Creates an account of this name.
    pub(crate) async fn create(&self, name: &str) -> Answer {
        self.post(ACCOUNTS, &json!({ "Name": name })).await
    }

    /// Creates a record, and gives its id.
    pub(crate) async fn created(&self, object: &str, record: Value) -> String {
        let path = format!("{VERSION}/sobjects/{object}");
        let created = self.post(&path, &record).await.json();
        created["id"].as_str().unwrap().to_owned()
    }

    /// How many records a query finds.
    pub(crate) async fn count(&self, from: &str) -> u64 {
        self.count_of("query", from).await
    }

    /// How many it finds by `query` or `queryAll`.
    pub(crate) async fn count_of(&self, resource: &str, from: &str) -> u64 {
        let soql = format!("SELECT COUNT() FROM {from}").replace(' ', "+");
        let found = self.get(&format!("{VERSION}/{resource}?q={soql}")).await;
        found.json()["totalSize"].as_u64().unwrap()
    }

    /// The records that a query finds, deleted ones too.
    pub(crate) async fn all(&self, soql: &str) -> Vec<Value> {
        let path = format!("{VERSION}/queryAll?q={}", soql.replace(' ', "+"));
        let found = self.get(&path).await.json();
        found["records"].as_array().unwrap().clone()
    }
}

/// Sends a request.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let answer = request.send().await.unwrap();
    Answer {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: answer.bytes().await.unwrap().into(),
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &'static str) -> &str {
        let value = self.headers.get(HeaderName::from_static(name));
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Status and code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let code = self.json()[0]["errorCode"].as_str().map(str::to_owned);
        (self.status, code.unwrap())
    }
}
