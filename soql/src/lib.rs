//! SOQL and SOSL, the query and search languages of Salesforce, as typed trees.
//!
//! [`Query`] is parsed from text (`"SELECT Id FROM Account".parse()`) and printed as text (`to_string`), and so is
//! [`Search`] (`"FIND {Acme}".parse()`); what is printed parses to the same tree. Names keep the case they are written in, but are equal whatever their case, as Salesforce has
//! it. Nothing here knows an object or a field: what exists is for whoever runs the query to say.
//!
//! It follows [SOQL](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm)
//! and [SOSL Reference](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm).
//!
//! ```
//! use specforce_soql::{Query, Search};
//!
//! let query: Query = "select Id from Account where Name like 'A%' limit 5".parse()?;
//! assert_eq!(query.from[0].path.to_string(), "Account");
//! assert_eq!(query.to_string(), "SELECT Id FROM Account WHERE Name LIKE 'A%' LIMIT 5");
//!
//! let error = "SELECT Id Account".parse::<Query>().unwrap_err();
//! assert_eq!(error.to_string(), "line 1, column 18: unexpected end of the query, expected `FROM`");
//!
//! let search: Search = "find {mi* meyers} in name fields returning Contact(Id limit 5)".parse()?;
//! assert_eq!(search.to_string(), "FIND {mi* meyers} IN NAME FIELDS RETURNING Contact(Id LIMIT 5)");
//! # Ok::<(), specforce_soql::Error>(())
//! ```

mod condition;
mod date_literal;
mod error;
mod name;
mod parse;
mod pattern;
mod print;
mod query;
mod search;
mod term;
mod token;
mod value;

pub use condition::{Comparison, Condition, Set};
pub use date_literal::{DateLiteral, Period, Relation};
pub use error::Error;
pub use name::{Name, Path};
pub use pattern::{Pattern, Piece};
pub use query::{
    Aggregation, Argument, Call, CategoryFilter, CategoryRelation, Direction, FieldGroup, GroupBy,
    Nulls, Operand, Order, Purpose, Query, Selected, Source, Tracking, Typeof, With,
};
pub use search::{Returning, Search, SearchGroup, SearchWith};
pub use term::Term;
pub use value::{Number, Value};
