//! How a destination is named.

use specforce_runtime::sync::destination::destination;

/// What is said of a text that names no destination.
fn said(text: &str) -> String {
    match destination(text) {
        Ok(_) => panic!("`{text}` names one"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_text_that_names_no_destination_is_told_what_would() {
    for text in [
        "",
        "demo.db",
        "postgres://host",
        "ndjson:",
        "singer:",
        "singer:out",
    ] {
        assert_eq!(
            said(text),
            format!(
                "`{text}`: this is no destination: give one like sqlite:FILE, ndjson:DIR, singer:-"
            )
        );
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn a_database_has_a_file() {
    assert!(said("sqlite:").contains("this is no destination"));
}

#[cfg(not(feature = "sqlite"))]
#[test]
fn a_program_without_sqlite_says_so() {
    assert!(said("sqlite:demo.db").contains("turn on the feature `sqlite`"));
}

#[test]
fn nothing_is_made_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("lines");
    let named = destination(&format!("ndjson:{}", lines.display())).unwrap();
    assert!(named.status().unwrap().is_empty());
    assert!(!lines.exists());
}
