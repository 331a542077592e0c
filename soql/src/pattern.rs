use std::fmt;

/// What a text is compared with by `LIKE`, which does not look at case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Its pieces, in order; no two texts stand beside each other.
    pub pieces: Vec<Piece>,
}

/// A piece of a [`Pattern`], or of what a search looks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Just this text.
    Text(String),
    /// `_`, in a search `?`: any one character.
    One,
    /// `%`, in a search `*`: any characters, or none.
    Any,
}

/// Adds a character to the last text.
pub(crate) fn push(pieces: &mut Vec<Piece>, c: char) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push(c),
        _ => pieces.push(Piece::Text(c.to_string())),
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("'")?;
        for piece in &self.pieces {
            match piece {
                Piece::One => f.write_str("_")?,
                Piece::Any => f.write_str("%")?,
                Piece::Text(text) => {
                    for c in text.chars() {
                        match c {
                            '_' | '%' => write!(f, "\\{c}")?,
                            c => crate::value::escaped(c, f)?,
                        }
                    }
                }
            }
        }
        f.write_str("'")
    }
}
