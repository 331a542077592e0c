//! What stands in the brackets of a pattern.

use regex_syntax::ast::{ClassBracketed, ClassSet, ClassSetItem, Literal, LiteralKind, Span};

use super::Reader;
use crate::fault::Message;
use crate::messages;

impl Reader<'_> {
    pub(super) fn class(&self, class: &ClassBracketed) -> Result<(), Message> {
        match &class.kind {
            ClassSet::Item(ClassSetItem::Union(union)) => self.items(&union.items),
            ClassSet::Item(item) => self.items(std::slice::from_ref(item)),
            ClassSet::BinaryOp(operation) => self.list(&operation.span),
        }
    }

    fn items(&self, items: &[ClassSetItem]) -> Result<(), Message> {
        let last = items.len().saturating_sub(1);
        items.iter().enumerate().try_for_each(|(at, item)| {
            let is_dash = matches!(item, ClassSetItem::Literal(sign) if is_verbatim(sign, '-'));
            if is_dash && at > 0 && at < last {
                // What stands beside it would make it a range to one of the two.
                return self.otherwise(item.span(), "\\-");
            }
            self.item(item)
        })
    }

    fn item(&self, item: &ClassSetItem) -> Result<(), Message> {
        match item {
            ClassSetItem::Empty(_) | ClassSetItem::Perl(_) => Ok(()),
            ClassSetItem::Literal(literal) => self.in_class(literal),
            ClassSetItem::Range(range) => {
                self.in_class(&range.start)?;
                self.in_class(&range.end)
            }
            ClassSetItem::Ascii(class) => self.list(&class.span),
            ClassSetItem::Unicode(class) => self.list(&class.span),
            ClassSetItem::Bracketed(class) => {
                let open = class.span.start.offset;
                let message = messages::written_otherwise("[", "\\[");
                Err(message.at(open..open + 1))
            }
            ClassSetItem::Union(union) => self.items(&union.items),
        }
    }

    fn list(&self, span: &Span) -> Result<(), Message> {
        self.refuse(span, messages::written_in_brackets)
    }

    fn in_class(&self, literal: &Literal) -> Result<(), Message> {
        if is_verbatim(literal, ']') {
            return self.otherwise(&literal.span, "\\]");
        }
        self.written(literal)
    }
}

fn is_verbatim(literal: &Literal, sign: char) -> bool {
    literal.kind == LiteralKind::Verbatim && literal.c == sign
}
