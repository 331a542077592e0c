//! What a scalar is read as, laid beside what is written: which bytes of the file a part of the text is.

use std::ops::Range;

use super::lines::{is_break, until_break};

/// Each character that a scalar is read as: where it is in the text read, and the bytes that it is written in.
#[derive(Debug)]
pub(super) struct Written(Vec<(usize, Range<usize>)>);

impl Written {
    /// Of the scalar that begins at a byte of a file and is read as `text`; nothing where the two do not go together.
    ///
    /// Whatever folding, indentation and chomping make of the white space between two words, it stays between them. So
    /// words are laid beside words, and white space beside white space.
    pub(super) fn of(file: &str, start: usize, text: &str) -> Option<Self> {
        let mut signs = Signs::of(file, start).peekable();
        let mut read = text.char_indices().peekable();
        let mut written = Vec::new();
        loop {
            let gap: Vec<Range<usize>> =
                std::iter::from_fn(|| signs.next_if(|(_, sign)| is_white(*sign)))
                    .map(|(bytes, _)| bytes)
                    .collect();
            let white = std::iter::from_fn(|| read.next_if(|(_, sign)| is_white(*sign)));
            let white: Vec<usize> = white.map(|(at, _)| at).collect();
            written.extend(beside(&gap, white)?);
            let Some((at, sign)) = read.next() else {
                return Some(Self(written));
            };
            let (bytes, _) = signs.next_if(|(_, written)| *written == sign)?;
            written.push((at, bytes));
        }
    }

    /// The bytes that a part of the text is written in.
    pub(super) fn part(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let place = |offset: usize| self.0.partition_point(|(at, _)| *at < offset);
        let bytes = |index: usize| self.0.get(index).map(|(_, bytes)| bytes.clone());
        let last = bytes(self.0.len().checked_sub(1)?)?.end;
        let start = bytes(place(part.start)).map_or(last, |bytes| bytes.start);
        let before_end = place(part.end).checked_sub(1).and_then(bytes);
        let end = before_end.map_or(start, |bytes| bytes.end);
        Some(start..end.max(start))
    }
}

/// White space that is read beside that which is written: sign by sign where there are as many, else as a whole.
fn beside(gap: &[Range<usize>], white: Vec<usize>) -> Option<Vec<(usize, Range<usize>)>> {
    if white.is_empty() {
        return Some(Vec::new());
    }
    let whole = gap.first()?.start..gap.last()?.end;
    let is_same = gap.len() == white.len();
    let beside = white.into_iter().enumerate().map(|(index, at)| {
        let one = gap.get(index).filter(|_| is_same);
        (at, one.unwrap_or(&whole).clone())
    });
    Some(beside.collect())
}

fn is_white(sign: char) -> bool {
    is_blank(sign) || is_break(sign)
}

pub(super) fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\t')
}

/// The signs of a scalar as they are written, each with its bytes and what it is read as.
pub(super) struct Signs<'a> {
    file: &'a str,
    at: usize,
    /// The quote that ends it, if it is quoted.
    quote: Option<char>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(file: &'a str, start: usize) -> Self {
        let first = file[start..].chars().next();
        let quote = first.filter(|sign| matches!(sign, '"' | '\''));
        let before = match first {
            Some('|' | '>') => until_break(&file[start..]).len(),
            _ => usize::from(quote.is_some()),
        };
        let at = start + before;
        Self { file, at, quote }
    }

    /// How many bytes the next sign is written in, and what it is read as.
    fn sign(&self) -> Option<(usize, char)> {
        let rest = &self.file[self.at..];
        let sign = rest.chars().next()?;
        match (self.quote, sign) {
            (Some('\''), '\'') => rest.starts_with("''").then_some((2, sign)),
            (Some('"'), '"') => None,
            (Some('"'), '\\') => escape(rest),
            _ => Some((sign.len_utf8(), sign)),
        }
    }
}

impl Iterator for Signs<'_> {
    type Item = (Range<usize>, char);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, sign) = self.sign()?;
        let start = self.at;
        self.at += length;
        Some((start..self.at, sign))
    }
}

/// The length of the escape that a text begins with, and what it is read as.
fn escape(text: &str) -> Option<(usize, char)> {
    let name = text[1..].chars().next()?;
    let of_digits = |count: usize| {
        let code = u32::from_str_radix(text.get(2..2 + count)?, 16).ok()?;
        Some((2 + count, char::from_u32(code)?))
    };
    let sign = match name {
        'x' => return of_digits(2),
        'u' => return of_digits(4),
        'U' => return of_digits(8),
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        // Of a break nothing is read, as of the white space around it.
        itself => itself,
    };
    Some((1 + name.len_utf8(), sign))
}

/// Where a value begins behind its anchor and tag. Where no value is, the place behind what it would belong to.
///
/// `may_wrap`: whether the value may stand in a line below them.
pub(super) fn value_start(file: &str, start: usize, may_wrap: bool) -> usize {
    if is_nothing(&file[start..]) {
        let before = file[..start].trim_end_matches(is_blank);
        let is_alone = before.is_empty() || before.ends_with(is_break);
        return if is_alone { start } else { before.len() };
    }
    let mut at = start;
    while file[at..].starts_with(['&', '!']) {
        let rest = &file[at..];
        let end = rest.find(|sign| is_white(sign) || ",]}".contains(sign));
        let behind = &rest[end.unwrap_or(rest.len())..];
        let value = if may_wrap {
            behind_white(behind)
        } else {
            behind.trim_start_matches(is_blank)
        };
        if is_nothing(value) {
            return start;
        }
        at = file.len() - value.len();
    }
    at
}

/// Whether a line, or what it is within, ends before anything else stands there.
fn is_nothing(text: &str) -> bool {
    let rest = text.trim_start_matches(is_blank);
    let is_comment = rest.len() < text.len() && rest.starts_with('#');
    let ends = |sign: char| is_break(sign) || ",]}".contains(sign);
    is_comment || rest.is_empty() || rest.starts_with(ends)
}

fn behind_white(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_white);
    while rest.starts_with('#') {
        rest = rest[until_break(rest).len()..].trim_start_matches(is_white);
    }
    rest
}
