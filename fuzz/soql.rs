//! What is done with a query or search: shared by the target and by the test that replays its corpus.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use specforce_soql::{Error, Query, Search, Term};

/// A text that is a query, a search or the term of one is printed as one that is read as the same.
pub(crate) fn read(text: &str) {
    read_as::<Query>(text);
    read_as::<Search>(text);
    read_as::<Term>(text);
}

fn read_as<T: FromStr<Err = Error> + Display + Debug + PartialEq>(text: &str) {
    match text.parse::<T>() {
        Ok(tree) => assert_eq!(tree.to_string().parse(), Ok(tree)),
        Err(error) => assert!(!error.message().is_empty(), "an error without a word"),
    }
}
