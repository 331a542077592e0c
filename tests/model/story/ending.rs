//! How a story ends: whatever has happened, every destination has what the org has.

use specforce::runtime::sync::Report;

use super::Story;
use crate::contract::{Contract, Rows};
use crate::copy::Copy;
use crate::run::{End, Run};
use crate::{articles, conversation, lines};

/// Everything has settled after so many seconds, and the list of deleted records tells it all.
const TOLD: i64 = 600;

/// Everything has settled after so many seconds, of which the list may not tell those of the last minute.
const SETTLED: i64 = 300;
const MINUTE: i64 = 60;

/// For so many days Salesforce tells what was deleted, unless it purges it. After them a target of Singer's, whose rows
/// nobody sees, is filled anew.
const DAYS: i64 = 15;

impl Story {
    /// Everything goes well and has settled: what a last run leaves is what the org has.
    pub(super) fn end(mut self) {
        self.steps.note("all is well from now on".to_owned());
        self.org.emulator.clear_trouble();
        self.org.wait(TOLD);
        self.last_deletes();
        for contract in std::mem::take(&mut self.contracts) {
            let expected = contract.rows(&self.org.http);
            for at in 0..self.copies.len() {
                self.last_run(contract, at);
                self.compare(contract, at, &expected);
                self.idle_run(contract, at);
            }
        }
    }

    /// Deletes that only the recycle bin may tell yet.
    fn last_deletes(&mut self) {
        let mut traffic = self.traffic.lock().unwrap();
        for contract in &self.contracts {
            traffic.delete_some(contract.object);
        }
        self.org.wait(SETTLED + self.random.i64(0..MINUTE));
    }

    fn last_run(&mut self, contract: &Contract, at: usize) {
        let has_gaps = self.traffic.lock().unwrap().has_purged;
        let full = self.has_lost_traces(contract);
        let copy = &mut self.copies[at];
        self.steps.note(format!(
            "{} to {}, anew: {full}",
            contract.sync,
            copy.name()
        ));
        if let Copy::Singer(target) = copy
            && (has_gaps || self.org.days() >= DAYS)
        {
            target.forget(contract.sync);
        }
        let report = self.run_to_its_end(contract, at, full);
        assert!(report.complete);
    }

    /// Whether something that was said about a record may be gone without a trace, so that only reading anew tells.
    fn has_lost_traces(&self, contract: &Contract) -> bool {
        let emptied = self.traffic.lock().unwrap().emptied;
        contract.has_conversation && (emptied > 0 || self.org.days() >= DAYS)
    }

    /// Nothing has happened since, so that there is nothing to write.
    fn idle_run(&mut self, contract: &Contract, at: usize) {
        let report = self.run_to_its_end(contract, at, false);
        let (written, unchanged) = (report.upserted, report.unchanged);
        assert_eq!((written, unchanged), (0, 0), "{} again", contract.sync);
    }

    fn run_to_its_end(&mut self, contract: &Contract, at: usize, full: bool) -> Report {
        let run = Run {
            sync: contract.sync,
            copy: &mut self.copies[at],
            end: End::Itself,
            full,
            reconcile: false,
        };
        let (report, result) = run.alone(&self.org, &mut self.random).unwrap();
        result.unwrap();
        report.unwrap()
    }

    /// Whether the destination has what a query told.
    fn compare(&self, contract: &Contract, at: usize, expected: &Rows) {
        let copy = &self.copies[at];
        let mut rows = copy.rows(contract);
        match copy {
            Copy::Ndjson(folder) => {
                let traffic = self.traffic.lock().unwrap();
                let lines = lines::read(folder, contract.model);
                if contract.has_conversation {
                    conversation::none_is_double(&lines, &traffic);
                } else {
                    lines::none_is_double(contract, &lines, &traffic.again);
                }
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
