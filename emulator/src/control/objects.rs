use indexmap::IndexMap;
use rusqlite::Connection;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::not_allowed;
use crate::fault::Fault;
use crate::objects::SEVERAL;
use crate::org::Org;
use crate::rest::{Request, Response};
use crate::{Catalog, Description, Slip, store, yaml};

/// `POST /emulator/objects`, whose body is the description of an object, as YAML or JSON. `GET` lists all names.
pub(super) fn answer(org: &mut Org, request: &Request) -> Response {
    match request.method.as_str() {
        "GET" => {
            let names = org.catalog.objects();
            let names: Vec<&str> = names.map(|object| object.name.as_str()).collect();
            Response::json(200, &names)
        }
        "POST" => match posted(org, request) {
            Ok(name) => Response::json(201, &json!({ "name": name })),
            Err(slips) => {
                let faults = slips
                    .iter()
                    .map(|slip| Fault::new(400, "INVALID_OBJECT", slip.to_string()));
                let errors: Vec<Value> = faults.map(|fault| fault.to_error()).collect();
                Response::json(400, &errors)
            }
        },
        _ => not_allowed(request, "GET,HEAD,POST").into(),
    }
}

fn posted(org: &mut Org, request: &Request) -> Result<String, Vec<Slip>> {
    let text = String::from_utf8_lossy(&request.body);
    let named = yaml::read::<Named>(&text, SEVERAL);
    let named = named.map_err(|why| vec![Slip::new("the body", why)])?;
    let file = named.file();
    let description = Description {
        file: &file,
        text: &text,
    };
    add(org, &description)?;
    Ok(named.name.or(named.extends).unwrap_or_default())
}

/// What tells one description from another.
#[derive(Deserialize)]
struct Named {
    name: Option<String>,
    extends: Option<String>,
    #[serde(default)]
    fields: IndexMap<String, IgnoredAny>,
}

impl Named {
    /// What its file would be called. One object is extended by several.
    fn file(&self) -> String {
        match (&self.name, &self.extends) {
            (Some(name), _) => format!("{name}.yaml"),
            (None, Some(extended)) => {
                let fields: Vec<&str> = self.fields.keys().map(String::as_str).collect();
                format!("{extended}.{}.yaml", fields.join("."))
            }
            (None, None) => "the body".to_owned(),
        }
    }
}

/// Adds an object to the org, or describes one anew that was added before: the same file is the same object.
pub(crate) fn add(org: &mut Org, description: &Description) -> Result<(), Vec<Slip>> {
    let catalog = catalog(&org.db, &[*description])?;
    let made = org.atomically(|org| {
        store::create_tables(&org.db, &catalog)?;
        keep(&org.db, description)
    });
    made.map_err(|fault: Fault| vec![Slip::new(description.file, fault.message)])?;
    org.describe(catalog);
    Ok(())
}

/// The objects that every org has, those that this one was given before, and these.
pub(crate) fn catalog(db: &Connection, objects: &[Description]) -> Result<Catalog, Vec<Slip>> {
    let known = added(db);
    let mut known = known.map_err(|fault| vec![Slip::new("the org", fault.message)])?;
    known.retain(|(file, _)| objects.iter().all(|object| object.file != file));
    let known = known.iter().map(|(file, text)| Description { file, text });
    let all: Vec<Description> = known.chain(objects.iter().copied()).collect();
    Catalog::with(&all)
}

/// Keeps an object with the org, so that its file opens with it again.
pub(crate) fn keep(db: &Connection, object: &Description) -> Result<(), Fault> {
    let keep = "INSERT OR REPLACE INTO \"emulator objects\" (file, text) VALUES (?1, ?2)";
    db.execute(keep, [object.file, object.text])?;
    Ok(())
}

/// The descriptions that the org was given, by file and text.
fn added(db: &Connection) -> Result<Vec<(String, String)>, Fault> {
    let mut rows = db.prepare("SELECT file, text FROM \"emulator objects\" ORDER BY rowid")?;
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
