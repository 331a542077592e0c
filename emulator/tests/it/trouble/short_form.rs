//! A trouble as text is what a rule is told by.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use specforce_emulator::{Rule, Trouble, When};

/// What a rule may say of any trouble.
const OF_RULES: [&str; 5] = ["method", "path", "after", "times", "rate"];

/// One of each, with all that can be said of it.
fn full() -> [Trouble; 19] {
    [
        Trouble::Status {
            status: 502,
            retry_after: Some(3),
            done: true,
        },
        Trouble::DailyLimit {},
        Trouble::ConcurrentLimit {},
        Trouble::ExpiredSession {},
        Trouble::LockedRows { share: 0.25 },
        Trouble::Reset { when: When::After },
        Trouble::StalledBody {},
        Trouble::TruncatedBody {},
        Trouble::TruncatedGzip {},
        Trouble::Maintenance { status: 200 },
        Trouble::Slow { seconds: 0.5 },
        Trouble::Moved {
            to: "https://acme--new.my.salesforce.com".to_owned(),
            status: 307,
        },
        Trouble::InFlight { seconds: 60 },
        Trouble::HardDelete {
            record: "Lead".to_owned(),
        },
        Trouble::Merge {
            record: "Account".to_owned(),
            into: Some("001Lo0000000001".to_owned()),
        },
        Trouble::EmptyRecycleBin {},
        Trouble::PurgedDeleteLog {},
        Trouble::HiddenField {
            field: "Contact.Phone".to_owned(),
        },
        Trouble::ExpiredLocators {},
    ]
}

/// Those of which less can be said, or something else.
fn others() -> [Trouble; 8] {
    [
        Trouble::status(429),
        Trouble::Status {
            status: 502,
            retry_after: Some(0),
            done: false,
        },
        Trouble::LockedRows { share: 1.0 },
        Trouble::Reset { when: When::Before },
        Trouble::Reset { when: When::During },
        Trouble::Maintenance { status: 503 },
        Trouble::Slow { seconds: 3.0 },
        Trouble::Merge {
            // An id that looks like a number.
            record: "001000000000123".to_owned(),
            into: None,
        },
    ]
}

/// What the refusal of a rule says that it may be.
fn known(rule: &str) -> BTreeSet<String> {
    let bad = rule.parse::<Rule>().unwrap_err().to_string();
    let (_, listed) = bad.split_once("it may be ").unwrap();
    let (listed, _) = listed.split_once(';').unwrap_or((listed, ""));
    let names = listed.split(", ").map(|name| name.trim_matches('`'));
    names.map(str::to_owned).collect()
}

fn keys(trouble: &Trouble) -> BTreeSet<String> {
    let Value::Object(parts) = json!(trouble) else {
        panic!("{trouble:?}")
    };
    parts.into_iter().map(|(key, _)| key).collect()
}

#[test]
fn each_is_read_as_it_is_written() {
    for trouble in full().into_iter().chain(others()) {
        let text = trouble.to_string();
        assert_eq!(text.parse(), Ok(Rule::new(trouble)), "{text}");
    }
}

#[test]
fn these_are_all_with_all_their_keys() {
    let names = full().map(|trouble| json!(trouble)["trouble"].clone());
    let names = names.map(|name| name.as_str().unwrap().to_owned());
    assert_eq!(BTreeSet::from(names), known("earthquake"));
    for trouble in full() {
        let mut keys = keys(&trouble);
        keys.remove("trouble");
        keys.extend(OF_RULES.map(str::to_owned));
        assert_eq!(keys, known(&format!("{trouble},quake=7")), "{trouble}");
    }
}
