use serde_json::{Value, json};

use crate::Object;
use crate::fault::Fault;
use crate::org::Org;

/// The record type that every object has and that is no record.
const MASTER: &str = "012000000000000AAA";

/// The record types of an object, Salesforce's own last.
pub(super) fn describe(org: &Org, object: &Object, version: &str) -> Result<Vec<Value>, Fault> {
    if !object.layoutable {
        return Ok(Vec::new());
    }
    let own = "SELECT Id, Name, DeveloperName, IsActive FROM RecordType WHERE SobjectType = ?1 ORDER BY Name";
    let mut statement = org.db.prepare_cached(own)?;
    let rows = statement.query_map([&object.name], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let rows: Vec<(String, String, String, bool)> = rows.collect::<Result<_, _>>()?;
    let own = rows
        .iter()
        .map(|(id, name, developer_name, active)| info(id, name, developer_name, *active));
    let mut all: Vec<Value> = own.collect();
    all.push(info(MASTER, "Master", "Master", true));
    for info in &mut all {
        let id = info["recordTypeId"].as_str().unwrap_or_default();
        let layout = format!(
            "/services/data/{version}/sobjects/{}/describe/layouts/{id}",
            object.name
        );
        info["urls"] = json!({ "layout": layout });
    }
    Ok(all)
}

/// What a record has that does not say of which type it is, is of no own one.
fn info(id: &str, name: &str, developer_name: &str, active: bool) -> Value {
    let master = id == MASTER;
    json!({
        "active": active,
        "available": active,
        "defaultRecordTypeMapping": master,
        "developerName": developer_name,
        "master": master,
        "name": name,
        "recordTypeId": id,
    })
}
