use std::cell::{Cell, OnceCell};

use jiff::Timestamp;
use rusqlite::Connection;

use crate::fault::Fault;
use crate::{Catalog, Object, RecordId};

use super::calendar::Calendar;
use super::refusal;

/// Which rows a query sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Those that are not deleted.
    Living,
    /// Deleted ones too, until they are purged.
    All,
}

/// What is the same in all parts of a query.
pub(super) struct Context<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) db: &'a Connection,
    pub(super) user: RecordId,
    pub(super) now: Timestamp,
    pub(super) text: &'a str,
    pub(super) sight: Sight,
    /// Such as `v66.0`.
    pub(super) version: &'a str,
    calendar: OnceCell<Calendar>,
    aliases: Cell<usize>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        org: &'a crate::org::Org,
        version: &'a str,
        text: &'a str,
        sight: Sight,
    ) -> Self {
        Self {
            catalog: &org.catalog,
            db: &org.db,
            user: org.user,
            now: org.clock.now(),
            text,
            sight,
            version,
            calendar: OnceCell::new(),
            aliases: Cell::new(0),
        }
    }

    pub(super) fn calendar(&self) -> Result<&Calendar, Fault> {
        if let Some(calendar) = self.calendar.get() {
            return Ok(calendar);
        }
        let calendar = Calendar::new(self.db, self.user, self.now)?;
        Ok(self.calendar.get_or_init(|| calendar))
    }

    /// A name for a table that no other has.
    pub(super) fn alias(&self) -> String {
        let number = self.aliases.replace(self.aliases.get() + 1);
        format!("t{number}")
    }

    /// The number of the API's version.
    pub(super) fn release(&self) -> u32 {
        let number = self.version.trim_start_matches('v').split('.').next();
        number
            .and_then(|number| number.parse().ok())
            .unwrap_or(u32::MAX)
    }

    /// The object of a name behind `FROM`, which can be queried.
    pub(super) fn object(&self, name: &str, from: usize) -> Result<&'a Object, Fault> {
        let Some(object) = self.catalog.object(name) else {
            let message = format!(
                "sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
            );
            let offset = refusal::find(self.text, from, "FROM", name);
            return Err(refusal::at("INVALID_TYPE", self.text, offset, &message));
        };
        if object.queryable {
            Ok(object)
        } else {
            let message = format!("entity type {} does not support query", object.name);
            Err(Fault::new(400, "INVALID_TYPE_FOR_OPERATION", message))
        }
    }
}
