use super::place::Position;

/// The lines of a text, as the YAML reader counts them, each found without a walk through those above.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    pub(crate) text: &'a str,
    /// The beginning of each line, and a place every so often in a long one.
    marks: Vec<(usize, Position)>,
}

/// How many bytes of a line are walked through at most.
const STEP: usize = 256;

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut marks = vec![(0, Position::START)];
        let (mut at, mut last) = (Position::START, 0);
        for (byte, sign) in text.char_indices() {
            let end = byte + sign.len_utf8();
            let is_end = is_break(sign) && !text[byte..].starts_with("\r\n");
            at = if is_end { at.next_line() } else { at.right(1) };
            if is_end || end - last >= STEP {
                marks.push((end, at));
                last = end;
            }
        }
        Self { text, marks }
    }

    /// The position of a byte.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let (start, at) = self.mark(|(start, _)| *start <= byte);
        let before = self.text.get(start..byte).unwrap_or_default();
        at.right(before.chars().count())
    }

    /// Where a position is, in bytes; the end of its line where that has no such column.
    pub(crate) fn byte(&self, position: Position) -> usize {
        let (start, at) = self.mark(|(_, at)| *at <= position);
        if at.line < position.line {
            return self.text.len();
        }
        let signs = self.text[start..]
            .chars()
            .take_while(|sign| !is_break(*sign));
        let before = signs.take(position.column - at.column);
        start + before.map(char::len_utf8).sum::<usize>()
    }

    /// Where a line begins, in bytes.
    pub(crate) fn start(&self, line: usize) -> usize {
        self.byte(Position { line, column: 1 })
    }

    /// A line without what ends it.
    pub(crate) fn line(&self, line: usize) -> &'a str {
        until_break(&self.text[self.start(line)..])
    }

    /// Every line, without what ends it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> {
        let count = self.marks.last().map_or(1, |(_, at)| at.line);
        (1..=count).map(|line| self.line(line))
    }

    fn mark(&self, is_before: impl Fn(&(usize, Position)) -> bool) -> (usize, Position) {
        let behind = self.marks.partition_point(is_before);
        self.marks[behind.saturating_sub(1)]
    }
}

/// Whether YAML's reader ends a line here.
pub(crate) fn is_break(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text up to where its line ends.
pub(crate) fn until_break(text: &str) -> &str {
    &text[..text.find(is_break).unwrap_or(text.len())]
}
