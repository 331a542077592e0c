use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ANEW;
use super::disk::Disk;
use crate::sync::State;
use crate::sync::destination::claim::Claim;
use crate::sync::destination::{DestinationError, Target};

/// What is kept beside the lines of a model.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Progress {
    pub(super) sync: String,
    pub(super) model: String,
    pub(super) org: String,
    /// How many bytes of lines there are in `state`. What comes behind them does not count.
    pub(super) length: u64,
    pub(super) state: Option<State>,
    /// How many rows there are that are not deleted, where that was counted since the last upsert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rows: Option<u64>,
}

impl Progress {
    /// Of a sync that has written nothing.
    pub(super) fn new(target: &Target<'_>) -> Self {
        Self {
            sync: target.sync.to_owned(),
            model: target.model.name.to_owned(),
            org: target.org.to_owned(),
            length: 0,
            state: None,
            rows: None,
        }
    }

    pub(super) fn claim(&self) -> Claim<'_> {
        Claim {
            sync: &self.sync,
            model: &self.model,
            org: &self.org,
        }
    }

    pub(super) fn read(disk: &dyn Disk, file: &Path) -> Result<Self, DestinationError> {
        let mut text = String::new();
        disk.read(file)
            .and_then(|mut from| from.read_to_string(&mut text))
            .map_err(DestinationError::io(file, "read"))?;
        serde_json::from_str(&text).map_err(|error| {
            let message = format!("this is not the state of a sync: {error}; {ANEW}");
            DestinationError::unfit(file.display().to_string(), message)
        })
    }

    /// Replaces what the file says. There is the old text or the new one, whenever the power is cut.
    pub(super) fn write(&self, disk: &dyn Disk, file: &Path) -> Result<(), DestinationError> {
        let text = serde_json::to_vec(self)
            .map_err(|error| DestinationError::io(file, "write")(error.into()))?;
        let new = file.with_extension("json.new");
        disk.cut(&new, 0)
            .and_then(|()| disk.append(&new, &text))
            .and_then(|()| disk.sync(&new))
            .map_err(DestinationError::io(&new, "write"))?;
        disk.rename(&new, file)
            .and_then(|()| disk.sync_folder(file.parent().unwrap_or(file)))
            .map_err(DestinationError::io(file, "replace"))
    }
}
