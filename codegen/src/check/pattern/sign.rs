//! Signs of a pattern that stand for themselves, and escapes of one sign.

use regex_syntax::ast::{HexLiteralKind, Literal, LiteralKind, SpecialLiteralKind};

use super::{Reader, part};
use crate::fault::Message;
use crate::messages;

impl Reader<'_> {
    /// A sign outside of brackets.
    pub(super) fn sign(&self, literal: &Literal) -> Result<(), Message> {
        match literal.c {
            ']' | '{' | '}' if literal.kind == LiteralKind::Verbatim => {
                self.otherwise(&literal.span, &format!("\\{}", literal.c))
            }
            // The flag `u` has it so.
            '-' if literal.kind == LiteralKind::Meta => self.plainly(literal),
            _ => self.written(literal),
        }
    }

    /// That a sign is written as both write it.
    pub(super) fn written(&self, literal: &Literal) -> Result<(), Message> {
        match &literal.kind {
            LiteralKind::Meta if "#&~".contains(literal.c) => self.plainly(literal),
            LiteralKind::Superfluous if literal.c != '/' => self.plainly(literal),
            LiteralKind::Special(SpecialLiteralKind::Space) => self.plainly(literal),
            LiteralKind::Special(SpecialLiteralKind::Bell)
            | LiteralKind::Octal
            | LiteralKind::HexFixed(HexLiteralKind::UnicodeLong)
            | LiteralKind::HexBrace(_) => self.by_number(literal),
            LiteralKind::Verbatim
            | LiteralKind::Meta
            | LiteralKind::Superfluous
            | LiteralKind::HexFixed(HexLiteralKind::X | HexLiteralKind::UnicodeShort)
            | LiteralKind::Special(_) => Ok(()),
        }
    }

    fn plainly(&self, literal: &Literal) -> Result<(), Message> {
        let message = messages::written_plainly(self.text(&literal.span), literal.c);
        Err(message.at(part(&literal.span)))
    }

    fn by_number(&self, literal: &Literal) -> Result<(), Message> {
        let number = u32::from(literal.c);
        match number {
            0..=0xFF => self.otherwise(&literal.span, &format!("\\x{number:02X}")),
            0x100..=0xFFFF => self.otherwise(&literal.span, &format!("\\u{number:04X}")),
            _ => self.refuse(&literal.span, messages::written_itself),
        }
    }
}
