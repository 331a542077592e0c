//! What happened with a seed, for whoever has to find out why it failed.

use std::fmt::Write as _;
use std::sync::Mutex;

/// The steps of a seed. When it fails they are printed.
#[derive(Debug)]
pub(crate) struct Steps {
    seed: u64,
    taken: Mutex<Vec<String>>,
}

impl Steps {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            taken: Mutex::default(),
        }
    }

    pub(crate) fn note(&self, step: String) {
        self.taken.lock().unwrap().push(step);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let mut text = format!("seed {} failed after these steps:\n", self.seed);
        let taken = self.taken.lock();
        for (number, step) in taken.iter().flat_map(|steps| steps.iter()).enumerate() {
            let _ = writeln!(text, "{number:>4}  {step}");
        }
        eprintln!("{text}");
    }
}
