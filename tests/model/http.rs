//! Requests that wait for their answers, so that traffic can come between two pages of a sync.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

/// The version that traffic speaks, by which what goes wrong passes it by.
const VERSION: &str = "v65.0";

/// Who sends the traffic.
#[derive(Debug)]
pub(crate) struct Http {
    address: String,
    token: String,
}

impl Http {
    pub(crate) fn new(url: &str, token: &str) -> Self {
        Self {
            address: url.trim_start_matches("http://").to_owned(),
            token: token.to_owned(),
        }
    }

    /// The status and the body of an answer.
    pub(crate) fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/services/data/{VERSION}/{path}")
        };
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nSforce-Query-Options: batchSize=2000\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.token,
            body.len(),
        );
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    /// All records that a query finds.
    pub(crate) fn query(&self, resource: &str, soql: &str) -> Vec<Value> {
        let mut path = format!("{resource}?q={}", encoded(soql));
        let mut records = Vec::new();
        loop {
            let (status, mut page) = self.send("GET", &path, &Value::Null);
            assert_eq!(status, 200, "{soql}: {page}");
            records.append(page["records"].as_array_mut().unwrap());
            match page["nextRecordsUrl"].as_str() {
                Some(next) => next.clone_into(&mut path),
                None => return records,
            }
        }
    }
}

fn encoded(soql: &str) -> String {
    let encode = |c: char| match c {
        ' ' => "+".to_owned(),
        '=' | '<' | '>' | '\'' | ',' | '+' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    soql.chars().map(encode).collect()
}
