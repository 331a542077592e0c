//! A session that ends is renewed, once in a call.

use std::sync::{Arc, Mutex};

use futures_util::future::{self, BoxFuture};
use futures_util::{FutureExt as _, TryStreamExt as _};
use serde_json::{Value, json};
use specforce::runtime::{AccessToken, Error, TokenProvider};
use specforce_emulator::{Builder, Emulator, Seed};

use crate::org::Org;

/// Logs in to an emulator again when its token is refused.
pub(crate) struct Login {
    emulator: Arc<Emulator>,
    token: Mutex<String>,
}

impl Login {
    /// Begins with a session of its own.
    pub(crate) fn new(emulator: &Arc<Emulator>) -> Self {
        Self {
            token: Mutex::new(emulator.new_session().expose().to_owned()),
            emulator: emulator.clone(),
        }
    }
}

impl TokenProvider for Login {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        let token = self.token.lock().unwrap().clone();
        future::ready(Ok(token.into())).boxed()
    }

    fn renew<'a>(
        &'a self,
        refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        let mut token = self.token.lock().unwrap();
        if *token == refused.expose() {
            self.emulator.new_session().expose().clone_into(&mut token);
        }
        future::ready(Ok(Some(token.as_str().into()))).boxed()
    }
}

async fn logged_in(org: Builder) -> Org {
    Org::with(org, |emulator, client| {
        client.token_provider(Login::new(emulator))
    })
    .await
}

#[tokio::test]
async fn a_call_goes_on_with_a_new_session() {
    let org = logged_in(Emulator::builder()).await;
    for (name, input) in [
        (
            "create-record",
            json!({ "sObject": "Account", "record": { "Name": "Once" } }),
        ),
        ("get-limits", json!({})),
        ("get-current-user", json!({})),
    ] {
        org.meets(&["expired-session"]);
        let (done, requests) = org.seen(org.call(name, input)).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"));
        let statuses: Vec<_> = requests.iter().map(|request| request.done).collect();
        assert_eq!(statuses, [false, true], "{name}");
        assert_eq!(org.naps().len(), 0, "{name}");
    }
    assert_eq!(org.named("Once").await, 1);
}

#[tokio::test]
async fn a_result_is_read_to_its_end_in_a_new_session() {
    let many = Emulator::builder().seed(Seed::Text("Account: 5000".to_owned()));
    let org = logged_in(many).await;
    org.meets(&["expired-session,path=/query/,after=1"]);
    let rows = org.client.query::<Value>("SELECT Id FROM Account");
    let (rows, requests) = org.seen(rows.try_collect::<Vec<_>>()).await;
    assert_eq!(rows.unwrap().len(), 5000);
    let statuses: Vec<_> = requests.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [200, 200, 401, 200].map(Some));
}

#[tokio::test]
async fn a_session_that_ends_twice_in_a_call_ends_the_call() {
    let org = logged_in(Emulator::builder()).await;
    org.meets(&["expired-session,times=2"]);
    let (done, requests) = org.seen(org.create("Never")).await;
    assert_eq!(done.unwrap_err().kind(), "authentication");
    assert_eq!(requests.len(), 2);
    assert_eq!(org.named("Never").await, 0);
}

#[tokio::test]
async fn who_cannot_log_in_again_is_told() {
    let org = Org::start().await;
    org.meets(&["expired-session"]);
    for name in ["get-limits", "get-current-user"] {
        let (done, requests) = org.seen(org.call(name, json!({}))).await;
        assert_eq!(done.unwrap_err().kind(), "authentication", "{name}");
        assert_eq!(requests.len(), 1, "{name}");
    }
}
