use jmespath::ast::{Ast, Comparator};
use serde_json::Value;

/// The part of JMESPath that compiles to typed Rust.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    /// `@`
    Current,
    /// `a.b`
    Path(Vec<String>),
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Length,
    Values,
    Sum,
}

impl Expression {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let ast = jmespath::parse(text)
            .map_err(|error| format!("bad JMESPath: {}", first_line(&error.to_string())))?;
        lower(&ast)
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
            Self::Path(path) => path.first().map(String::as_str).into_iter().collect(),
            Self::Not(inner) | Self::Call(_, inner) => inner.names(),
            Self::And(left, right) | Self::Compare(_, left, right) => {
                [left.names(), right.names()].concat()
            }
            // The function or condition looks at an item, not at the whole.
            Self::Map(_, list) | Self::Filter(list, _) => list.names(),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}

fn lower(ast: &Ast) -> Result<Expression, String> {
    let boxed = |ast: &Ast| lower(ast).map(Box::new);
    match ast {
        Ast::Identity { .. } => Ok(Expression::Current),
        Ast::Field { name, .. } => Ok(Expression::Path(vec![name.clone()])),
        Ast::Subexpr { lhs, rhs, .. } => subexpression(&lower(lhs)?, &lower(rhs)?),
        Ast::Literal { value, .. } => serde_json::to_value(value.as_ref())
            .map(Expression::Literal)
            .map_err(|error| error.to_string()),
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
        Ast::Function { name, args, .. } => call(name, args),
        Ast::Projection { lhs, rhs, .. } => projection(lhs, rhs),
        _ => Err(UNSUPPORTED.to_owned()),
    }
}

const UNSUPPORTED: &str = "this part of JMESPath has no typed form: paths, `@`, literals, `!`, `&&`, comparisons, \
     `[?condition]`, `length`, `values`, `sum` and `map` have";

fn subexpression(left: &Expression, right: &Expression) -> Result<Expression, String> {
    match (left, right) {
        (Expression::Path(left), Expression::Path(right)) => {
            Ok(Expression::Path([&left[..], right].concat()))
        }
        (Expression::Current, Expression::Path(right)) => Ok(Expression::Path(right.clone())),
        _ => Err(UNSUPPORTED.to_owned()),
    }
}

fn call(name: &str, args: &[Ast]) -> Result<Expression, String> {
    match (name, args) {
        ("length", [of]) => Ok(Expression::Call(Function::Length, Box::new(lower(of)?))),
        ("values", [of]) => Ok(Expression::Call(Function::Values, Box::new(lower(of)?))),
        ("sum", [of]) => Ok(Expression::Call(Function::Sum, Box::new(lower(of)?))),
        ("map", [Ast::Expref { ast, .. }, list]) => Ok(Expression::Map(
            Box::new(lower(ast)?),
            Box::new(lower(list)?),
        )),
        ("length" | "values" | "sum", _) => Err(format!("`{name}` takes one argument")),
        ("map", _) => Err("`map` takes an expression and a list: `map(&name, list)`".to_owned()),
        _ => Err(format!(
            "there is no function `{name}` here; there are `length`, `values`, `sum` and `map`"
        )),
    }
}

fn projection(list: &Ast, then: &Ast) -> Result<Expression, String> {
    match then {
        Ast::Condition {
            predicate, then, ..
        } if matches!(**then, Ast::Identity { .. }) => Ok(Expression::Filter(
            Box::new(lower(list)?),
            Box::new(lower(predicate)?),
        )),
        _ => Err(UNSUPPORTED.to_owned()),
    }
}
