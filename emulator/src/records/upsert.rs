use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::{Field, Object, RecordId};

use super::given::told;
use super::{By, convert};

/// What an upsert did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Upserted {
    Created(RecordId),
    Updated(RecordId),
    /// Several records have the value, and nothing was done.
    Several(Vec<RecordId>),
}

impl Org {
    /// Updates the record that has a value in an external id, or creates one with it, unless only updates are wanted.
    pub(crate) fn upsert(
        &mut self,
        object: &str,
        field: &str,
        value: &Value,
        record: &Map<String, Value>,
        update_only: bool,
    ) -> Result<Upserted, Fault> {
        let object = self.object(object)?;
        let (name, known) = key(&object, field)?;
        if name == "Id" {
            return self.upsert_by_id(&object.name, value, record);
        }
        let mut record = record.clone();
        if record.keys().any(|key| key.eq_ignore_ascii_case(&name)) {
            let message = format!("The {name} field should not be specified in the sobject data.");
            return Err(Fault::new(400, "INVALID_FIELD", message));
        }
        let sql = convert(&known, value).map_err(|refused| told(&name, &known, value, refused))?;
        let ids = self.ids_with(&object, &name, &sql, 200)?;
        match ids.as_slice() {
            [] if update_only => Err(Fault::not_found()),
            [] => {
                record.insert(name, value.clone());
                let id = self.create(&object.name, &record, By::Request)?;
                Ok(Upserted::Created(id))
            }
            [id] => {
                self.update(&object.name, id, &record)?;
                Ok(Upserted::Updated(*id))
            }
            several => Ok(Upserted::Several(several.to_vec())),
        }
    }

    fn upsert_by_id(
        &mut self,
        object: &str,
        value: &Value,
        record: &Map<String, Value>,
    ) -> Result<Upserted, Fault> {
        let id = value.as_str().unwrap_or_default();
        if id.is_empty() {
            return self
                .create(object, record, By::Request)
                .map(Upserted::Created);
        }
        let id: RecordId = id
            .parse()
            .map_err(|_| Fault::save("MALFORMED_ID", format!("malformed id {id}"), [""; 0]))?;
        self.update(object, &id, record)?;
        Ok(Upserted::Updated(id))
    }
}

/// A field that records are found by.
pub(crate) fn key(object: &Object, field: &str) -> Result<(String, Field), Fault> {
    let known = object
        .field(field)
        .filter(|(name, field)| field.external_id || *name == "Id");
    let (name, field) = known.ok_or_else(|| {
        let message =
            format!("Provided external ID field does not exist or is not accessible: {field}");
        Fault::new(404, "NOT_FOUND", message)
    })?;
    Ok((name.to_owned(), field.clone()))
}
