//! Scratch
fn main() {
    let sources = specforce_codegen::read_folder("spec".as_ref(), "spec").unwrap_or_else(|e| { eprintln!("{e}"); std::process::exit(1) });
    match specforce_codegen::generate(&sources, &specforce_codegen::Options::new(include_str!("../../generated.md"))) {
        Ok(files) => { let n = specforce_codegen::write_folder("generated".as_ref(), &files, std::time::SystemTime::now()).unwrap(); eprintln!("{} written", n.len()); }
        Err(e) => { eprintln!("{e}"); std::process::exit(1) }
    }
}
