//! How long generation takes, over the project's own manifest and over one of a thousand functions, and how much memory.

#![allow(
    clippy::print_stdout,
    reason = "criterion prints times, and the figures here stand beside them"
)]

#[path = "../support/manifest.rs"]
mod manifest;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput};
use manifest::count;
use specforce_codegen::{Files, Options, Source, generate};

/// Set in the process that generates once and tells its peak of memory.
const PEAK_OF: &str = "SPECFORCE_BENCH_PEAK_OF";

const LAYOUTS: [(&str, bool); 2] = [("formatted", true), ("unformatted", false)];

fn main() {
    let own = manifest::own(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")));
    let many = manifest::thousand(&own);
    if let Ok(layout) = std::env::var(PEAK_OF) {
        black_box(generated(&many, layout == LAYOUTS[0].0));
        println!("{}", peak().unwrap_or_default());
        return;
    }
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("generate");
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_secs(1));
    for layout in LAYOUTS {
        let [of_own, of_many] = [&own, &many].map(|sources| measured(&mut group, layout, sources));
        tell(layout.0, &many, of_own, of_many);
    }
    group.finish();
    criterion.final_summary();
}

/// The shortest time a function; nothing when a filter leaves this one out.
fn measured(
    group: &mut BenchmarkGroup<WallTime>,
    (name, formatted): (&str, bool),
    sources: &[Source],
) -> Option<Duration> {
    let functions = count(sources);
    let mut best: Option<Duration> = None;
    group.throughput(Throughput::Elements(u64::from(functions)));
    group.bench_function(BenchmarkId::new(name, functions), |bencher| {
        bencher.iter_custom(|times| {
            let started = Instant::now();
            for _ in 0..times {
                black_box(generated(sources, formatted));
            }
            let elapsed = started.elapsed();
            let mean = elapsed.div_f64(f64::from(u32::try_from(times).unwrap_or(u32::MAX)));
            best = Some(best.map_or(mean, |best| best.min(mean)));
            elapsed
        });
    });
    best.map(|best| best / functions)
}

fn tell(layout: &str, many: &[Source], of_own: Option<Duration>, of_many: Option<Duration>) {
    let (Some(of_own), Some(of_many)) = (of_own, of_many) else {
        return;
    };
    println!(
        "{layout}, a function: {of_own:?} of few, {of_many:?} of many: {:.2} times as much; peak of memory of {} functions: {}",
        of_many.as_secs_f64() / of_own.as_secs_f64(),
        count(many),
        peak_of_another(layout),
    );
}

fn generated(sources: &[Source], formatted: bool) -> Files {
    let options = Options::new(include_str!("../../crate.md")).formatted(formatted);
    generate(sources, &options).unwrap_or_else(|found| panic!("{found}"))
}

/// In a process of its own, for a peak never falls.
fn peak_of_another(layout: &str) -> String {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(program).env(PEAK_OF, layout).output();
    let told = String::from_utf8(output.expect("it can be started again").stdout);
    told.unwrap_or_default().trim().to_owned()
}

/// The most memory that this process has had, where the system tells.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u32 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{} MiB", kibibytes / 1024))
}
