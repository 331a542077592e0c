use rusqlite::types::Value as Sql;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::{FieldType, RecordId};

use super::draft::Draft;
use super::{By, Row, convert, rules};

impl Org {
    /// Creates a record.
    pub(crate) fn create(
        &mut self,
        object: &str,
        values: &Map<String, Value>,
        by: By,
    ) -> Result<RecordId, Fault> {
        let object = self.whole(object)?;
        if by == By::Request && !object.creatable {
            let message = format!("entity type cannot be inserted: {}", object.label);
            return Err(Fault::new(
                400,
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                message,
            ));
        }
        let mut draft = Draft {
            object,
            before: None,
            row: Row::default(),
            given: Vec::new(),
        };
        self.take(&mut draft, values, by)?;
        let object = draft.object.clone();
        let id = self.add(draft, values)?;
        if by == By::Request {
            self.view(&object, &id)?;
        }
        Ok(id)
    }

    /// Writes a draft of a new record.
    pub(super) fn add(
        &mut self,
        mut draft: Draft,
        values: &Map<String, Value>,
    ) -> Result<RecordId, Fault> {
        self.number(&mut draft)?;
        defaults(&mut draft);
        self.stamps(&mut draft);
        rules::before(self, &mut draft)?;
        self.check(&draft)?;
        self.locks.chance()?;
        self.lock(&draft)?;
        draft.row.insert(&self.db, &draft.object)?;
        rules::after(self, &draft, values)?;
        let id = draft.row.text("Id").unwrap_or_default();
        id.parse().map_err(Fault::unexpected)
    }

    /// Its id, and the numbers that the org gives out.
    fn number(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        let (number, id) = self.numbers.next(&self.db, &draft.object)?;
        draft.row.set("Id", id.to_string());
        let object = draft.object.clone();
        for (name, field) in &object.fields {
            if let Some(text) = field.numbered(number).filter(|_| !draft.row.is_given(name)) {
                draft.row.set(name, text);
            }
        }
        Ok(())
    }

    /// When and by whom, unless a seed says so.
    fn stamps(&self, draft: &mut Draft) {
        let created = draft
            .row
            .text("CreatedDate")
            .map_or_else(|| self.stamp(), str::to_owned);
        fill(draft, "CreatedDate", &created);
        let user = self.user.to_string();
        fill(draft, "CreatedById", &user);
        let creator = draft.row.text("CreatedById").unwrap_or(&user).to_owned();
        fill(draft, "LastModifiedDate", &created);
        fill(draft, "LastModifiedById", &creator);
        let modified = draft
            .row
            .text("LastModifiedDate")
            .unwrap_or(&created)
            .to_owned();
        fill(draft, "SystemModstamp", modified.max(created).as_str());
        fill(draft, "OwnerId", &creator);
        if draft.object.fields.contains_key("IsDeleted") {
            draft.row.set("IsDeleted", 0);
        }
    }
}

/// Gives an object's field a value, where it has none.
fn fill(draft: &mut Draft, name: &str, value: &str) {
    if draft.object.fields.contains_key(name) && draft.row.get(name).is_none() {
        draft.row.set(name, value.to_owned());
    }
}

/// What the request does not say. A boolean that it says to be null is what it is by default.
fn defaults(draft: &mut Draft) {
    let object = draft.object.clone();
    for (name, field) in &object.fields {
        let Some(default) = &field.default else {
            continue;
        };
        let is_null = field.r#type == FieldType::Boolean && draft.row.get(name).is_none();
        if draft.row.is_given(name) && !is_null {
            continue;
        }
        let value = convert(field, default).unwrap_or(Sql::Null);
        draft.row.set(name, value);
    }
}
