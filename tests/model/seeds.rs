//! Which seeds are tried, and on how many threads.

use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// After so many failures there is enough to look at.
const MOST: usize = 5;

/// A seed often waits for a program, which waits before it repeats, so that a processor has time for so many.
const AT_ONCE: usize = 3;

/// The seeds that the environment asks for.
pub(crate) fn asked() -> Vec<u64> {
    let number = |name| {
        let text = std::env::var(name).ok()?;
        Some(text.parse().unwrap())
    };
    match number("SPECFORCE_SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("SPECFORCE_SEEDS").unwrap_or(100)).collect(),
    }
}

/// Those that fail. Each tells itself why.
pub(crate) fn failed(seeds: &[u64], tried: fn(u64)) -> Vec<u64> {
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            if failed.lock().unwrap().len() >= MOST {
                break;
            }
            if catch_unwind(|| tried(*seed)).is_err() {
                failed.lock().unwrap().push(*seed);
            }
        }
    };
    let threads = AT_ONCE * thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    failed.into_inner().unwrap()
}
