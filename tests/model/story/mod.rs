//! What one seed comes to.

mod ending;

use std::sync::{Arc, Mutex};

use fastrand::Rng;
use specforce::runtime::sync::SyncError;
use tempfile::TempDir;

use crate::contract::{CONTRACTS, Contract};
use crate::copy::Copy;
use crate::death::Death;
use crate::org::Org;
use crate::program::{Ended, Program};
use crate::run::{End, Run};
use crate::steps::Steps;
use crate::traffic::Traffic;
use crate::trouble::Troubles;

/// How many things happen.
const STEPS: usize = 30;

/// What may keep the program from its end: the org refuses to go on, answers with a page for people, or cannot be reached.
/// Whatever else it tells is a fault of its own.
const KINDS: [&str; 5] = [
    "salesforce",
    "authentication",
    "rate-limit",
    "unexpected-answer",
    "transport",
];

/// What the program may be told beside its syncs.
const FLAGS: &[&[&str]] = &[&[], &[], &[], &["--full"], &["--reconcile"]];

struct Story {
    random: Rng,
    steps: Arc<Steps>,
    org: Arc<Org>,
    traffic: Arc<Mutex<Traffic>>,
    troubles: Troubles,
    contracts: Vec<&'static Contract>,
    copies: [Copy; 3],
    /// How many bytes the last program had from the org.
    bytes: usize,
    _folder: TempDir,
}

/// Tells a seed from the beginning to the end.
pub(crate) fn told(seed: u64) {
    let mut story = Story::new(seed);
    story.traffic.lock().unwrap().burst();
    for _ in 0..STEPS {
        story.step();
    }
    story.end();
}

impl Story {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let steps = Arc::new(Steps::new(seed));
        let org = Arc::new(Org::start(seed, &mut random));
        let contracts = random.choose_multiple(CONTRACTS.iter(), 3);
        let mut objects: Vec<&str> = contracts.iter().map(|contract| contract.object).collect();
        if !objects.contains(&"Account") {
            objects.push("Account");
        }
        let folder = tempfile::tempdir().unwrap();
        steps.note(format!("{objects:?}, {} rows a page", org.page));
        let talks = contracts.iter().any(|contract| contract.has_conversation);
        let traffic = Traffic::new(org.clone(), random.fork(), steps.clone(), objects, talks);
        Self {
            troubles: Troubles::random(&mut random),
            copies: Copy::all(folder.path()),
            traffic: Arc::new(Mutex::new(traffic)),
            bytes: 100_000,
            _folder: folder,
            random,
            steps,
            org,
            contracts,
        }
    }

    fn step(&mut self) {
        match self.random.u8(..30) {
            0..10 => self.run(),
            10..13 => self.program(),
            _ => self.traffic.lock().unwrap().happen(),
        }
    }

    /// A sync of this process.
    fn run(&mut self) {
        let contract = self.some_contract();
        let (end, at) = (End::random(&mut self.random), self.random.usize(..3));
        let (full, reconcile) = (self.random.u8(..12) == 0, self.random.u8(..6) == 0);
        let flags = if full { " anew" } else { "" };
        let copy = &mut self.copies[at];
        let step = format!("{} to {}, until {end:?}{flags}", contract.sync, copy.name());
        self.steps.note(step);
        self.troubles.begin(&self.org.emulator);
        let run = Run {
            sync: contract.sync,
            copy,
            end,
            full,
            reconcile,
        };
        let ran = run.while_traffic(&self.traffic, &mut self.random);
        let told = ran.as_ref().map(|(_, result)| result);
        self.steps.note(format!("  {told:?}"));
        if let Some((_, Err(error))) = &ran {
            let is_expected = matches!(
                error,
                SyncError::Call(_) | SyncError::Budget { .. } | SyncError::Comparison { .. }
            );
            assert!(is_expected, "{error:?}");
        }
    }

    /// One whose rows come with others has more to go wrong, and its turn more often.
    fn some_contract(&mut self) -> &'static Contract {
        let mut contracts = self.contracts.iter();
        let talked = contracts.find(|contract| contract.has_conversation);
        match talked {
            Some(talked) if self.random.bool() => talked,
            _ => self.random.choice(&self.contracts).unwrap(),
        }
    }

    /// Some syncs of the program, which may be killed.
    fn program(&mut self) {
        let at = self.random.usize(..3);
        let count = self.random.usize(1..=self.contracts.len());
        let syncs = self.random.choose_multiple(self.contracts.iter(), count);
        let syncs: Vec<&str> = syncs.iter().map(|contract| contract.sync).collect();
        let flags = self.random.choice(FLAGS).unwrap();
        let death = Death::random(&mut self.random, self.bytes * 5 / 4);
        let program = Program {
            syncs: &syncs,
            flags,
            death,
        };
        let copy = &mut self.copies[at];
        self.steps.note(format!("{program:?} to {}", copy.name()));
        self.troubles.begin_for_program(&self.org.emulator);
        let ended = program.while_traffic(&self.traffic, copy);
        let Ended { status, bytes, .. } = &ended;
        let note = format!("  {status:?} after {bytes} bytes: {}", ended.err);
        self.steps.note(note);
        self.bytes = ended.bytes.max(20_000);
        copy.take(&ended.out, &mut self.random);
        let kinds = ended.error_kinds();
        let is_expected = match ended.status {
            None | Some(0) => true,
            Some(_) => !kinds.is_empty() && kinds.iter().all(|kind| KINDS.contains(&&**kind)),
        };
        assert!(is_expected, "{kinds:?}: {}", ended.err);
    }
}
