/// Which properties were read.
#[derive(Default)]
pub(super) struct Seen {
    first: u128,
    more: Vec<u128>,
}

impl Seen {
    /// Whether it was not there.
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let (word, bit) = (index / 128, 1 << (index % 128));
        if self.more.len() < word {
            self.more.resize(word, 0);
        }
        let word = match word.checked_sub(1) {
            None => &mut self.first,
            Some(more) => &mut self.more[more],
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    pub(super) fn has(&self, index: usize) -> bool {
        let word = match (index / 128).checked_sub(1) {
            None => Some(&self.first),
            Some(more) => self.more.get(more),
        };
        word.is_some_and(|word| word & (1 << (index % 128)) != 0)
    }
}
