use serde_json::{Value, json};

/// How many rows Salesforce gives at once.
pub(crate) const SIZE: usize = 2_000;

pub(crate) const FIELDS: [&str; 13] = [
    "Id",
    "SystemModstamp",
    "Name",
    "AccountNumber",
    "Industry",
    "Type",
    "BillingCity",
    "BillingState",
    "BillingCountry",
    "Phone",
    "Website",
    "CreatedDate",
    "LastModifiedDate",
];

const INDUSTRIES: [&str; 4] = ["Manufacturing", "Banking", "Healthcare", "Technology"];

/// The answers to a query of this many accounts, each about 1 MB.
pub(crate) fn all(rows: usize) -> Vec<Vec<u8>> {
    let starts = (0..rows.max(1)).step_by(SIZE);
    starts.map(|start| page(start, rows)).collect()
}

fn page(start: usize, rows: usize) -> Vec<u8> {
    let end = rows.min(start + SIZE);
    let accounts: Vec<String> = (start..end).map(account).collect();
    let next = if end < rows {
        format!(
            r#""done":false,"nextRecordsUrl":"/services/data/v66.0/query/01gKd0000000001-{end}""#
        )
    } else {
        r#""done":true"#.to_owned()
    };
    let accounts = accounts.join(",");
    format!(r#"{{"totalSize":{rows},{next},"records":[{accounts}]}}"#).into_bytes()
}

/// One of about 500 bytes: some values are null, and some have to be escaped.
fn account(number: usize) -> String {
    // Ids come in an order of their own.
    let id = format!("001Kd0000{:06}IAJ", number * 379_721 % 1_000_000);
    let stamp = stamp(number);
    let name = match number % 8 {
        0 => format!("Müller & Söhne \"Nord\" {number:07}"),
        _ => format!("Acme Partners {number:07}"),
    };
    let values: [Value; FIELDS.len()] = [
        json!(id),
        json!(stamp),
        json!(name),
        (number % 3 > 0).then(|| format!("CD{number:07}-AB")).into(),
        json!(INDUSTRIES[number % INDUSTRIES.len()]),
        json!("Customer"),
        json!("San Francisco"),
        json!("California"),
        json!("United States"),
        json!(format!("+1 415 {number:07}")),
        json!(format!("https://acme-{number:07}.example.com")),
        json!("2024-11-05T16:20:00.000+0000"),
        json!(stamp),
    ];
    let values = FIELDS.iter().zip(values);
    let fields: Vec<String> = values
        .map(|(name, value)| format!(r#""{name}":{value}"#))
        .collect();
    let url = format!("/services/data/v66.0/sobjects/Account/{id}");
    let fields = fields.join(",");
    format!(r#"{{"attributes":{{"type":"Account","url":"{url}"}},{fields}}}"#)
}

/// A second later with each account, so that they come in the order of the query.
fn stamp(number: usize) -> String {
    let (day, second) = (number / 86_400, number % 86_400);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!(
        "2026-05-{:02}T{hour:02}:{minute:02}:{:02}.000+0000",
        day + 1,
        second % 60
    )
}
