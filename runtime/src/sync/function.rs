use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Copied, Model, Plan, SyncError};
use crate::response::decode;
use crate::{Error, FromAnswer, Input, Violations};

/// A function that is a sync, implemented by its input.
///
/// Code generation writes the implementations.
pub trait SyncFunction: Serialize + Send + Sync {
    /// The sync's name in the manifest, such as `contacts`.
    const NAME: &'static str;
    /// What it gives, a row each.
    type Model: FromAnswer + Serialize + Send;
    /// How a row is made without a value of that type, where it can be.
    const COPIED: Option<Copied> = None;

    /// Adds what is wrong with the input; nothing is read when anything was added.
    fn check(&self, _at: &mut Violations) {}

    /// What is read.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] of an input that is a query which no sync can read by.
    fn plan(&self) -> Result<Plan, Error>;
}

/// A sync of the manifest, with all that a program needs to run it without knowing its Rust type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SyncEntry {
    /// Its name in the manifest, such as `contacts`.
    pub name: &'static str,
    /// The group it belongs to.
    pub group: &'static str,
    /// What it does, in Markdown.
    pub description: &'static str,
    /// The Salesforce page it follows.
    pub docs: Option<&'static str>,
    /// The object that it reads, such as `Contact`; `None` where the input is the query.
    pub object: Option<&'static str>,
    /// The field that tells when a record was changed; `{name}` where an input says it.
    pub cursor: &'static str,
    /// How often it is meant to run.
    pub every: Duration,
    /// The file and line of the manifest it comes from.
    pub source: &'static str,
    /// Its input properties, in the manifest's order.
    pub inputs: &'static [Input],
    /// The JSON Schema of its input.
    pub input_schema: &'static str,
    /// What its rows are.
    pub model: Model,
    /// The sources of other syncs of this name, which a [`Registry`](crate::Registry) has left out.
    pub namesakes: &'static [&'static str],
    plan: fn(&Value) -> Result<Plan, Error>,
    read: fn(&[u8]) -> Result<String, SyncError>,
}

/// What [`SyncEntry::new`] takes beside the type: all that is told rather than done.
#[derive(Debug, Clone, Copy)]
#[allow(
    missing_docs,
    reason = "each field is the field of `SyncEntry` with the same name"
)]
pub struct SyncInfo {
    pub group: &'static str,
    pub description: &'static str,
    pub docs: Option<&'static str>,
    pub object: Option<&'static str>,
    pub cursor: &'static str,
    pub every: Duration,
    pub source: &'static str,
    pub inputs: &'static [Input],
    pub input_schema: &'static str,
    pub model: Model,
}

impl SyncEntry {
    /// The sync whose input is `S`.
    pub const fn new<S: SyncFunction + DeserializeOwned>(info: SyncInfo) -> Self {
        Self {
            name: S::NAME,
            group: info.group,
            description: info.description,
            docs: info.docs,
            object: info.object,
            cursor: info.cursor,
            every: info.every,
            source: info.source,
            inputs: info.inputs,
            input_schema: info.input_schema,
            model: info.model,
            namesakes: &[],
            plan: plan::<S>,
            read: read::<S>,
        }
    }

    /// Whether the other is the same sync, and not only of the same name.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let told = |sync: &Self| {
            let schemas = (sync.input_schema, sync.model.schema);
            (sync.source, sync.object, sync.cursor, schemas)
        };
        told(self) == told(other)
    }

    /// What the sync reads with this input, as JSON.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with every violation of [`input_schema`](Self::input_schema).
    pub fn plan(&self, input: &Value) -> Result<Plan, Error> {
        crate::schema_check::check(input, self.input_schema)?;
        (self.plan)(input)
    }

    /// A row of the model as JSON, from the record as Salesforce gives it.
    pub(super) fn read(&self, record: &[u8]) -> Result<String, SyncError> {
        (self.read)(record)
    }
}

fn plan<S: SyncFunction + DeserializeOwned>(input: &Value) -> Result<Plan, Error> {
    let typed = S::deserialize(input).map_err(|error| Error::invalid_input(error.to_string()))?;
    checked(&typed)
}

/// The plan of an input that is valid.
pub(super) fn checked<S: SyncFunction>(input: &S) -> Result<Plan, Error> {
    let mut violations = Violations::new();
    input.check(&mut violations);
    if violations.is_empty() {
        input.plan()
    } else {
        Err(Error::violations(violations.into_vec()))
    }
}

/// A row of the model, from the record as Salesforce gives it.
pub(super) fn typed<T: FromAnswer>(record: &[u8]) -> Result<T, SyncError> {
    decode(record).map_err(|misfit| SyncError::row(record, misfit))
}

fn read<S: SyncFunction>(record: &[u8]) -> Result<String, SyncError> {
    if let Some(Ok(row)) = S::COPIED.map(|copied| copied.row(record)) {
        return Ok(row);
    }
    row_of_type::<S>(record)
}

/// A row made as a value of the model's type.
pub(crate) fn row_of_type<S: SyncFunction>(record: &[u8]) -> Result<String, SyncError> {
    let row: S::Model = typed(record)?;
    serde_json::to_string(&row).map_err(|error| SyncError::unwritable(&error))
}
