//! What one seed comes to.

use std::sync::{Arc, Mutex};

use fastrand::Rng;
use specforce::runtime::sync::SyncError;
use tempfile::TempDir;

use crate::articles;
use crate::contract::{CONTRACTS, Contract, Rows};
use crate::copy::Copy;
use crate::lines;
use crate::org::Org;
use crate::program::Program;
use crate::run::{End, Run};
use crate::steps::Steps;
use crate::traffic::Traffic;
use crate::trouble::Troubles;

/// How many things happen.
const STEPS: usize = 40;

/// Everything has settled after so many seconds.
const SETTLED: i64 = 600;

/// For so many days Salesforce tells what was deleted. After them a target of Singer's, whose rows nobody sees, is filled
/// anew.
const DAYS: i64 = 15;

/// What the program ends with: all is done, the org refuses to go on, or a limit is reached.
const STATUSES: [i32; 4] = [0, 1, 3, 5];

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
        let traffic = Traffic::new(org.clone(), random.fork(), steps.clone(), objects);
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
        match self.random.u8(..40) {
            0..10 => self.run(),
            10..13 => self.program(),
            _ => self.traffic.lock().unwrap().happen(),
        }
    }

    /// A sync of this process.
    fn run(&mut self) {
        let contract = *self.random.choice(&self.contracts).unwrap();
        let (end, at) = (End::random(&mut self.random), self.random.usize(..3));
        let (full, reconcile) = (self.random.u8(..12) == 0, self.random.u8(..12) == 0);
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
            let is_expected = matches!(error, SyncError::Call(_) | SyncError::Budget { .. });
            assert!(is_expected, "{error:?}");
        }
    }

    /// Some syncs of the program, which may be killed.
    fn program(&mut self) {
        let at = self.random.usize(..3);
        let count = self.random.usize(1..=self.contracts.len());
        let syncs = self.random.choose_multiple(self.contracts.iter(), count);
        let syncs: Vec<&str> = syncs.iter().map(|contract| contract.sync).collect();
        let kill_after = match self.random.u8(..4) {
            0 => usize::MAX,
            // Most of what comes first describes objects.
            _ => (0..2)
                .map(|_| self.random.usize(..self.bytes * 5 / 4))
                .max()
                .unwrap(),
        };
        let flags = *self
            .random
            .choice(&[&[][..], &[], &[], &["--full"], &["--reconcile"]])
            .unwrap();
        let (program, copy) = (
            Program {
                syncs: &syncs,
                flags,
                kill_after,
            },
            &mut self.copies[at],
        );
        self.steps.note(format!("{program:?} to {}", copy.name()));
        self.troubles.begin_for_program(&self.org.emulator);
        let ended = program.run(&self.org, copy);
        self.steps.note(format!(
            "  {:?} after {} bytes: {}",
            ended.status, ended.bytes, ended.err
        ));
        self.bytes = ended.bytes.max(20_000);
        copy.take(&ended.out, &mut self.random);
        assert!(
            ended.status.is_none_or(|status| STATUSES.contains(&status)),
            "{}",
            ended.err
        );
    }

    /// Everything goes well and has settled: what a last run leaves is what the org has.
    fn end(mut self) {
        self.steps.note("all is well from now on".to_owned());
        self.org.emulator.clear_trouble();
        self.org.wait(SETTLED);
        for contract in std::mem::take(&mut self.contracts) {
            let expected = contract.rows(&self.org.http);
            for at in 0..self.copies.len() {
                self.last_run(contract, at);
                self.compare(contract, at, &expected);
            }
        }
    }

    fn last_run(&mut self, contract: &Contract, at: usize) {
        let copy = &mut self.copies[at];
        self.steps
            .note(format!("{} to {}", contract.sync, copy.name()));
        if let Copy::Singer(target) = copy
            && self.org.days() >= DAYS
        {
            target.forget(contract.sync);
        }
        let run = Run {
            sync: contract.sync,
            copy,
            end: End::Itself,
            full: false,
            reconcile: false,
        };
        let (report, result) = run.alone(&self.org, &mut self.random).unwrap();
        result.unwrap();
        assert!(report.unwrap().complete);
    }

    /// Whether the destination has what a query told.
    fn compare(&self, contract: &Contract, at: usize, expected: &Rows) {
        let copy = &self.copies[at];
        let mut rows = copy.rows(contract);
        match copy {
            Copy::Ndjson(folder) => {
                let again = &self.traffic.lock().unwrap().again;
                let lines = lines::read(folder, contract.model);
                lines::none_is_double(contract, &lines, again);
            }
            // Nobody tells a target of articles of which there is no trace.
            Copy::Singer(_) if contract.object == articles::OBJECT => {
                let known = self.org.ids(contract.object, "Id != null");
                rows.retain(|id, _| known.contains(id) || expected.contains_key(id));
            }
            _ => {}
        }
        let place = format!("{} in {}", contract.sync, copy.name());
        let lost = expected.iter().filter(|(id, _)| !rows.contains_key(*id));
        assert!(
            lost.clone().count() == 0,
            "{place} lost {:?}",
            lost.collect::<Vec<_>>()
        );
        let extra = rows.iter().filter(|(id, _)| !expected.contains_key(*id));
        assert!(
            extra.clone().count() == 0,
            "{place} still has {:?}",
            extra.collect::<Vec<_>>()
        );
        for (id, row) in expected {
            assert_eq!(
                &rows[id], row,
                "{place}: left what was copied, right what is there"
            );
        }
    }
}
