//! Servers and clients for the tests. Nothing here waits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use specforce_runtime::{Client, ClientBuilder, Method, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

pub(crate) const TOKEN: &str = "00Dxx!secret";

/// The waits that a client would have done.
#[derive(Clone, Default)]
pub(crate) struct Naps(Arc<Mutex<Vec<Duration>>>);

impl Naps {
    pub(crate) fn taken(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.taken().len()
    }
}

/// A builder whose client notes its waits instead of waiting.
pub(crate) fn builder(uri: &str) -> (ClientBuilder, Naps) {
    let naps = Naps::default();
    let noted = naps.clone();
    let builder = Client::builder(uri).token(TOKEN).sleeper(move |delay| {
        noted.0.lock().unwrap().push(delay);
        std::future::ready(())
    });
    (builder, naps)
}

pub(crate) fn client(uri: &str) -> (Client, Naps) {
    let (builder, naps) = builder(uri);
    (builder.build().unwrap(), naps)
}

/// A client that repeats nothing.
pub(crate) fn once(uri: &str) -> Client {
    builder(uri).0.retry(RetryPolicy::none()).build().unwrap()
}

/// A server that gives these answers one after another, and the last one from then on.
pub(crate) async fn script(answers: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(Script(Mutex::new(answers.into_iter().collect())))
        .mount(&server)
        .await;
    server
}

struct Script(Mutex<VecDeque<ResponseTemplate>>);

impl Respond for Script {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut left = self.0.lock().unwrap();
        if left.len() > 1 {
            left.pop_front().unwrap()
        } else {
            left[0].clone()
        }
    }
}

pub(crate) fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

pub(crate) fn status(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
}

/// Salesforce's list of one error.
pub(crate) fn refusal(status: u16, code: &str, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!([{ "errorCode": code, "message": message }]))
}

/// How many requests a server has got.
pub(crate) async fn arrived(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

pub(crate) const PATH: &str = "/services/data/v66.0/limits";

/// Sends a request without a query and a body.
pub(crate) async fn send(
    client: &Client,
    method: Method,
) -> Result<specforce_runtime::Response, specforce_runtime::Error> {
    client.request(method, PATH).send().await
}

/// What a [`RawServer`] does with a request that it has read.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Writes this, and closes the connection.
    Write(&'static str),
    /// Closes the connection without a word.
    Close,
    /// Never answers.
    Stall,
}

/// A complete answer.
pub(crate) const FINE: Act =
    Act::Write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
/// An answer that breaks off in its body.
pub(crate) const BROKEN: Act = Act::Write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":");

/// A server below HTTP, for what a well-behaved one does not do.
pub(crate) struct RawServer {
    pub(crate) uri: String,
    arrived: Arc<Mutex<usize>>,
}

impl RawServer {
    /// Does these acts, one for each connection, and the last one from then on.
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let uri = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(Mutex::new(0));
        let mut acts: VecDeque<Act> = acts.into_iter().collect();
        let counter = arrived.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let act = if acts.len() > 1 {
                    acts.pop_front().unwrap()
                } else {
                    acts[0]
                };
                tokio::spawn(perform(stream, act, counter.clone()));
            }
        });
        Self { uri, arrived }
    }

    pub(crate) fn arrived(&self) -> usize {
        *self.arrived.lock().unwrap()
    }
}

async fn perform(mut stream: TcpStream, act: Act, arrived: Arc<Mutex<usize>>) {
    let mut head = [0; 4096];
    if stream.read(&mut head).await.unwrap_or(0) == 0 {
        return;
    }
    *arrived.lock().unwrap() += 1;
    match act {
        Act::Write(answer) => stream.write_all(answer.as_bytes()).await.unwrap(),
        Act::Close => {}
        Act::Stall => std::future::pending().await,
    }
}
