use crate::{Condition, Name, Path, Value};

/// A `SELECT`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// What is selected; at least one.
    pub select: Vec<Selected>,
    /// The object, and behind it paths from it that have an alias. In a sub-query the first is a child relationship.
    pub from: Vec<Source>,
    /// `USING SCOPE`
    pub scope: Option<Name>,
    /// `WHERE`
    pub filter: Option<Condition>,
    /// `WITH`
    pub with: Option<With>,
    /// `GROUP BY`
    pub group_by: Option<GroupBy>,
    /// `HAVING`
    pub having: Option<Condition>,
    /// `ORDER BY`
    pub order_by: Vec<Order>,
    /// `LIMIT`
    pub limit: Option<u32>,
    /// `OFFSET`
    pub offset: Option<u32>,
    /// `FOR VIEW` and `FOR REFERENCE`
    pub purposes: Vec<Purpose>,
    /// `UPDATE TRACKING` and `UPDATE VIEWSTAT`
    pub updates: Vec<Tracking>,
}

/// One thing of the select list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Selected {
    /// A field or what a function makes of one, with an alias.
    Operand {
        /// What is selected.
        operand: Operand,
        /// The name it has in the answer.
        alias: Option<Name>,
    },
    /// `FIELDS(ALL)` and its like.
    Fields(FieldGroup),
    /// `(SELECT … FROM Contacts)`: the rows of a child relationship.
    Query(Box<Query>),
    /// `TYPEOF What WHEN Account THEN Phone ELSE Name END`
    Typeof(Typeof),
}

/// All fields of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldGroup {
    /// Every field.
    All,
    /// Those that Salesforce made.
    Standard,
    /// Those that the organization made.
    Custom,
}

/// Fields by what a polymorphic relationship leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Typeof {
    /// The relationship.
    pub relationship: Path,
    /// For each object the fields to take; at least one.
    pub when: Vec<(Name, Vec<Path>)>,
    /// The fields to take of any other.
    pub otherwise: Vec<Path>,
}

/// An object, or a path to one, with an alias.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The object's name, or the path to it from another one's alias.
    pub path: Path,
    /// What it is called in the query.
    pub alias: Option<Name>,
}

/// A field, or what a function makes of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A field.
    Field(Path),
    /// A function.
    Call(Call),
}

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// Such as `COUNT`, `CALENDAR_YEAR`, `toLabel`.
    pub function: Name,
    /// What it is given, in order.
    pub arguments: Vec<Argument>,
}

/// What a function is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    /// A field or another function.
    Operand(Operand),
    /// A value.
    Value(Value),
}

/// How rows are put together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupBy {
    /// Whether there are subtotals.
    pub aggregation: Aggregation,
    /// What rows of a group have in common; at least one.
    pub operands: Vec<Operand>,
}

/// Which subtotals a grouping has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// None.
    Plain,
    /// `ROLLUP`: of the first operands, ever fewer.
    Rollup,
    /// `CUBE`: of every choice of operands.
    Cube,
}

/// What rows are ordered by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Order {
    /// What is compared.
    pub operand: Operand,
    /// `ASC`, the default, or `DESC`, if one is written.
    pub direction: Option<Direction>,
    /// `NULLS FIRST`, the default, or `NULLS LAST`, if one is written.
    pub nulls: Option<Nulls>,
}

/// Upwards or downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `ASC`
    Ascending,
    /// `DESC`
    Descending,
}

/// Where rows stand that have no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nulls {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
}

/// What `WITH` says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum With {
    /// `WITH SECURITY_ENFORCED`
    SecurityEnforced,
    /// `WITH USER_MODE`
    UserMode,
    /// `WITH SYSTEM_MODE`
    SystemMode,
    /// `WITH DATA CATEGORY Geography__c AT usa__c AND …`
    DataCategory(Vec<CategoryFilter>),
}

/// Of which data categories an article must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CategoryFilter {
    /// The category group.
    pub group: Name,
    /// Where it is seen from the categories.
    pub relation: CategoryRelation,
    /// The categories, of which one must fit; at least one.
    pub categories: Vec<Name>,
}

/// Where a data category is seen from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CategoryRelation {
    /// `AT`: the same.
    At,
    /// `ABOVE`: the same or a parent of it.
    Above,
    /// `BELOW`: the same or below it.
    Below,
    /// `ABOVE_OR_BELOW`
    AboveOrBelow,
}

/// What `FOR` says the rows are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To be shown, which makes them recently viewed.
    View,
    /// To be referred to, which makes them recently referenced.
    Reference,
}

/// Which statistics of articles `UPDATE` brings up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tracking {
    /// The keywords of a search.
    Tracking,
    /// How often they were viewed.
    Viewstat,
}
