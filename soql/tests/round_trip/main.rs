//! Whatever tree there is, what it is printed as is read as the same tree.

mod query;
mod search;
