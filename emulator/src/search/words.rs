use std::ops::Range;

use crate::{Field, FieldType};

use super::word::Word;

/// The words of a record's texts, in small letters. It is filled again for each record.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// One behind the other.
    text: String,
    ranges: Vec<Range<usize>>,
    /// The words of each field.
    fields: Vec<Range<usize>>,
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ranges.clear();
        self.fields.clear();
    }

    /// Adds the text of a field.
    pub(super) fn add(&mut self, text: &str, field: &Field) {
        let first = self.ranges.len();
        let (mut start, mut in_tag) = (self.text.len(), false);
        for c in text.chars() {
            in_tag = field.html && (c == '<' || in_tag);
            if c.is_alphanumeric() && !in_tag {
                self.text.extend(c.to_lowercase());
            } else {
                start = self.word(start);
            }
            in_tag &= c != '>';
        }
        self.word(start);
        self.fields.push(first..self.ranges.len());
        if field.r#type == FieldType::Phone {
            self.add_numbers(first..self.ranges.len());
        }
    }

    /// Ends a word, and gives where the next one starts.
    fn word(&mut self, start: usize) -> usize {
        let end = self.text.len();
        if start < end {
            self.ranges.push(start..end);
        }
        end
    }

    /// A telephone number is found by all of its digits, or the last of them, however they are set apart.
    fn add_numbers(&mut self, parts: Range<usize>) {
        let (Some(last), count) = (self.ranges[parts.clone()].last().cloned(), parts.len()) else {
            return;
        };
        for part in parts.take(count - 1) {
            // Nothing stands between two words.
            let number = self.ranges[part].start..last.end;
            self.ranges.push(number);
            self.fields.push(self.ranges.len() - 1..self.ranges.len());
        }
    }

    /// Whether the words stand beside each other in one of the fields.
    pub(super) fn have(&self, phrase: &[Word]) -> bool {
        self.fields.iter().any(|field| {
            let mut runs = self.ranges[field.clone()].windows(phrase.len());
            runs.any(|run| self.are(run, phrase))
        })
    }

    fn are(&self, run: &[Range<usize>], phrase: &[Word]) -> bool {
        let mut pairs = run.iter().zip(phrase);
        pairs.all(|(range, word)| word.is(&self.text[range.clone()]))
    }
}
