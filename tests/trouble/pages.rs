//! A query of several pages whose answers get lost.

use std::collections::BTreeSet;

use futures_util::TryStreamExt as _;
use serde_json::Value;
use specforce_emulator::{Emulator, Seed};

use crate::org::{Org, met};

#[tokio::test]
async fn a_page_that_breaks_off_is_read_again_and_no_row_twice() {
    for rule in [
        "truncated-body",
        "truncated-gzip",
        "reset,when=during",
        "reset,when=after",
    ] {
        let many = Emulator::builder().seed(Seed::Text("Account: 500".to_owned()));
        let org = Org::with(many.page_size(200), |_, client| client).await;
        org.meets(&[&format!("{rule},path=/query/")]);
        let rows = org.client.query::<Value>("SELECT Id FROM Account");
        let (rows, requests) = org.seen(rows.try_collect::<Vec<_>>()).await;
        let rows = rows.unwrap_or_else(|error| panic!("{rule}: {error}"));
        let ids: BTreeSet<_> = rows.iter().map(|row| row["Id"].as_str()).collect();
        assert_eq!((rows.len(), ids.len()), (500, 500), "{rule}");
        let [_, second, again, third] = &requests[..] else {
            panic!("{rule}: {requests:#?}")
        };
        assert!(met(second, rule), "{rule}: {requests:#?}");
        assert_eq!(again.target, second.target, "{rule}");
        assert_ne!(third.target, second.target, "{rule}");
    }
}
