//! Which inputs can do no harm where no quotes hold them.

use crate::ir::{Ir, Keywords, Property, Shape, Ty};

/// Whether no value of an input is more than one name, number or time.
pub(super) fn is_harmless(ir: &Ir, property: &Property) -> bool {
    match ir.plain(&property.ty) {
        Ty::Integer | Ty::Number | Ty::Boolean => true,
        Ty::String => is_bounded(&property.keywords) || is_bounded_type(ir, &property.ty),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Enum(values) => values.iter().all(|value| is_word(value)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the type is another name for one that is bounded.
fn is_bounded_type(ir: &Ir, ty: &Ty) -> bool {
    match ty {
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => is_bounded(&alias.keywords) || is_bounded_type(ir, &alias.ty),
            _ => false,
        },
        _ => false,
    }
}

fn is_bounded(keywords: &Keywords) -> bool {
    keywords.pattern.as_deref().is_some_and(takes_words_alone)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

/// What names, numbers and times are made of.
fn is_part(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "_.:+-".contains(sign)
}

/// Whether a pattern takes nothing but what words are made of. It says no where it cannot tell.
fn takes_words_alone(pattern: &str) -> bool {
    let inner = pattern
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'));
    inner.is_some_and(|inner| {
        Reader {
            rest: inner,
            depth: 0,
        }
        .takes_words_alone()
    })
}

/// What a backslash may stand before: a kind of signs that is harmless, or a sign that is.
const ESCAPES: &str = "dw.+-";

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn takes_words_alone(mut self) -> bool {
        while let Some(sign) = self.next() {
            let harmless = match sign {
                '[' => self.class(),
                '\\' => self.escape(),
                '(' => self.open(),
                ')' => self.close(),
                // Outside of brackets `^` and `$` would hold for one choice alone.
                '|' => self.depth > 0,
                '*' | '+' | '?' => true,
                '{' => self.count(),
                '.' => false,
                sign => is_part(sign),
            };
            if !harmless {
                return false;
            }
        }
        self.depth == 0
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = &self.rest[sign.len_utf8()..];
        Some(sign)
    }

    /// Signs and ranges of one kind, as in `[A-Za-z0-9_]`.
    fn class(&mut self) -> bool {
        let Some((class, rest)) = self.rest.split_once(']') else {
            return false;
        };
        self.rest = rest;
        let signs: Vec<char> = class.chars().collect();
        let mut rest = signs.as_slice();
        loop {
            rest = match rest {
                [] => return true,
                [first, '-', last, rest @ ..] if same_kind(*first, *last) => rest,
                [_, '-', _, ..] => return false,
                ['\\', sign, rest @ ..] if ESCAPES.contains(*sign) => rest,
                [sign, rest @ ..] if is_part(*sign) => rest,
                _ => return false,
            }
        }
    }

    fn escape(&mut self) -> bool {
        let sign = self.next();
        sign.is_some_and(|sign| ESCAPES.contains(sign))
    }

    fn open(&mut self) -> bool {
        self.depth += 1;
        if let Some(rest) = self.rest.strip_prefix("?:") {
            self.rest = rest;
        }
        !self.rest.starts_with('?')
    }

    fn close(&mut self) -> bool {
        let is_open = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        is_open
    }

    fn count(&mut self) -> bool {
        let Some((count, rest)) = self.rest.split_once('}') else {
            return false;
        };
        self.rest = rest;
        count
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b',')
    }
}

/// Whether all that stands between two signs is of their kind.
fn same_kind(first: char, last: char) -> bool {
    let kinds: [fn(&char) -> bool; 3] = [
        char::is_ascii_lowercase,
        char::is_ascii_uppercase,
        char::is_ascii_digit,
    ];
    kinds.iter().any(|kind| kind(&first) && kind(&last))
}
