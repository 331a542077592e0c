//! No input makes the generator panic or hang: what the fuzz targets found and were given, once more.

#[path = "../../fuzz/inputs.rs"]
mod inputs;

use std::path::Path;

#[test]
fn manifests_end_in_code_or_in_messages() {
    replay("manifest", inputs::manifest);
}

#[test]
fn endpoints_end_in_code_or_in_messages() {
    replay("endpoint", inputs::endpoint);
}

#[test]
fn expressions_end_in_code_or_in_messages() {
    replay("jmespath", inputs::jmespath);
}

#[expect(
    clippy::print_stdout,
    reason = "the last file told is the one that failed"
)]
fn replay(target: &str, run: impl Fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz/corpus")
        .join(target);
    let mut replayed = 0;
    for entry in folder.read_dir().expect("the corpus can be read") {
        let path = entry.expect("the corpus can be read").path();
        // libFuzzer gives no text that is not UTF-8 to these targets either.
        if let Ok(text) = String::from_utf8(std::fs::read(&path).expect("a file of the corpus")) {
            println!("{}", path.display());
            run(&text);
            replayed += 1;
        }
    }
    assert!(replayed > 0, "no corpus for {target}");
}
