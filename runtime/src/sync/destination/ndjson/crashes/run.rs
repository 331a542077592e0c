//! A sync as often as it is run, and what it writes.

use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::memory::Memory;
use crate::sync::destination::ndjson::disk::Disk as _;
use crate::sync::destination::ndjson::progress::Progress;
use crate::sync::destination::{
    Delete, Destination as _, DestinationError, Ndjson, Page, Row, Target, Writer,
};
use crate::sync::{Model, State};

const MODEL: Model = Model {
    name: "Account",
    columns: &[],
    schema: "{}",
};

const TARGET: Target<'static> = Target {
    sync: "accounts",
    model: &MODEL,
    org: "00D",
};

fn state(number: usize) -> State {
    let rows = json!({ "stamp": format!("2026-05-01T07:25:{number:02}.000Z") });
    let scope = json!({ "object": "Account", "cursor": "SystemModstamp" });
    serde_json::from_value(json!({ "org": "00D", "scope": scope, "rows": rows })).unwrap()
}

/// A page of a sync that reads all rows anew.
fn anew(page: Page) -> Page {
    let state = State {
        full: true,
        ..page.state
    };
    Page { state, ..page }
}

fn row(id: &str, name: &str) -> Row {
    Row {
        id: id.to_owned(),
        json: json!({ "id": id, "name": name }).to_string(),
    }
}

fn page(number: usize, upserts: Vec<Row>, deletes: &[&str]) -> Page {
    let gone = |id: &&str| Delete {
        id: (*id).to_owned(),
        at: "2026-05-01T07:25:37Z".parse().unwrap(),
    };
    Page {
        upserts,
        deletes: deletes.iter().map(gone).collect(),
        state: state(number),
    }
}

/// Inserts, a change, deletes, an undelete and a page with nothing but a state.
pub(super) fn pages() -> Vec<Page> {
    vec![
        page(1, vec![row("1", "Acme"), row("2", "Bolt")], &[]),
        page(2, vec![row("1", "Acme Corp")], &["2"]),
        page(3, vec![], &[]),
        page(4, vec![row("2", "Bolt"), row("3", "Cobalt")], &["1"]),
    ]
}

/// The same org read from its beginning: of these rows only 4 and the new name of 3 are not there yet.
pub(super) fn again() -> Vec<Page> {
    vec![
        anew(page(1, vec![row("2", "Bolt")], &["1"])),
        anew(page(2, vec![row("3", "Cobalt AG")], &[])),
        page(5, vec![row("4", "Delta"), row("2", "Bolt")], &[]),
    ]
}

/// A page that takes a row away.
pub(super) fn without_upserts() -> Page {
    page(6, vec![], &["2"])
}

/// A run of the program: it goes on behind the state that it finds, to the end of the pages.
pub(super) struct Run<'a> {
    pub(super) folder: PathBuf,
    pub(super) pages: &'a [Page],
    pub(super) every: Duration,
}

impl Run<'_> {
    pub(super) fn open(&self, disk: &Memory) -> Result<Box<dyn Writer>, DestinationError> {
        Ndjson::on(&self.folder, Arc::new(disk.clone()))
            .save_every(self.every)
            .open(&TARGET)
    }

    pub(super) fn go_on(&self, disk: &Memory) -> Result<(), DestinationError> {
        let mut writer = self.open(disk)?;
        let there = |page: &Page| Some(&page.state) == writer.state();
        let next = self.pages.iter().position(there).map_or(0, |last| last + 1);
        if writer.state().is_some_and(|state| state.full) {
            writer.begin_full()?;
        }
        for page in &self.pages[next..] {
            writer.write(page)?;
        }
        writer.finish()
    }

    pub(super) fn begin_full(&self, disk: &Memory) -> Result<(), DestinationError> {
        let mut writer = self.open(disk)?;
        writer.begin_full()?;
        for page in self.pages {
            writer.write(page)?;
        }
        writer.finish()
    }

    fn file(&self, disk: &Memory, name: &str) -> String {
        let mut text = String::new();
        let file = self.folder.canonicalize().unwrap().join(name);
        disk.read(&file).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The lines, and how far they say the sync is.
    pub(super) fn result(&self, disk: &Memory) -> (String, String) {
        let lines = self.file(disk, "Account.ndjson");
        (lines, self.file(disk, "Account.state.json"))
    }

    /// What counts of a disk agrees: the lines within the length are those of the pages up to the state.
    pub(super) fn check(&self, disk: &Memory) {
        let progress = self.file(disk, "Account.state.json");
        let progress: Progress = serde_json::from_str(&progress).unwrap();
        let there = |page: &Page| Some(&page.state) == progress.state.as_ref();
        let covered = self.pages.iter().position(there).map_or(0, |last| last + 1);
        let (fresh, whole) = (
            Memory::default(),
            Self {
                pages: &self.pages[..covered],
                folder: self.folder.clone(),
                every: self.every,
            },
        );
        whole.go_on(&fresh).unwrap();
        let length = usize::try_from(progress.length).unwrap();
        assert_eq!(
            self.file(disk, "Account.ndjson")[..length],
            whole.file(&fresh, "Account.ndjson")
        );
    }
}

pub(super) fn runs(pages: &[Page], test: impl Fn(&Run<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    for every in [Duration::ZERO, Duration::MAX] {
        test(&Run {
            folder: folder.path().to_owned(),
            pages,
            every,
        });
    }
}
