use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{Emulator, Rule, Seed, Trouble};

use super::support::VERSION;
use crate::support::{Answer, Org, answer, empty, start};

async fn get(org: &Org, token: &Value, path: &str) -> Answer {
    let request = org.anonymous(Method::GET, path);
    answer(request.bearer_auth(token.as_str().unwrap())).await
}

async fn log_in(org: &Org) -> Value {
    let begun = org.post("/emulator/session", &Value::Null).await;
    assert_eq!(begun.status, 201);
    begun.json()["accessToken"].clone()
}

#[tokio::test]
async fn a_session_ends_and_a_new_one_goes_on() {
    let org = empty().await;
    org.emulator
        .trouble(Rule::new(Trouble::ExpiredSession {}).after(1))
        .unwrap();
    assert_eq!(org.get(VERSION).await.status, 200);
    for _ in 0..2 {
        let refused = org.get(VERSION).await;
        assert_eq!(refused.refusal(), (401, "INVALID_SESSION_ID".to_owned()));
    }
    let who = org.get("/services/oauth2/userinfo").await;
    assert_eq!((who.status, who.text()), (403, "Bad_OAuth_Token"));

    let token = log_in(&org).await;
    assert_ne!(token, org.emulator.token().expose());
    assert_eq!(get(&org, &token, VERSION).await.status, 200);
    assert_eq!(org.get(VERSION).await.status, 401);
}

#[tokio::test]
async fn another_session_ends_none() {
    let org = empty().await;
    let second = org.emulator.new_session();
    let third = log_in(&org).await;
    assert_ne!(third, second.expose());
    for token in [&json!(second.expose()), &third] {
        assert_eq!(get(&org, token, VERSION).await.status, 200);
    }
    assert_eq!(org.get(VERSION).await.status, 200);
    assert!(!format!("{:?}", org.emulator).contains(second.expose()));
}

#[tokio::test]
async fn a_session_ends_amid_pages_and_the_rest_is_for_the_next_one() {
    let many = Emulator::builder().seed(Seed::Text("Account: 3000".to_owned()));
    let org = start(many.trouble(Rule::new(Trouble::ExpiredSession {}).path("/query/"))).await;
    let soql = format!("{VERSION}/query?q=SELECT+Id+FROM+Account");
    let page = org.get(&soql).await.json();
    let next = page["nextRecordsUrl"].as_str().unwrap();
    assert_eq!(org.get(next).await.status, 401);
    let token = log_in(&org).await;
    let rest = get(&org, &token, next).await.json();
    assert_eq!(rest["records"].as_array().unwrap().len(), 1000);
}
