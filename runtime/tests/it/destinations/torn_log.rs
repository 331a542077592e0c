//! What a power cut leaves of the log of a database: any beginning of it. Rows and state agree in each.

use std::fs;
use std::path::Path;

use specforce_runtime::sync::destination::{Destination as _, Page, Sqlite};

use super::support::{ids, named, open, page, state};

/// The header of the log, and one of its frames: a page of the database behind a header of its own.
const HEADER: usize = 32;
const FRAME: usize = 24 + 4096;
const PAGES: u32 = 4;

fn pages() -> impl Iterator<Item = Page> {
    (1..=PAGES).map(|number| {
        let rows = (0..40).map(|at| named(&format!("{number}-{at:02}"), &"Ada ".repeat(40)));
        page(number, rows, [])
    })
}

/// Opens what is there after a cut, and tells how many pages it holds.
fn found(folder: &Path, database: &[u8], log: &[u8]) -> u32 {
    let file = folder.join("rows.db");
    fs::write(&file, database).unwrap();
    fs::write(folder.join("rows.db-wal"), log).unwrap();
    let sqlite = Sqlite::new(&file);
    let mut writer = open(&sqlite);
    let held = (1..=PAGES).find(|number| writer.state() == Some(&state(*number)));
    let held = held.unwrap_or(0);
    assert_eq!(ids(&mut *writer).len(), held as usize * 40);
    for page in pages().skip(held as usize) {
        writer.write(&page).unwrap();
    }
    assert_eq!(ids(&mut *writer).len(), PAGES as usize * 40);
    assert_eq!(
        sqlite.status().unwrap()[0].rows,
        Some(u64::from(PAGES) * 40)
    );
    held
}

#[test]
fn any_beginning_of_the_log_holds_whole_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.db");
    let mut writer = open(&Sqlite::new(&file));
    for page in pages() {
        writer.write(&page).unwrap();
    }
    let database = fs::read(&file).unwrap();
    let log = fs::read(folder.path().join("rows.db-wal")).unwrap();
    drop(writer);
    let frames = (HEADER..=log.len()).step_by(FRAME);
    let cuts = frames.flat_map(|end| [end - 1, end, end + 1, end + 24, end + FRAME / 2]);
    let held: Vec<_> = cuts
        .map(|cut| {
            let folder = tempfile::tempdir().unwrap();
            found(folder.path(), &database, &log[..cut.min(log.len())])
        })
        .collect();
    assert!(held.is_sorted());
    assert_eq!((held[0], held[held.len() - 1]), (0, PAGES));
}
