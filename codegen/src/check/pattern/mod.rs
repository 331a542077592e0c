//! Patterns that mean the same in Rust and in ECMA-262, which JSON Schema follows.
//!
//! Whatever is not known to be read alike is refused. `.` and `\s` stand for other signs in the two, which
//! [`specforce_scalar::compile`] sees to. ECMA-262 is that with the flag `u` and that without it, for validators of JSON
//! Schema have the one or the other.

mod class;
mod sign;

use std::ops::Range;

use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::ast::{AssertionKind, Ast, Error, Group, GroupKind, Repetition, Span};

use crate::fault::Message;
use crate::messages;

/// Deeper than any real pattern; a limit keeps what follows one from running out of stack.
const DEEPEST: u32 = 100;

/// Why a pattern is not one in both Rust and ECMA-262, if it is not.
pub(super) fn bad_pattern(pattern: &str) -> Option<Message> {
    let parsed = ParserBuilder::new()
        .nest_limit(DEEPEST)
        .build()
        .parse(pattern);
    let shared = match &parsed {
        Ok(ast) => Reader { pattern }.check(ast),
        Err(error) => Err(unread(error)),
    };
    let compiled = |()| {
        let compiled = specforce_scalar::compile(pattern);
        compiled.map_err(messages::bad_pattern)
    };
    shared.and_then(compiled).err()
}

fn unread(error: &Error) -> Message {
    let part = part(error.span());
    messages::unread_pattern(&error.pattern()[part.clone()], error.kind()).at(part)
}

fn part(span: &Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

struct Reader<'a> {
    pattern: &'a str,
}

impl Reader<'_> {
    fn text(&self, span: &Span) -> &str {
        &self.pattern[part(span)]
    }

    /// Refuses a part of the pattern.
    fn refuse(&self, span: &Span, message: fn(&str) -> Message) -> Result<(), Message> {
        Err(message(self.text(span)).at(part(span)))
    }

    fn otherwise(&self, span: &Span, shared: &str) -> Result<(), Message> {
        Err(messages::written_otherwise(self.text(span), shared).at(part(span)))
    }

    fn check(&self, ast: &Ast) -> Result<(), Message> {
        match ast {
            Ast::Empty(_) | Ast::Dot(_) | Ast::ClassPerl(_) => Ok(()),
            Ast::Flags(flags) => self.refuse(&flags.span, messages::pattern_flags),
            Ast::Literal(literal) => self.sign(literal),
            Ast::Assertion(assertion) => self.assertion(&assertion.kind, &assertion.span),
            Ast::ClassUnicode(class) => self.refuse(&class.span, messages::written_in_brackets),
            Ast::ClassBracketed(class) => self.class(class),
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => self.group(group),
            Ast::Alternation(alternation) => self.each(&alternation.asts),
            Ast::Concat(concat) => self.each(&concat.asts),
        }
    }

    fn each(&self, asts: &[Ast]) -> Result<(), Message> {
        asts.iter().try_for_each(|ast| self.check(ast))
    }

    fn assertion(&self, kind: &AssertionKind, span: &Span) -> Result<(), Message> {
        match kind {
            AssertionKind::StartLine
            | AssertionKind::EndLine
            | AssertionKind::WordBoundary
            | AssertionKind::NotWordBoundary => Ok(()),
            AssertionKind::StartText => self.otherwise(span, "^"),
            AssertionKind::EndText => self.otherwise(span, "$"),
            _ => self.otherwise(span, "\\b"),
        }
    }

    fn repetition(&self, repetition: &Repetition) -> Result<(), Message> {
        self.check(&repetition.ast)?;
        let span = &repetition.op.span;
        match *repetition.ast {
            Ast::Literal(_)
            | Ast::Dot(_)
            | Ast::ClassPerl(_)
            | Ast::ClassBracketed(_)
            | Ast::Group(_) => self.count(span),
            _ => self.refuse(span, messages::repeats_no_sign),
        }
    }

    /// That how often something is repeated is `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}`.
    fn count(&self, span: &Span) -> Result<(), Message> {
        let count = self.text(span).strip_prefix('{');
        let count = count
            .and_then(|count| count.split('}').next())
            .unwrap_or("0");
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (least, most) = count.split_once(',').unwrap_or((count, ""));
        if !least.is_empty() && is_number(least) && is_number(most) {
            return Ok(());
        }
        self.refuse(span, messages::repeated_count)
    }

    fn group(&self, group: &Group) -> Result<(), Message> {
        let opening = Span::new(group.span.start, group.ast.span().start);
        match &group.kind {
            GroupKind::NonCapturing(flags) if !flags.items.is_empty() => {
                self.refuse(&opening, messages::pattern_flags)
            }
            GroupKind::CaptureName {
                name,
                starts_with_p,
            } if *starts_with_p || !is_word(&name.name) => {
                self.refuse(&opening, messages::named_group)
            }
            _ => self.check(&group.ast),
        }
    }
}

fn is_word(name: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    name.chars().all(is_part)
}
