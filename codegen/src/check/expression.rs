use jmespath::ast::{Ast, Comparator};
use serde_json::Value;

use super::jmespath::parse;
use crate::fault::Message;
use crate::messages;

/// The part of JMESPath that compiles to typed Rust.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    /// `@`
    Current,
    /// `a.b`
    Path(Vec<Step>),
    Literal(Value),
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Compare(Comparator, Box<Self>, Box<Self>),
    /// `length(x)`, `values(x)`, `sum(x)`
    Call(Function, Box<Self>),
    /// `map(&f, list)`
    Map(Box<Self>, Box<Self>),
    /// `list[?condition]`
    Filter(Box<Self>, Box<Self>),
}

/// A name in a path, and where in the text of the expression it stands.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) name: String,
    at: usize,
}

impl Step {
    pub(crate) fn new(name: &str, at: usize) -> Self {
        Self {
            name: name.to_owned(),
            at,
        }
    }

    /// The part of the expression's text that it is.
    pub(crate) fn part(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.name.len()
    }
}

/// Where it stands makes it no other name.
impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Length,
    Values,
    Sum,
}

impl Function {
    const ALL: [(&str, Self); 3] = [
        ("length", Self::Length),
        ("values", Self::Values),
        ("sum", Self::Sum),
    ];

    fn named(name: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(known, _)| *known == name);
        known.map(|(_, function)| function)
    }
}

/// The function that takes another one.
const MAP: &str = "map";

fn functions() -> Vec<&'static str> {
    let names = Function::ALL.into_iter().map(|(name, _)| name);
    names.chain([MAP]).collect()
}

fn untypable() -> Message {
    messages::untypable(&functions())
}

impl Expression {
    pub(crate) fn parse(text: &str) -> Result<Self, Message> {
        lower(&parse(text)?)
    }

    /// Whether the expression gives away the whole value it is applied to.
    pub(crate) fn reads_whole(&self) -> bool {
        match self {
            Self::Current => true,
            Self::Path(_) | Self::Literal(_) => false,
            Self::Not(inner) | Self::Call(_, inner) => inner.reads_whole(),
            Self::And(left, right) | Self::Compare(_, left, right) => {
                left.reads_whole() || right.reads_whole()
            }
            Self::Map(_, list) | Self::Filter(list, _) => list.reads_whole(),
        }
    }

    /// The first name of every path, seen from the value the whole expression is applied to.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Self::Current | Self::Literal(_) => Vec::new(),
            Self::Path(path) => path
                .first()
                .map(|step| step.name.as_str())
                .into_iter()
                .collect(),
            Self::Not(inner) | Self::Call(_, inner) => inner.names(),
            Self::And(left, right) | Self::Compare(_, left, right) => {
                [left.names(), right.names()].concat()
            }
            // The function or condition looks at an item, not at the whole.
            Self::Map(_, list) | Self::Filter(list, _) => list.names(),
        }
    }
}

fn lower(ast: &Ast) -> Result<Expression, Message> {
    let boxed = |ast: &Ast| lower(ast).map(Box::new);
    match ast {
        Ast::Identity { .. } => Ok(Expression::Current),
        Ast::Field { name, offset } => Ok(Expression::Path(vec![Step::new(name, *offset)])),
        Ast::Subexpr { lhs, rhs, .. } => subexpression(&lower(lhs)?, &lower(rhs)?),
        Ast::Literal { value, .. } => serde_json::to_value(value.as_ref())
            .map(Expression::Literal)
            .map_err(|_| messages::bad_literal()),
        Ast::Not { node, .. } => Ok(Expression::Not(boxed(node)?)),
        Ast::And { lhs, rhs, .. } => Ok(Expression::And(boxed(lhs)?, boxed(rhs)?)),
        Ast::Comparison {
            comparator,
            lhs,
            rhs,
            ..
        } => Ok(Expression::Compare(
            comparator.clone(),
            boxed(lhs)?,
            boxed(rhs)?,
        )),
        Ast::Function { name, args, offset } => {
            // They say where the `(` stands.
            call(name, args)
                .map_err(|message| message.within(offset.saturating_sub(name.len())..*offset))
        }
        Ast::Projection { lhs, rhs, .. } => projection(lhs, rhs),
        Ast::Or { offset, .. } => Err(untypable().at(*offset..offset + 2)),
        _ => Err(untypable()),
    }
}

fn subexpression(left: &Expression, right: &Expression) -> Result<Expression, Message> {
    match (left, right) {
        (Expression::Path(left), Expression::Path(right)) => {
            Ok(Expression::Path([&left[..], right].concat()))
        }
        (Expression::Current, Expression::Path(right)) => Ok(Expression::Path(right.clone())),
        _ => Err(untypable()),
    }
}

fn call(name: &str, args: &[Ast]) -> Result<Expression, Message> {
    if name == MAP {
        return match args {
            [Ast::Expref { ast, .. }, list] => Ok(Expression::Map(
                Box::new(lower(ast)?),
                Box::new(lower(list)?),
            )),
            _ => Err(messages::arguments(name, "map(&name, list)")),
        };
    }
    let function =
        Function::named(name).ok_or_else(|| messages::unknown_function(name, &functions()))?;
    match args {
        [of] => Ok(Expression::Call(function, Box::new(lower(of)?))),
        _ => Err(messages::arguments(name, &format!("{name}(value)"))),
    }
}

fn projection(list: &Ast, then: &Ast) -> Result<Expression, Message> {
    match then {
        Ast::Condition {
            predicate, then, ..
        } if matches!(**then, Ast::Identity { .. }) => Ok(Expression::Filter(
            Box::new(lower(list)?),
            Box::new(lower(predicate)?),
        )),
        _ => Err(untypable()),
    }
}
