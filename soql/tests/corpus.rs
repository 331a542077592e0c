//! No text makes the parser panic, and what it reads it prints: what the fuzz target found and was given, once more.

#[path = "../../fuzz/soql.rs"]
mod soql;

use std::path::Path;

#[test]
fn queries_and_searches_are_printed_as_they_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/soql");
    let mut count = 0;
    for entry in std::fs::read_dir(folder)
        .expect("the corpus is there")
        .flatten()
    {
        let text = std::fs::read_to_string(entry.path()).expect("it is text");
        soql::read(&text);
        count += 1;
    }
    assert!(count > 10, "{count} files");
}
