use std::collections::VecDeque;

use super::RequestRecord;

/// How many requests are kept.
const MOST: usize = 10_000;

/// How many bytes they may take together.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The newest requests, in the order in which they were carried out.
#[derive(Debug, Default)]
pub(crate) struct Log {
    records: VecDeque<RequestRecord>,
    bytes: usize,
}

impl Log {
    pub(crate) fn add(&mut self, record: RequestRecord) {
        self.bytes += record.size();
        self.records.push_back(record);
        while self.records.len() > MOST || self.bytes > MOST_BYTES {
            let Some(oldest) = self.records.pop_front() else {
                return;
            };
            self.bytes -= oldest.size();
        }
    }

    /// Notes that an answer is sent only now.
    pub(crate) fn sent(&mut self, number: u64, status: Option<u16>) {
        if let Some(record) = self.find(number) {
            record.status = status;
        }
    }

    /// Notes that the org has not done after all what it was asked, and answered.
    pub(crate) fn lose(&mut self, number: u64, why: &str) {
        if let Some(record) = self.find(number) {
            record.done = false;
            record.lost = Some(why.to_owned());
        }
    }

    fn find(&mut self, number: u64) -> Option<&mut RequestRecord> {
        let mut records = self.records.iter_mut();
        records.find(|record| record.number == number)
    }

    /// Those that came in after the one of this number.
    pub(crate) fn since(&self, number: u64) -> Vec<RequestRecord> {
        let newer = self.records.iter().filter(|record| record.number > number);
        newer.cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
