//! What was said about cases: the lists that their tickets have, told once more, and how often a ticket may come again.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::contract::Rows;
use crate::http::Http;
use crate::lines::is_deleted;
use crate::org::text;
use crate::traffic::Traffic;

/// The objects of which a conversation is made, each with the field that says it.
pub(crate) const SAID: [(&str, &str); 3] = [
    ("CaseComment", "CommentBody"),
    ("FeedItem", "Body"),
    ("EmailMessage", "TextBody"),
];

const LIST: &str = "conversation";

/// When a user changed the case last, which moves with all that changes but what is said about it.
const STAMP: &str = "last_modified_date";

/// Gives each ticket what was said about its case, oldest first, if anything was.
pub(crate) fn add_to(tickets: &mut Rows, http: &Http) {
    let mut said: Vec<(String, Value)> = Vec::new();
    for (object, body) in SAID {
        let soql = format!(
            "SELECT Id, ParentId, CreatedDate, CreatedById, {body} FROM {object} WHERE ParentId != null"
        );
        let records = http.query("query", &soql);
        said.extend(records.iter().map(|record| {
            let parent = text(&record["ParentId"]);
            (parent, item(object, record, &record[body]))
        }));
    }
    said.sort_by_key(|(_, item)| (text(&item["created_date"]), text(&item["id"])));
    for (parent, item) in said {
        // What was said about an account is no part of a ticket.
        if let Some(Value::Object(ticket)) = tickets.get_mut(&parent) {
            let list = ticket.entry(LIST).or_insert_with(|| json!([]));
            list.as_array_mut().unwrap().push(item);
        }
    }
}

fn item(object: &str, record: &Value, body: &Value) -> Value {
    let mut item = json!({
        "id": record["Id"],
        "type": object,
        "created_date": record["CreatedDate"],
        "created_by": record["CreatedById"],
        "body": body,
    });
    let values = item.as_object_mut().unwrap();
    values.retain(|_, value| !value.is_null());
    item
}

/// Fails when a ticket is there again for which nothing has happened. Whatever is said about a case brings its ticket once
/// in its turn, even though somebody may have read it before, who read the case for another reason. What was said until
/// the case changed is no reason any more: the ticket of a case that has changed has it all.
pub(crate) fn none_is_double(lines: &[Value], traffic: &Traffic) {
    let mut last = BTreeMap::<String, &Value>::new();
    let mut again = BTreeMap::<(String, String, bool), usize>::new();
    for line in lines {
        let id = text(&line["id"]);
        let before = last.insert(id.clone(), line);
        let Some(before) = before.filter(|_| !traffic.again.contains(&id)) else {
            continue;
        };
        assert!(!is_deleted(before), "after {before}: {line}");
        if is_deleted(line) || has_changed(before, line) {
            continue;
        }
        let stamp = text(&line[STAMP]);
        let said = traffic.said.get(&id).into_iter().flatten();
        let said = said.filter(|at| **at > stamp).count();
        let times = again.entry((id, stamp, before == line)).or_default();
        *times += 1;
        assert!(*times <= said, "{times} times, {said} were said: {line}");
    }
}

/// Whether the case has changed, and not only what was said about it.
fn has_changed(before: &Value, line: &Value) -> bool {
    let stamp = |line: &Value| text(&line[STAMP]);
    assert!(stamp(before) <= stamp(line), "after {before}: {line}");
    let is_same = without_list(before) == without_list(line);
    assert_eq!(is_same, stamp(before) == stamp(line), "{before}: {line}");
    !is_same
}

fn without_list(line: &Value) -> Value {
    let mut line = line.clone();
    line.as_object_mut().unwrap().remove(LIST);
    line
}
