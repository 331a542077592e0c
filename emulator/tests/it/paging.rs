use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{Emulator, Seed};

use crate::support::{Org, answer, start};

/// An account with so many contacts.
async fn family(contacts: usize) -> Org {
    let contact = "{ LastName: Pike, AccountId: { ref: a } }";
    let contacts = vec![contact; contacts].join(", ");
    let seed = format!("Account: [{{ ref: a, Name: Heron }}]\nContact: [{contacts}]");
    start(Emulator::builder().seed(Seed::Text(seed))).await
}

async fn asked(org: &Org, path: &str, batch: &str) -> Value {
    let request = org.request(Method::GET, path);
    let told = answer(request.header("Sforce-Query-Options", batch)).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

fn count(page: &Value) -> usize {
    page["records"].as_array().unwrap().len()
}

fn next(page: &Value) -> &str {
    page["nextRecordsUrl"].as_str().unwrap()
}

#[tokio::test]
async fn pages_are_as_long_as_the_header_says_within_bounds() {
    let org = family(450).await;
    let path = "/services/data/v66.0/query?q=SELECT+Id+FROM+Contact";
    for (batch, expected) in [
        ("batchSize=300", 300),
        ("batchSize=1", 200),
        ("batchSize=9000", 450),
        ("batchSize=many", 450),
    ] {
        let page = asked(&org, path, batch).await;
        assert_eq!((count(&page), &page["totalSize"]), (expected, &json!(450)));
        assert_eq!(page["done"], expected == 450, "{batch}");
    }
}

#[tokio::test]
async fn pages_are_as_short_as_a_test_wants_them() {
    let seed = Seed::Text("Account: 5".to_owned());
    let org = start(Emulator::builder().seed(seed).page_size(3)).await;
    let path = "/services/data/v66.0/query?q=SELECT+Id+FROM+Account";
    let first = answer(org.request(Method::GET, path)).await.json();
    let last = answer(org.request(Method::GET, next(&first))).await.json();
    assert_eq!((count(&first), count(&last)), (3, 2));
    assert_eq!(count(&asked(&org, path, "batchSize=200").await), 5);
}

#[tokio::test]
async fn the_pages_of_all_records_keep_the_deleted_ones() {
    let org = family(300).await;
    let account = "/services/data/v66.0/sobjects/Account/001Lo0000000001";
    let deleted = answer(org.request(Method::DELETE, account)).await;
    assert_eq!(deleted.status, 204);
    let path = "/services/data/v66.0/queryAll?q=SELECT+Id+FROM+Contact";
    let first = asked(&org, path, "batchSize=200").await;
    assert!(next(&first).starts_with("/services/data/v66.0/query/0r8"));
    let last = asked(&org, next(&first), "batchSize=200").await;
    assert_eq!((count(&first), count(&last)), (200, 100));
    assert_eq!(last["done"], true);
}

#[tokio::test]
async fn a_long_list_of_children_has_pages_of_its_own() {
    let org = family(1200).await;
    let path = "/services/data/v66.0/query?q=SELECT+Name,(SELECT+Id+FROM+Contacts)+FROM+Account";
    for (batch, expected) in [("batchSize=2000", 499), ("batchSize=200", 199)] {
        let accounts = asked(&org, path, batch).await;
        assert_eq!(accounts["done"], true);
        let contacts = &accounts["records"][0]["Contacts"];
        assert_eq!(
            (count(contacts), &contacts["totalSize"]),
            (expected, &json!(1200))
        );
        assert_eq!(contacts["done"], false);
        assert!(next(contacts).ends_with(&format!("-{expected}")));
        let rest = asked(&org, next(contacts), "batchSize=2000").await;
        assert_eq!(
            (count(&rest), &rest["done"]),
            (1200 - expected, &json!(true))
        );
    }
}

#[tokio::test]
async fn a_short_list_of_children_has_one_page() {
    let org = family(499).await;
    let path = "/services/data/v66.0/query?q=SELECT+Name,(SELECT+Id+FROM+Contacts)+FROM+Account";
    let accounts = asked(&org, path, "batchSize=2000").await;
    let contacts = &accounts["records"][0]["Contacts"];
    assert_eq!((count(contacts), &contacts["done"]), (499, &json!(true)));
}

#[tokio::test]
async fn a_locator_expires() {
    let org = family(300).await;
    let path = "/services/data/v66.0/query?q=SELECT+Id+FROM+Contact";
    let first = asked(&org, path, "batchSize=200").await;
    org.emulator.clock().advance("49h".parse().unwrap());
    let refused = org.get(next(&first)).await;
    assert_eq!(refused.refusal(), (400, "INVALID_QUERY_LOCATOR".to_owned()));
}
