use super::Parser;
use crate::pattern::push;
use crate::token::Kind;
use crate::{Error, Pattern, Piece};

/// A character of a text, and whether a backslash stood before it.
struct Character {
    escaped: bool,
    value: char,
}

impl Parser<'_> {
    /// A text without its quotes and escapes.
    pub(super) fn quoted(&mut self) -> Result<String, Error> {
        let characters = self.characters(false)?;
        Ok(characters.iter().map(|character| character.value).collect())
    }

    /// A text in which nothing stands for other characters.
    pub(super) fn plain_text(&mut self) -> Result<String, Error> {
        match self.peek().kind {
            Kind::Text => self.quoted(),
            _ => Err(self.unexpected("a text")),
        }
    }

    /// A text in which `_` and `%` stand for other characters, unless they are escaped.
    pub(super) fn pattern(&mut self) -> Result<Pattern, Error> {
        if self.peek().kind != Kind::Text {
            return Err(self.unexpected("a text"));
        }
        let mut pattern = Pattern { pieces: Vec::new() };
        for Character { escaped, value } in self.characters(true)? {
            match value {
                '_' if !escaped => pattern.pieces.push(Piece::One),
                '%' if !escaped => pattern.pieces.push(Piece::Any),
                value => push(&mut pattern.pieces, value),
            }
        }
        Ok(pattern)
    }

    fn characters(&mut self, in_pattern: bool) -> Result<Vec<Character>, Error> {
        let start = self.peek().span.start + 1;
        let slice = self.slice(self.peek());
        let inner = slice.get(1..slice.len() - 1).unwrap_or_default();
        let mut characters = Vec::with_capacity(inner.len());
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            let value = match c {
                '\\' => unescape(&mut chars, in_pattern).ok_or_else(|| {
                    Error::at(self.text, start + at, "an escape that there is not")
                })?,
                c => c,
            };
            let escaped = c == '\\';
            characters.push(Character { escaped, value });
        }
        self.advance();
        Ok(characters)
    }
}

fn unescape(chars: &mut std::str::CharIndices, in_pattern: bool) -> Option<char> {
    let (_, c) = chars.next()?;
    Some(match c {
        'n' | 'N' => '\n',
        'r' | 'R' => '\r',
        't' | 'T' => '\t',
        'b' | 'B' => '\u{8}',
        'f' | 'F' => '\u{c}',
        '"' | '\'' | '\\' => c,
        '_' | '%' if in_pattern => c,
        'u' => {
            let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
            let is_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = u32::from_str_radix(&digits, 16).ok().filter(|_| is_hex)?;
            char::from_u32(code)?
        }
        _ => return None,
    })
}
