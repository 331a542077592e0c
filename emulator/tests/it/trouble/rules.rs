use reqwest::Method;
use serde_json::json;
use specforce_emulator::{Emulator, Rule, Trouble};

use super::support::VERSION;
use crate::support::{Org, answer, empty, start};

async fn statuses(org: &Org, requests: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..requests {
        statuses.push(org.get(VERSION).await.status);
    }
    statuses
}

#[tokio::test]
async fn a_rule_is_for_the_next_request_unless_told() {
    let org = empty().await;
    org.emulator.trouble(Trouble::status(503)).unwrap();
    assert_eq!(statuses(&org, 3).await, [503, 200, 200]);
    org.emulator
        .trouble(Rule::new(Trouble::status(504)).after(1).times(2))
        .unwrap();
    assert_eq!(statuses(&org, 4).await, [200, 504, 504, 200]);
}

#[tokio::test]
async fn of_several_rules_the_first_goes_first() {
    let org = empty().await;
    let told = org
        .trouble(&json!([
            { "trouble": "status", "status": 500, "method": "post" },
            { "trouble": "status", "status": 502, "path": "/sobjects/" },
            { "trouble": "status", "status": 503, "after": 2, "times": 1 },
        ]))
        .await;
    assert_eq!(told.json()[2]["seen"], 0);
    let (first, second) = (org.create("a").await, org.create("a").await);
    assert_eq!((first.status, second.status), (500, 502));
    assert_eq!(statuses(&org, 2).await, [503, 200]);
    let told = org.get("/emulator/trouble").await.json();
    let counts = |at: usize| (told[at]["seen"].clone(), told[at]["met"].clone());
    assert_eq!(counts(0), (json!(2), json!(1)));
    assert_eq!(counts(2), (json!(4), json!(1)));
}

