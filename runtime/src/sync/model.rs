use crate::Kind;

/// What the rows of a sync are, for whoever makes tables of them.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Its name, such as `Contact`.
    pub name: &'static str,
    /// Its properties, in the manifest's order; the first is `id`.
    pub columns: &'static [Column],
    /// Its JSON Schema.
    pub schema: &'static str,
}

/// A property of a [`Model`].
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in JSON, such as `billingCity`.
    pub name: &'static str,
    /// What it holds: [`Kind::Json`] for whatever is nested.
    pub kind: Kind,
    /// Whether every row has it.
    pub required: bool,
}
