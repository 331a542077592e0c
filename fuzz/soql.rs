//! What is done with a query: shared by the target and by the test that replays its corpus.

use specforce_soql::Query;

/// A text that is a query is printed as one that is read as the same.
pub(crate) fn query(text: &str) {
    match text.parse::<Query>() {
        Ok(query) => assert_eq!(query.to_string().parse(), Ok(query)),
        Err(error) => assert!(!error.message().is_empty(), "an error without a word"),
    }
}