#[tokio::test]
async fn what_is_random_is_the_same_with_the_same_seed() {
    let mut all = Vec::new();
    for seed in [7, 7, 8] {
        let rule = Rule::new(Trouble::status(503)).rate(0.3);
        let org = start(Emulator::builder().trouble(rule).trouble_seed(seed)).await;
        all.push(statuses(&org, 60).await);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
    let met = all[0].iter().filter(|status| **status == 503).count();
    assert!((5..40).contains(&met), "{met}");
}

#[tokio::test]
async fn a_rate_ends_after_so_many_times() {
    let org = empty().await;
    org.trouble(&json!("503,rate=1,times=2")).await;
    assert_eq!(statuses(&org, 3).await, [503, 503, 200]);
    let rule = Rule::new(Trouble::status(503)).rate(0.5).times(2);
    org.emulator.trouble(rule).unwrap();
    let met = statuses(&org, 40).await.into_iter();
    assert_eq!(met.filter(|status| *status == 503).count(), 2);
}

#[tokio::test]
async fn the_rules_can_be_forgotten_and_the_emulator_itself_meets_none() {
    let org = empty().await;
    org.trouble(&json!("503,rate=1")).await;
    assert_eq!(org.get("/emulator/clock").await.status, 200);
    assert_eq!(statuses(&org, 2).await, [503, 503]);
    assert_eq!(org.delete("/emulator/trouble").await.json(), json!([]));
    assert_eq!(statuses(&org, 1).await, [200]);
    org.emulator
        .trouble(Rule::new(Trouble::status(503)).rate(1.0))
        .unwrap();
    org.emulator.clear_trouble();
    assert_eq!(statuses(&org, 1).await, [200]);
}

#[tokio::test]
async fn what_is_wrong_with_a_rule_is_told() {
    let org = empty().await;
    for (rule, part) in [
        (
            json!("earthquake"),
            "unknown trouble `earthquake`, it may be `status`, `daily-limit`",
        ),
        (json!("resett"), "`expired-locators`; did you mean `reset`?"),
        (
            json!("503,retryafter=3"),
            "unknown key `retryafter`, it may be `status`, `retry-after`, `done`, `method`, `path`, `after`, `times`, \
             `rate`; did you mean `retry-after`?",
        ),
        (
            json!("daily-limit,retry-after=3"),
            "unknown key `retry-after`, it may be `method`, `path`",
        ),
        (
            json!("slow,seconds=soon"),
            "`seconds` is a number of seconds, not \"soon\"",
        ),
        (
            json!("in-flight,seconds=1.5"),
            "`seconds` is a whole number of seconds, not 1.5",
        ),
        (
            json!("503,rate"),
            "`rate` is a number from 0 to 1, not true",
        ),
        (
            json!({ "trouble": "status", "status": "503" }),
            "`status` is a status, such as 503",
        ),
        (
            json!("reset,when=later"),
            "`when` is `before`, `during` or `after`, not",
        ),
        (json!("slow"), "`slow` needs `seconds`"),
        (
            json!({ "troubl": "slow" }),
            "unknown key `troubl`; did you mean `trouble`?",
        ),
        (
            json!([503, true]),
            "rule 2: a rule is an object or a short text, not true",
        ),
        (json!(null), "there is no rule"),
        (json!("503,done"), "503 says that nothing was done"),
        (
            json!({ "status": 503 }),
            "`trouble` is missing, the name of what happens",
        ),
        (json!("404"), "404 is none of 429, 500, 502, 503 and 504"),
        (json!("503,rate=2"), "a rate is from 0 to 1"),
        (json!("locked-rows,share=7"), "a share is from 0 to 1"),
        (json!("slow,seconds=-1"), "no wait"),
        (json!("moved,to=acme.my.salesforce.com"), "is no origin"),
        (json!("maintenance,status=418"), "200 or 503"),
        (
            json!("503,method=PSOT"),
            "no method PSOT; did you mean `POST`?",
        ),
        (json!("in-flight,seconds=5,method=get"), "get never writes"),
        (json!("locked-rows,method=HEAD"), "HEAD never writes"),
        (json!("503,times=0"), "0 times never holds"),
        (json!("503,status=502"), "`status` is said twice"),
        (json!("503,rate=0.1,rate=0.2"), "`rate` is said twice"),
        (
            json!({ "trouble": "slow", "seconds": 1, "path": null }),
            "`path` is null",
        ),
        (json!("moved,to=https://a:b@c"), "is no origin"),
        (
            json!("moved,to=https://a.my.salesforce.com,status=303"),
            "301, 302, 307 or 308, not 303",
        ),
    ] {
        let refused = org.trouble(&rule).await;
        assert_eq!(refused.refusal(), (400, "INVALID_TROUBLE".to_owned()));
        let message = refused.json()[0]["message"].as_str().unwrap().to_owned();
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(org.get(VERSION).await.status, 200);
}

#[tokio::test]
async fn no_rule_is_taken_that_says_what_cannot_be() {
    let org = empty().await;
    let share = |share| Trouble::LockedRows { share };
    let to = "acme.my.salesforce.com".to_owned();
    for (rule, part) in [
        (Trouble::status(404).into(), "404 is none of 429"),
        (
            Rule::new(Trouble::status(503)).rate(f64::NAN),
            "a rate is from 0 to 1",
        ),
        (share(1.5).into(), "a share is from 0 to 1"),
        (
            Trouble::Slow {
                seconds: f64::INFINITY,
            }
            .into(),
            "no wait",
        ),
        (Trouble::Moved { to, status: 301 }.into(), "is no origin"),
    ] {
        let bad = org.emulator.trouble(rule.clone()).unwrap_err().to_string();
        assert!(bad.contains(part), "{bad}");
        let started = Emulator::builder().trouble(rule).start().await;
        assert_eq!(started.unwrap_err().to_string(), format!("trouble: {bad}"));
    }
    assert_eq!(org.emulator.rules(), []);
    assert_eq!(statuses(&org, 1).await, [200]);
}

#[tokio::test]
async fn every_key_of_every_trouble_is_taken() {
    let org = empty().await;
    let troubles = [
        "502,retry-after=3,done",
        "daily-limit",
        "concurrent-limit",
        "expired-session",
        "locked-rows,share=0.5",
        "reset,when=after",
        "stalled-body",
        "truncated-body",
        "truncated-gzip",
        "maintenance,status=200",
        "slow,seconds=2",
        "moved,to=https://acme--new.my.salesforce.com,status=307",
        "in-flight,seconds=60",
        "hard-delete,record=Account",
        "merge,record=Account,into=001Lo0000000001",
        "empty-recycle-bin",
        "purged-delete-log",
        "hidden-field,field=Contact.Phone",
        "expired-locators",
    ];
    let rules = troubles.map(|it| format!("{it},method=POST,path=/x,after=1,times=2,rate=0.5"));
    let told = org.trouble(&json!(rules)).await;
    assert_eq!(told.json().as_array().unwrap().len(), 19, "{}", told.text());
}

#[tokio::test]
async fn a_path_is_a_text_whatever_it_looks_like() {
    let org = empty().await;
    for path in ["12", "null", "true"] {
        let told = org.trouble(&json!(format!("503,path={path}"))).await;
        assert_eq!(told.status, 200, "{}", told.text());
        assert_eq!(statuses(&org, 1).await, [200], "{path}");
        let target = format!("{VERSION}?a={path}");
        assert_eq!(org.get(&target).await.status, 503, "{path}");
    }
}

#[tokio::test]
async fn a_key_that_stands_twice_is_refused() {
    let org = empty().await;
    for body in [
        r#"{"trouble":"slow","seconds":1,"rate":0.1,"rate":0.2}"#,
        "{ trouble: slow, seconds: 1, rate: 0.1, rate: 0.2 }",
    ] {
        let request = org.request(Method::POST, "/emulator/trouble").body(body);
        let refused = answer(request).await;
        assert_eq!(refused.refusal(), (400, "INVALID_TROUBLE".to_owned()));
        assert!(refused.text().contains("rate"), "{}", refused.text());
    }
}

#[tokio::test]
async fn a_status_alone_is_a_rule_even_as_a_number() {
    let org = empty().await;
    for body in ["503", "[503, '503']", "- 503"] {
        org.emulator.clear_trouble();
        let request = org.request(Method::POST, "/emulator/trouble").body(body);
        assert_eq!(answer(request).await.status, 200, "{body}");
        assert_eq!(statuses(&org, 1).await, [503], "{body}");
    }
}
