use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// The access token of every test. No output may ever hold it.
pub(crate) const TOKEN: &str = "00Dxx!SECRET.of.the.test";

/// A run of the program, to be told with what and then done.
pub(crate) struct Cli {
    command: Command,
    stdin: String,
}

/// What a run of the program left.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program with these arguments, in an environment that holds nothing.
pub(crate) fn specforce(arguments: &[&str]) -> Cli {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specforce"));
    command.env_clear().args(arguments);
    Cli {
        command,
        stdin: String::new(),
    }
}

impl Cli {
    /// Sets up environment variables for an org at `url`.
    pub(crate) fn org(self, url: &str) -> Self {
        self.env("SPECFORCE_INSTANCE_URL", url)
            .env("SPECFORCE_ACCESS_TOKEN", TOKEN)
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Runs the program to its end.
    pub(crate) fn run(self) -> Run {
        let Output {
            status,
            stdout,
            stderr,
        } = self.output();
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let run = Run {
            status: status.code().expect("no signal ended it"),
            stdout: text(stdout),
            stderr: text(stderr),
        };
        assert!(
            !run.stdout.contains(TOKEN) && !run.stderr.contains(TOKEN),
            "the token is shown: {run:?}"
        );
        assert!(
            !run.stderr.contains("panicked"),
            "the program panicked: {run:?}"
        );
        run
    }

    /// Runs the program with nobody to read its output.
    pub(crate) fn run_unread(mut self) -> Output {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        child.wait_with_output().expect("the program ends")
    }

    fn output(mut self) -> Output {
        let streams = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = streams.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that does not read its input may have ended already.
        let _ = stdin.write_all(self.stdin.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("the program ends")
    }
}

impl Run {
    /// The JSON on standard output of a run that succeeded.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        serde_json::from_str(&self.stdout).expect("standard output is JSON")
    }

    /// The one JSON object on standard error of a run that failed.
    pub(crate) fn error(&self) -> Value {
        assert_ne!(self.status, 0, "{self:?}");
        assert_eq!(self.stdout, "", "an error leaves standard output empty");
        serde_json::from_str(&self.stderr).expect("standard error is JSON")
    }
}

/// An org that gives every request this answer.
pub(crate) async fn org(status: u16, body: &Value) -> MockServer {
    answering(ResponseTemplate::new(status).set_body_json(body)).await
}

/// An org that answers every request with the request itself.
pub(crate) async fn echo() -> MockServer {
    answering(|request: &Request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let answer =
            json!({ "method": request.method.as_str(), "path": path(request), "body": body });
        ResponseTemplate::new(200).set_body_json(answer)
    })
    .await
}

/// An org that gives every request this answer.
pub(crate) async fn answering(answer: impl Respond + 'static) -> MockServer {
    // A server that is dropped blocks on locks of tokio's. These never open to a task that has used up its
    // share of time, which one that starts server after server would do without this pause.
    tokio::task::yield_now().await;
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// The requests that an org got.
pub(crate) async fn requests(server: &MockServer) -> Vec<Request> {
    server
        .received_requests()
        .await
        .expect("requests are recorded")
}

/// Path and query of a request.
pub(crate) fn path(request: &Request) -> String {
    let url = &request.url;
    url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    )
}
