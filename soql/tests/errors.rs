//! What is no query, and where it stops being one.

use specforce_soql::Query;

/// Each is refused so.
fn refused(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let error = text.parse::<Query>().expect_err(text);
        assert_eq!(error.to_string(), *expected, "{text}");
    }
}

#[test]
fn what_does_not_go_on_as_it_should() {
    refused(&[
        (
            "",
            "line 1, column 1: unexpected end of the query, expected `SELECT`",
        ),
        (
            "SELECT FROM Account",
            "line 1, column 8: unexpected `FROM`, expected a field",
        ),
        (
            "SELECT Id,\nName Account",
            "line 2, column 13: unexpected end of the query, expected `FROM`",
        ),
        (
            "SELECT Id FROM",
            "line 1, column 15: unexpected end of the query, expected an object",
        ),
        (
            "SELECT Id FROM A AS Order",
            "line 1, column 21: unexpected `Order`, expected an alias",
        ),
        (
            "SELECT Id FROM A WHERE",
            "line 1, column 23: unexpected end of the query, expected a field",
        ),
        (
            "SELECT Id FROM A WHERE é = 1",
            "line 1, column 24: unexpected character `é`",
        ),
        (
            "SELECT Id FROM A WHERE n = 'é' x",
            "line 1, column 32: unexpected `x`, expected the end of the query",
        ),
    ]);
}

#[test]
fn values_that_are_none() {
    refused(&[
        (
            "SELECT Id FROM A WHERE n = 'x",
            "line 1, column 28: a text that no `'` closes",
        ),
        (
            "SELECT Id FROM A WHERE n = \"x\"",
            "line 1, column 28: unexpected character `\"`",
        ),
        (
            "SELECT Id FROM A WHERE n = 'é\\q'",
            "line 1, column 30: an escape that there is not",
        ),
        (
            "SELECT Id FROM A WHERE n = 'a\\%'",
            "line 1, column 30: an escape that there is not",
        ),
        (
            "SELECT Id FROM A WHERE n = Acme",
            "line 1, column 28: unexpected `Acme`, expected a value: texts stand in single quotes",
        ),
        (
            "SELECT Id FROM A WHERE n = :name",
            "line 1, column 28: a bind variable, which only Apex knows: write its value",
        ),
        (
            "SELECT Id FROM A WHERE n = LAST_N_DAYS",
            "line 1, column 39: unexpected end of the query, expected `:` and a number",
        ),
        (
            "SELECT Id FROM A WHERE n = LAST_N_DAYS:abc",
            "line 1, column 40: unexpected `abc`, expected a whole number",
        ),
        (
            "SELECT Id FROM A WHERE n = n_weeks_ago:1.5",
            "line 1, column 40: unexpected `1.5`, expected a whole number",
        ),
        (
            "SELECT Id FROM A WHERE n = TODAY:5",
            "line 1, column 33: unexpected `:`, expected the end of the query",
        ),
        (
            "SELECT Id FROM A WHERE d = 2026-02-30",
            "line 1, column 28: `2026-02-30` is no number, date or time",
        ),
        (
            "SELECT Id FROM A WHERE d = 20260230T10",
            "line 1, column 28: `20260230T10` is no number, date or time",
        ),
        (
            "SELECT Id FROM A WHERE a = 1 AND b = 2 OR c = 3",
            "line 1, column 40: `AND` and `OR` beside each other, put brackets around one of them",
        ),
        (
            "SELECT Id FROM A WHERE a = 1 OR b = 2 AND c = 3",
            "line 1, column 39: `AND` and `OR` beside each other, put brackets around one of them",
        ),
        (
            "SELECT Id FROM A WHERE a LIKE 5",
            "line 1, column 31: unexpected `5`, expected a text",
        ),
        (
            "SELECT Id FROM A WHERE a NOT LIKE 'x'",
            "line 1, column 30: unexpected `LIKE`, expected `IN`",
        ),
        (
            "SELECT Id FROM A WHERE a IN ()",
            "line 1, column 30: unexpected `)`, expected a value",
        ),
        (
            "SELECT Id FROM A LIMIT many",
            "line 1, column 24: unexpected `many`, expected a whole number",
        ),
        (
            "SELECT Id FROM A LIMIT -1",
            "line 1, column 24: unexpected `-1`, expected a whole number",
        ),
        (
            "SELECT Id FROM A OFFSET 1 LIMIT 1",
            "line 1, column 27: unexpected `LIMIT`, expected the end of the query",
        ),
        (
            "SELECT Id FROM A FOR UPDATE",
            "line 1, column 22: unexpected `UPDATE`, expected `VIEW` or `REFERENCE`",
        ),
        (
            "SELECT Id FROM A ALL ROWS",
            "line 1, column 18: unexpected `ALL`, expected the end of the query",
        ),
        (
            "SELECT TYPEOF What END FROM Event",
            "line 1, column 20: unexpected `END`, expected `WHEN`",
        ),
    ]);
}

#[test]
fn brackets_without_end_are_refused() {
    for open in ["(", "NOT "] {
        let text = format!("SELECT Id FROM A WHERE {}", open.repeat(100_000));
        let error = text.parse::<Query>().expect_err("too deep");
        assert_eq!(error.message(), "nested more than 50 deep");
    }
    let text = format!("SELECT {}x", "f(".repeat(100_000));
    let error = text.parse::<Query>().expect_err("too deep");
    assert_eq!(error.message(), "nested more than 50 deep");
}
