use specforce_soql::Piece;

/// A word with its wildcards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word(Vec<Glyph>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    /// In small letters.
    Char(char),
    One,
    Any,
}

/// The words of a phrase. What is no letter and no digit parts them, and a wildcard that begins one is none.
pub(super) fn words(phrase: &[Piece]) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for piece in phrase {
        match piece {
            Piece::One => wildcard(&mut words, Glyph::One),
            Piece::Any => wildcard(&mut words, Glyph::Any),
            Piece::Text(text) => text.chars().for_each(|c| character(&mut words, c)),
        }
    }
    words.retain(|word| !word.0.is_empty());
    words
}

fn character(words: &mut Vec<Word>, c: char) {
    match words.last_mut() {
        Some(word) if c.is_alphanumeric() => word.0.extend(c.to_lowercase().map(Glyph::Char)),
        _ => words.push(Word::default()),
    }
}

fn wildcard(words: &mut [Word], glyph: Glyph) {
    if let Some(word) = words.last_mut().filter(|word| !word.0.is_empty()) {
        word.0.push(glyph);
    }
}

impl Word {
    /// Whether it is this one, which is in small letters.
    pub(super) fn is(&self, other: &str) -> bool {
        let (mut at, mut rest) = (0, other.chars());
        // Where to go on when `*` has to take one more.
        let mut again = None;
        loop {
            let mut ahead = rest.clone();
            match (self.0.get(at), ahead.next()) {
                (None, None) => return true,
                (Some(Glyph::Any), _) => {
                    at += 1;
                    again = Some((at, rest.clone()));
                    continue;
                }
                (Some(Glyph::One), Some(_)) => {}
                (Some(Glyph::Char(c)), Some(next)) if *c == next => {}
                _ => {
                    let Some((back, mut taken)) = again.take() else {
                        return false;
                    };
                    if taken.next().is_none() {
                        return false;
                    }
                    (at, rest) = (back, taken.clone());
                    again = Some((back, taken));
                    continue;
                }
            }
            (at, rest) = (at + 1, ahead);
        }
    }
}
