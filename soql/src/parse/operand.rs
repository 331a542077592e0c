use super::Parser;
use crate::token::Kind;
use crate::{Argument, Call, Error, Operand};

impl Parser<'_> {
    pub(super) fn operand(&mut self) -> Result<Operand, Error> {
        if self.is_sign(1, "(") {
            return self.call().map(Operand::Call);
        }
        self.path("a field").map(Operand::Field)
    }

    fn call(&mut self) -> Result<Call, Error> {
        let function = self.name("a function")?;
        let arguments = self.in_brackets(|parser| {
            if parser.is_sign(0, ")") {
                return Ok(Vec::new());
            }
            parser.list(Self::argument)
        })?;
        Ok(Call {
            function,
            arguments,
        })
    }

    fn argument(&mut self) -> Result<Argument, Error> {
        match self.peek().kind {
            Kind::Number | Kind::Text => self.value().map(Argument::Value),
            _ => self.operand().map(Argument::Operand),
        }
    }
}
