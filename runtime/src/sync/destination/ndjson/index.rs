use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;

use super::ANEW;
use super::disk::Disk;
use crate::sync::destination::DestinationError;

/// The ids that are there and not deleted, each with the hash of its last line.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<String, u64>);

/// What of a line tells whose it is.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(default, rename = "_deleted")]
    deleted: bool,
}

impl Index {
    /// Reads a file once, a line at a time, and keeps what is wanted of it.
    pub(super) fn of(
        disk: &dyn Disk,
        file: &Path,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, DestinationError> {
        let failed = || DestinationError::io(file, "read");
        let mut lines = BufReader::new(disk.read(file).map_err(failed())?);
        let (mut index, mut line, mut number) = (Self::default(), Vec::new(), 0_u64);
        while lines.read_until(b'\n', &mut line).map_err(failed())? > 0 {
            number += 1;
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            index.take(text, &wanted).map_err(|error| {
                let message =
                    format!("line {number} is no row that was written here: {error}; {ANEW}");
                DestinationError::unfit(file.display().to_string(), message)
            })?;
            line.clear();
        }
        Ok(index)
    }

    fn take(
        &mut self,
        text: &[u8],
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(), serde_json::Error> {
        let line: Line<'_> = serde_json::from_slice(text)?;
        if line.deleted {
            self.0.remove(&*line.id);
        } else if wanted(&line.id) {
            self.0.insert(line.id.into_owned(), hash(text));
        }
        Ok(())
    }

    /// Notes the next line of an id; `false` when the last one is just so.
    pub(super) fn upsert(&mut self, id: &str, text: &str) -> bool {
        let new = hash(text.as_bytes());
        match self.0.get_mut(id) {
            Some(last) if *last == new => false,
            Some(last) => {
                *last = new;
                true
            }
            None => {
                self.0.insert(id.to_owned(), new);
                true
            }
        }
    }

    /// Notes that an id is gone; `false` when it was not there.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        self.0.remove(id).is_some()
    }

    pub(super) fn ids(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn hash(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text);
    hasher.finish()
}
