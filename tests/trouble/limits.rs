//! The limits of an org, which are not run into again.

use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use specforce::runtime::Error;
use specforce::runtime::error::Limit;
use specforce_emulator::{Emulator, Seed};

use crate::org::Org;

#[tokio::test]
async fn what_the_daily_limit_refuses_is_not_repeated() {
    let org = Org::start().await;
    for name in ["get-limits", "describe-global"] {
        org.meets(&["daily-limit"]);
        let (done, requests) = org.seen(org.call(name, json!({}))).await;
        let Err(Error::RateLimit(limit)) = done else {
            panic!("{done:?}")
        };
        assert_eq!(limit.limit, Limit::Daily);
        assert_eq!((requests.len(), org.naps().len()), (1, 0), "{name}");
    }
}

#[tokio::test]
async fn a_result_ends_where_the_calls_do() {
    let many = Emulator::builder().seed(Seed::Text("Account: 9000".to_owned()));
    let org = Org::with(many.daily_limit(2), |_, client| client).await;
    let rows = org.client.query::<Value>("SELECT Id FROM Account");
    let (rows, requests) = org.seen(rows.try_collect::<Vec<_>>()).await;
    let Err(Error::RateLimit(limit)) = rows else {
        panic!("{rows:?}")
    };
    assert_eq!(limit.limit, Limit::Daily);
    let statuses: Vec<_> = requests.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [200, 200, 403].map(Some));
    let usage = org.client.usage().unwrap();
    assert_eq!(usage.api.map(|api| (api.used, api.limit)), Some((2, 2)));
}

#[tokio::test]
async fn too_many_at_the_same_time_is_told_when_no_repeat_helps() {
    let org = Org::start().await;
    org.meets(&["concurrent-limit,rate=1"]);
    let (done, requests) = org.seen(org.create("Never")).await;
    let Err(Error::RateLimit(limit)) = done else {
        panic!("{done:?}")
    };
    assert_eq!(limit.limit, Limit::Concurrent);
    assert_eq!(requests.len(), 5);
    org.emulator.clear_trouble();
    assert_eq!(org.named("Never").await, 0);
}
