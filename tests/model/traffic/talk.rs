//! What people say about cases, and what they take back.

use serde_json::{Value, json};

use super::Traffic;
use crate::conversation::SAID;
use crate::org::text;

/// So many records in one list take long enough to read.
const LONG: usize = 201;

/// How many records one request takes.
const COLLECTION: usize = 200;

/// A record by which something was said, and whom it is about.
struct Said {
    object: &'static str,
    body: &'static str,
    id: String,
    parent: String,
}

impl Traffic {
    /// Something is said, or said otherwise, or taken back.
    pub(super) fn talk(&mut self) {
        match self.random.u8(..20) {
            0..8 => {
                let count = self.random.usize(1..4);
                self.say("Case", count);
            }
            8 => self.say("Case", (self.org.page + 1).min(LONG)),
            9 => self.say("Account", 1),
            10..14 => self.correct(),
            14..17 => self.take_back(),
            17 => self.say_after_all(),
            _ => self.change_with_case(),
        }
    }

    /// So much each about some records, at once. Nobody knows whom some e-mails are about.
    fn say(&mut self, parents: &'static str, count: usize) {
        let mut records = Vec::new();
        for parent in self.some(parents) {
            for _ in 0..count {
                records.push(self.something(&parent));
            }
            self.note_said(&parent, count);
        }
        // Records of one kind stand together: Salesforce takes only so many runs of kinds.
        records.sort_by_key(|record| text(&record["attributes"]["type"]));
        for records in records.chunks(COLLECTION) {
            let body = json!({ "records": records });
            self.send("POST", "composite/sobjects", &body);
        }
    }

    fn something(&mut self, parent: &str) -> Value {
        let n = self.number();
        // Comments and e-mails are about nothing but cases.
        let (object, body) = if parent.starts_with("500") {
            *self.random.choice(&SAID).unwrap()
        } else {
            SAID[1]
        };
        let mut record = json!({ "attributes": { "type": object }, "ParentId": parent });
        record[body] = self.words(object, n);
        if object == "EmailMessage" && n.is_multiple_of(5) {
            record["ParentId"] = Value::Null;
        }
        record
    }

    fn correct(&mut self) {
        let said = self.some_said(false);
        let changes: Vec<Value> = said.iter().map(|said| self.change(said)).collect();
        if self.random.bool() {
            let body = json!({ "records": changes });
            self.send("PATCH", "composite/sobjects", &body);
            return;
        }
        for (Said { object, id, .. }, mut change) in said.iter().zip(changes) {
            let fields = change.as_object_mut().unwrap();
            fields.retain(|name, _| name != "attributes" && name != "id");
            self.send("PATCH", &format!("sobjects/{object}/{id}"), &change);
        }
    }

    fn take_back(&mut self) {
        let ids: Vec<String> = self
            .some_said(false)
            .into_iter()
            .map(|said| said.id)
            .collect();
        if !ids.is_empty() {
            let path = format!("composite/sobjects?ids={}", ids.join(","));
            self.send("DELETE", &path, &Value::Null);
        }
    }

    /// What was taken back comes out of the recycle bin.
    fn say_after_all(&mut self) {
        for said in self.some_said(true) {
            let body = json!({ "ids": [said.id] });
            self.send("POST", "/emulator/undelete", &body);
        }
    }

    /// A case and what was said about it change at once.
    fn change_with_case(&mut self) {
        let n = self.number();
        let Some(said) = self.some_said(false).pop() else {
            return;
        };
        let case = &said.parent;
        if self.random.bool() {
            self.note_said(case, 1);
            let change = json!({ "Subject": n.to_string(), "Comments": n.to_string() });
            self.send("PATCH", &format!("sobjects/Case/{case}"), &change);
            return;
        }
        let subject =
            json!({ "attributes": { "type": "Case" }, "id": case, "Subject": n.to_string() });
        let body = json!({ "records": [subject, self.change(&said)] });
        self.send("PATCH", "composite/sobjects", &body);
    }

    fn change(&mut self, said: &Said) -> Value {
        let n = self.number();
        let mut change = json!({ "attributes": { "type": said.object }, "id": said.id });
        change[said.body] = self.words(said.object, n);
        change
    }

    /// An e-mail may say nothing.
    fn words(&mut self, object: &str, n: u64) -> Value {
        if object == "EmailMessage" && self.random.u8(..4) == 0 {
            return Value::Null;
        }
        format!("{n} \"é\u{2028}\\\n").into()
    }

    /// One to three of an object that are about cases, which something is to happen to.
    fn some_said(&mut self, deleted: bool) -> Vec<Said> {
        let (object, body) = *self.random.choice(&SAID).unwrap();
        let soql = format!(
            "SELECT Id, ParentId FROM {object} WHERE IsDeleted = {deleted} AND ParentId != null ORDER BY Id"
        );
        let records = self.org.http.query("queryAll", &soql);
        let said = records.iter().map(|record| Said {
            object,
            body,
            id: text(&record["Id"]),
            parent: text(&record["ParentId"]),
        });
        let mut said: Vec<Said> = said.filter(|said| said.parent.starts_with("500")).collect();
        self.random.shuffle(&mut said);
        said.truncate(self.random.usize(1..4));
        for said in &said {
            self.note_said(&said.parent, 1);
        }
        said
    }

    fn note_said(&mut self, parent: &str, count: usize) {
        let now = self.org.emulator.clock().now();
        let now = now.strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string();
        let said = self.said.entry(parent.to_owned()).or_default();
        said.extend(vec![now; count]);
    }
}
