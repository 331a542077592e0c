//! Writes two crates of the same thousand functions, one of specforce's code and one of progenitor's.
//!
//! `compile-times FOLDER`: what `benches/compile-times` compiles then is the workspace in that folder.

mod openapi;

#[path = "../../support/manifest.rs"]
mod manifest;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use progenitor_impl::Generator;
use serde_json::Value;
use specforce_codegen::{Options, Source, generate_tree, write_folder};

type Outcome = Result<(), Box<dyn Error>>;

const WORKSPACE: &str = r#"[workspace]
members = ["specforce", "progenitor"]
resolver = "3"
"#;

fn main() -> Outcome {
    let root = fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
    let argument = std::env::args_os().nth(1).ok_or("which folder?")?;
    let folder = PathBuf::from(argument);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("Cargo.toml"), WORKSPACE)?;
    let functions = manifest::thousand(&manifest::own(&root));
    println!("{} functions", manifest::count(&functions));
    let schemas = write_ours(&folder.join("specforce"), &root, &functions)?;
    let document = openapi::document(&functions, &schemas)?;
    fs::write(
        folder.join("openapi.json"),
        serde_json::to_string_pretty(&document)?,
    )?;
    write_progenitors(&folder.join("progenitor"), document)
}

/// Gives the schemas of all functions.
fn write_ours(folder: &Path, root: &Path, functions: &[Source]) -> Result<Value, Box<dyn Error>> {
    let files = generate_tree(functions, &Options::new("")).map_err(|found| found.to_string())?;
    write_folder(&folder.join("src/functions"), &files, SystemTime::now())?;
    fs::write(folder.join("src/lib.rs"), "pub mod functions;\n")?;
    let dependencies = format!("specforce = {{ path = {root:?} }}\n");
    write_manifest(folder, "specforce-functions", &dependencies)?;
    let schemas = files.get("schemas/functions.schema.json");
    Ok(serde_json::from_str(schemas.ok_or("no schemas")?)?)
}

/// Its settings are its own: functions with positional arguments, which compile faster than its builders.
fn write_progenitors(folder: &Path, document: Value) -> Outcome {
    let tokens = Generator::default().generate_tokens(&serde_json::from_value(document)?)?;
    fs::create_dir_all(folder.join("src"))?;
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    fs::write(folder.join("src/lib.rs"), text)?;
    write_manifest(folder, "progenitor-functions", PROGENITORS_DEPENDENCIES)
}

/// As its README has them, without the ones that these functions do not use.
const PROGENITORS_DEPENDENCIES: &str = r#"bytes = "1"
futures-core = "0.3"
progenitor-client = "0.15.1"
regress = "0.12"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

fn write_manifest(folder: &Path, name: &str, dependencies: &str) -> Outcome {
    let text = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    Ok(fs::write(folder.join("Cargo.toml"), text)?)
}
