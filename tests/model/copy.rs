//! The destinations that follow an org.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fastrand::Rng;
use serde_json::Value;
use specforce::runtime::sync::destination::{Destination, Ndjson, Singer, Sqlite};

use crate::contract::{Contract, Rows};
use crate::{fold, lines};

/// A destination, and what it has.
#[derive(Debug)]
pub(crate) enum Copy {
    Sqlite(PathBuf),
    Ndjson(PathBuf),
    Singer(Target),
}

/// A target of Singer's: what it has by the messages that came, and where it keeps the newest state.
#[derive(Debug, Default)]
pub(crate) struct Target {
    pub(crate) state: PathBuf,
    streams: BTreeMap<String, Rows>,
}

impl Copy {
    /// One of each kind.
    pub(crate) fn all(folder: &Path) -> [Self; 3] {
        let state = folder.join("state.json");
        std::fs::write(&state, "").unwrap();
        let target = Target {
            state,
            streams: BTreeMap::new(),
        };
        [
            Self::Sqlite(folder.join("org.db")),
            Self::Ndjson(folder.join("lines")),
            Self::Singer(target),
        ]
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Ndjson(_) => "ndjson",
            Self::Singer(_) => "singer",
        }
    }

    /// To be written to by this process. Messages go to `out`.
    pub(crate) fn open(&self, out: fold::Pipe) -> Arc<dyn Destination> {
        match self {
            Self::Sqlite(file) => Arc::new(Sqlite::new(file)),
            Self::Ndjson(folder) => Arc::new(Ndjson::new(folder)),
            Self::Singer(target) => Arc::new(Singer::new(out, Some(&target.state)).unwrap()),
        }
    }

    /// As the program is told.
    pub(crate) fn arguments(&self) -> Vec<String> {
        match self {
            Self::Sqlite(file) => vec![format!("sqlite:{}", file.display())],
            Self::Ndjson(folder) => vec![format!("ndjson:{}", folder.display())],
            Self::Singer(target) => {
                let state = target.state.display().to_string();
                vec!["singer:-".to_owned(), "--state".to_owned(), state]
            }
        }
    }

    /// What came on standard output.
    pub(crate) fn take(&mut self, messages: &[u8], random: &mut Rng) {
        if let Self::Singer(target) = self {
            target.take(messages, random);
        }
    }

    pub(crate) fn rows(&self, contract: &Contract) -> Rows {
        match self {
            Self::Sqlite(file) => fold::table(file, contract.model),
            Self::Ndjson(folder) => lines::rows(&lines::read(folder, contract.model)),
            Self::Singer(target) => target
                .streams
                .get(contract.sync)
                .cloned()
                .unwrap_or_default(),
        }
    }
}

impl Target {
    /// A target that is killed has the records before the last state that it told, and maybe some behind it.
    fn take(&mut self, messages: &[u8], random: &mut Rng) {
        let text = String::from_utf8_lossy(messages);
        let lines = text
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'));
        let lines: Vec<Value> = lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let is_state = |line: &Value| line["type"] == "STATE";
        let Some(last) = lines.iter().rposition(is_state) else {
            return;
        };
        let kept = random.usize(last..lines.len());
        lines[..=kept].iter().for_each(|line| self.apply(line));
        std::fs::write(&self.state, lines[last].to_string()).unwrap();
    }

    fn apply(&mut self, message: &Value) {
        let Some(stream) = message["stream"].as_str() else {
            return;
        };
        let rows = self.streams.entry(stream.to_owned()).or_default();
        let record = &message["record"];
        let Some(id) = record["id"].as_str() else {
            return;
        };
        if record["_sdc_deleted_at"].is_null() {
            rows.insert(id.to_owned(), record.clone());
        } else {
            rows.remove(id);
        }
    }

    /// What cannot be mended is begun anew: a new table, and no state.
    pub(crate) fn forget(&mut self, sync: &str) {
        self.streams.remove(sync);
        let text = std::fs::read_to_string(&self.state).unwrap();
        let mut state: Value = serde_json::from_str(&text).unwrap_or_default();
        if let Some(bookmarks) = state["value"]["bookmarks"].as_object_mut() {
            bookmarks.remove(sync);
            std::fs::write(&self.state, state.to_string()).unwrap();
        }
    }
}
