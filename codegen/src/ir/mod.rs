//! The manifest with every name resolved and every type known: all that emission needs.

mod lookup;
mod sync;

use serde_json::Value;

use crate::check::expression::Expression;
use crate::check::template::Piece;
use crate::parse::place::Place;

pub(crate) use lookup::named;
pub(crate) use sync::{Deletes, Field, Reads, Related, Source, Sync, Where, WherePiece};

pub(crate) type TypeId = usize;

#[derive(Debug, Default)]
pub(crate) struct Ir {
    pub(crate) modules: Vec<Module>,
    pub(crate) types: Vec<Type>,
    pub(crate) functions: Vec<Function>,
    pub(crate) syncs: Vec<Sync>,
}

/// What stands together in one module of generated code: the functions and types of a group.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) place: Place,
}

#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) module: String,
    pub(crate) description: Option<String>,
    pub(crate) shape: Shape,
    pub(crate) role: Role,
    /// What every property of this type is called in Rust.
    pub(crate) rust: Option<String>,
    /// Where it stands in the manifest, such as `spec/types.yaml:3`.
    pub(crate) source: String,
    pub(crate) place: Place,
    pub(crate) in_input: bool,
    pub(crate) in_output: bool,
    /// Where Rust has it already; nothing is made of it then.
    pub(crate) path: Option<String>,
    /// Nothing is wrong with it or with what it holds.
    pub(crate) sound: bool,
}

/// Why a type is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It stands under `types:`.
    Named,
    /// It was written within a property, so its schema stands there too.
    Within,
    /// It is the whole input of a function.
    Input,
    /// It is the whole output of a function.
    Output,
}

#[derive(Debug)]
pub(crate) enum Shape {
    Object(Object),
    Enum(Vec<String>),
    Alias(Box<Alias>),
}

/// A type under another name, and what it asks of its values.
#[derive(Debug)]
pub(crate) struct Alias {
    pub(crate) ty: Ty,
    pub(crate) keywords: Keywords,
    /// The type is known.
    pub(crate) typed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ty {
    String,
    Integer,
    Number,
    Boolean,
    Any,
    List(Box<Self>),
    Map(Box<Self>),
    Nullable(Box<Self>),
    Type(TypeId),
}

#[derive(Debug, Default)]
pub(crate) struct Object {
    pub(crate) properties: Vec<Property>,
    /// It keeps properties that are not named.
    pub(crate) open: bool,
    /// Salesforce has its properties under names in `PascalCase`, where they say nothing else.
    pub(crate) pascal: bool,
}

#[derive(Debug)]
pub(crate) struct Property {
    /// Its name in JSON.
    pub(crate) name: String,
    pub(crate) rust: String,
    pub(crate) required: bool,
    pub(crate) ty: Ty,
    pub(crate) known: Known,
    pub(crate) keywords: Keywords,
    pub(crate) origin: Origin,
    pub(crate) omit_empty: bool,
    pub(crate) fail_if: Option<Condition>,
    pub(crate) place: Place,
}

/// How much is known of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing is wrong with it or with what is written within it.
    Whole,
    /// Its type.
    Type,
    Nothing,
}

/// Where an output property's value comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Origin {
    /// A path from the object that holds the property; empty for the whole object. One step `{name}` is the field that an
    /// input of the sync names, which a row has under just that name.
    Path(Vec<String>),
    Computed(Expression),
    Constant(Value),
    Template(Vec<TextPiece>),
    Rest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TextPiece {
    Literal(String),
    Input(String),
}

/// An expression, and how the author wrote it.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) expression: Expression,
    pub(crate) text: String,
}

/// The keywords of JSON Schema that bound or describe a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keywords {
    pub(crate) description: Option<String>,
    pub(crate) allowed: Vec<Value>,
    pub(crate) default: Option<Value>,
    pub(crate) examples: Vec<Value>,
    pub(crate) format: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) minimum: Option<Value>,
    pub(crate) maximum: Option<Value>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) module: String,
    pub(crate) group: String,
    pub(crate) description: String,
    pub(crate) docs: Option<String>,
    pub(crate) method: String,
    pub(crate) endpoint: String,
    pub(crate) pieces: Vec<(Piece, Filling)>,
    /// The template variables that the manifest gives an expression.
    pub(crate) vars: Vec<String>,
    pub(crate) input: TypeId,
    pub(crate) body: Option<Body>,
    pub(crate) repeat_if: Option<Expression>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) output: Ty,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) source: String,
    pub(crate) place: Place,
    /// Nothing is wrong with what it asks for; input and output are sound by themselves.
    pub(crate) sound: bool,
}

/// What fills a piece of the endpoint.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filling {
    Nothing,
    /// The API version: an input property if there is one of that type, else the client's.
    Version(Option<String>),
    Value(Expression),
}

#[derive(Debug)]
pub(crate) enum Body {
    Whole(Expression),
    Properties(Vec<(String, Expression)>),
}

#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) input: Value,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    pub(crate) status: u16,
    pub(crate) answer: Option<Value>,
    pub(crate) outcome: Outcome,
    pub(crate) place: Place,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Output(Value),
    Error {
        kind: String,
        error_code: Option<String>,
    },
}
