//! What a build costs when nothing has changed: the build script's own work, and the script as Cargo built it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use criterion::Criterion;
use specforce_codegen::{Options, Seen, generate, read_folder, write_folder};

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let mut group = criterion.benchmark_group("noop build");
    let root = root();
    group.bench_function("read, generate and write", |bencher| {
        bencher.iter(|| generate_again(&root));
    });

    let out = tempfile::tempdir().expect("a folder can be made");
    let record = out.path().join("seen");
    let (spec, generated) = (root.join("spec"), root.join("generated"));
    let seen = || Seen::new(record.clone(), "", &spec, generated.clone());
    seen().keep().expect("the folder can be written to");
    group.bench_function("see that nothing has changed", |bencher| {
        bencher.iter(|| assert!(seen().is_unchanged()));
    });

    if let Some(script) = script(out.path()) {
        group.bench_function("the script itself", |bencher| {
            bencher.iter(|| run(&script, out.path()));
        });
    }
    group.finish();
    criterion.final_summary();
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the workspace is there")
}

fn generate_again(root: &Path) {
    let sources = read_folder(&root.join("spec"), "spec").expect("the manifest can be read");
    let options = Options::new(include_str!("../crate.md"));
    let files = generate(&sources, &options).unwrap_or_else(|found| panic!("{found}"));
    let written = write_folder(&root.join("generated"), &files, SystemTime::now());
    assert_eq!(
        written.expect("the folder can be read"),
        Vec::<PathBuf>::new()
    );
}

/// The newest build script of this target folder that generates; it has run once when this is given.
fn script(out: &Path) -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let builds = program.parent()?.parent()?.join("build");
    let mut scripts: Vec<(SystemTime, PathBuf)> = std::fs::read_dir(builds)
        .ok()?
        .flatten()
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("specforce-")
        })
        .map(|entry| entry.path().join("build-script-build"))
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .collect();
    scripts.sort();
    let generates = |script: &PathBuf| {
        let output = String::from_utf8(run(script, out).stdout);
        output.is_ok_and(|output| output.contains("rerun-if-changed=spec\n"))
    };
    scripts
        .into_iter()
        .rev()
        .map(|(_, script)| script)
        .find(generates)
}

fn run(script: &Path, out: &Path) -> Output {
    let script = Command::new(script)
        .env("CARGO_MANIFEST_DIR", root())
        .env("OUT_DIR", out)
        .output();
    script.expect("the script can be run")
}
