//! New records.

use serde_json::{Value, json};

use crate::articles;
use crate::traffic::Traffic;

/// How many records one request takes.
const COLLECTION: usize = 200;

/// So many records, of one stamp if the org can make them at once.
pub(crate) fn create(traffic: &mut Traffic, object: &'static str, count: usize) {
    match object {
        articles::OBJECT => (0..count.min(12)).for_each(|_| articles::create(traffic)),
        // Made up users are a second older each, and are not to be older than syncs wait.
        "User" => {
            let users = json!({ "User": count.min(100) });
            traffic.send("POST", "/emulator/records", &users);
        }
        _ => collection(traffic, object, count),
    }
}

fn collection(traffic: &mut Traffic, object: &'static str, count: usize) {
    let parents = traffic.living("Account");
    let records = (0..count).map(|_| {
        let mut record = record(traffic, object, &parents);
        record["attributes"] = json!({ "type": object });
        record
    });
    let records: Vec<Value> = records.collect();
    for records in records.chunks(COLLECTION) {
        let body = json!({ "records": records });
        traffic.send("POST", "composite/sobjects", &body);
    }
}

fn record(traffic: &mut Traffic, object: &str, parents: &[String]) -> Value {
    let n = traffic.number();
    let parent = traffic
        .random
        .choice(parents)
        .filter(|_| n.is_multiple_of(2));
    let text = format!("{n} \"é\u{2028}\\\n");
    match object {
        "Account" => json!({ "Name": text, "Phone": n.to_string() }),
        "Contact" => json!({ "LastName": text, "MailingCity": text, "AccountId": parent }),
        "Case" => json!({ "Subject": n.to_string(), "Description": text, "AccountId": parent }),
        _ => {
            json!({ "Name": text, "StageName": "Prospecting", "CloseDate": "2026-06-30", "Amount": n,
                "AccountId": parent })
        }
    }
}
