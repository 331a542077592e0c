//! Searches as people write them, as they are printed, and where they stop being one.

use specforce_soql::{Piece, Search, Term};

/// Each is printed so, and what is printed is read as the same tree.
fn printed(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let search: Search = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        let printed = search.to_string();
        assert_eq!(printed, *expected, "{text}");
        assert_eq!(printed.parse(), Ok(search), "{text}");
    }
}

/// Each is printed as it stands.
fn kept(searches: &[&str]) {
    let cases: Vec<(&str, &str)> = searches.iter().map(|text| (*text, *text)).collect();
    printed(&cases);
}

#[test]
fn what_is_looked_for() {
    kept(&[
        "FIND {MyProspect}",
        "FIND {mylogin@mycompany.com}",
        "FIND {RETURNING}",
        "FIND {John Smith}",
        "FIND {MyProspect AND \"John Smith\"}",
        "FIND {MyProspect AND NOT MyCompany}",
        "FIND {My* AND jo?n}",
        "FIND {Why not\\?}",
        "FIND {\\{1\\+1\\}\\:2}",
        "FIND {\"where are you\\?\"}",
        "FIND {\"and\" \"Or\" \"AND NOT\" android}",
    ]);
    printed(&[
        ("find{ a or\n b }", "FIND {a OR b}"),
        (
            "FIND {(\"Bob\" and \"Jones\") OR (\"Sally\" and \"Smith\")}",
            "FIND {(Bob AND Jones) OR (Sally AND Smith)}",
        ),
        (
            "FIND {(\"Bob\") and (\"Jones\" OR \"Thomas\") and Sally Smith}",
            "FIND {Bob AND (Jones OR Thomas) AND (Sally Smith)}",
        ),
        ("FIND {a\"b\"(c)}", "FIND {a b c}"),
        ("FIND { }", "FIND {\"\"}"),
    ]);
}

#[test]
fn operators_are_read_from_right_to_left_and_or_last() {
    printed(&[
        (
            "FIND {aa AND bb OR cc AND dd}",
            "FIND {(aa AND bb) OR (cc AND dd)}",
        ),
        (
            "FIND {aa AND NOT bb AND cc}",
            "FIND {aa AND NOT (bb AND cc)}",
        ),
        (
            "FIND {aa AND bb AND NOT cc OR dd}",
            "FIND {(aa AND (bb AND NOT cc)) OR dd}",
        ),
    ]);
}

#[test]
fn where_it_is_looked_for() {
    kept(&[
        "FIND {x} IN ALL FIELDS",
        "FIND {x} IN SIDEBAR FIELDS RETURNING Account, Contact",
        "FIND {x} IN NAME FIELDS RETURNING Account(Id, toLabel(Industry) industry, Owner.Name)",
        "FIND {x} RETURNING Account(Id WHERE Industry = 'Media' AND (a = 1 OR b = 2) ORDER BY Name DESC NULLS LAST LIMIT 5 OFFSET 2), Lead",
        "FIND {x} RETURNING Account(Name USING ListView = Recent ORDER BY Name)",
    ]);
    printed(&[(
        "find {x} in email fields returning Account ( Id , Offset__c offset 1 )",
        "FIND {x} IN EMAIL FIELDS RETURNING Account(Id, Offset__c OFFSET 1)",
    )]);
}

#[test]
fn what_stands_at_the_end() {
    kept(&[
        "FIND {x} RETURNING X__kav(Id WHERE Language = 'en_US') WITH DATA CATEGORY Geography__c AT (usa__c) LIMIT 5 UPDATE TRACKING, VIEWSTAT",
        "FIND {x} WITH DIVISION = 'Global' WITH HIGHLIGHT WITH SNIPPET (target_length = 120)",
        "FIND {x} WITH SNIPPET WITH METADATA = 'LABELS' WITH SPELL_CORRECTION = false",
        "FIND {x} WITH NETWORK IN ('0DB1', '0DB2') WITH PricebookId = '01s1' LIMIT 0",
    ]);
    printed(&[(
        "FIND {x} WITH NETWORK = '0DB1' WITH SPELL_CORRECTION = TRUE",
        "FIND {x} WITH NETWORK IN ('0DB1') WITH SPELL_CORRECTION = true",
    )]);
}

#[test]
fn what_people_type_has_wildcards_and_nothing_else() {
    let text = |text: &str| Term::Phrase(vec![Piece::Text(text.to_owned())]);
    assert_eq!(
        Term::of_words(" Acme  & \"Co AND "),
        Term::Beside(vec![text("Acme"), text("&"), text("\"Co"), text("AND")])
    );
    let any = Term::Phrase(vec![Piece::Text("mi".to_owned()), Piece::Any]);
    assert_eq!(Term::of_words("mi*"), any);
    assert_eq!(Term::of_words(" "), Term::Phrase(Vec::new()));
}

#[test]
fn what_is_no_search() {
    let cases = [
        (
            "",
            "line 1, column 1: unexpected end of the query, expected `FIND`",
        ),
        (
            "SELECT",
            "line 1, column 1: unexpected `S`, expected `FIND`",
        ),
        (
            "FIND Acme",
            "line 1, column 6: unexpected `A`, expected `{`",
        ),
        (
            "FIND {Acme",
            "line 1, column 11: unexpected end of the query, expected `}`",
        ),
        (
            "FIND {Marie-Pier}",
            "line 1, column 12: unexpected `-`, expected a backslash before it",
        ),
        (
            "FIND {\"Marie-Pier\"}",
            "line 1, column 13: unexpected `-`, expected a backslash before it",
        ),
        (
            "FIND {\"John Smith}",
            "line 1, column 7: a phrase that no `\"` closes",
        ),
        (
            "FIND {\"John Smith",
            "line 1, column 7: a phrase that no `\"` closes",
        ),
        (
            "FIND {a\\b}",
            "line 1, column 8: an escape that there is not",
        ),
        (
            "FIND {a AND}",
            "line 1, column 12: unexpected `}`, expected a search term",
        ),
        (
            "FIND {OR a}",
            "line 1, column 7: unexpected `O`, expected a search term: put the word in double quotes",
        ),
        (
            "FIND {(a OR b}",
            "line 1, column 14: unexpected `}`, expected `)`",
        ),
        (
            "FIND {a)}",
            "line 1, column 8: unexpected `)`, expected `}`",
        ),
        (
            "FIND {x} IN ALL TYPE",
            "line 1, column 17: unexpected `TYPE`, expected `FIELDS`",
        ),
        (
            "FIND {x} IN SOME FIELDS",
            "line 1, column 13: unexpected `SOME`, expected `ALL` or `NAME` or `EMAIL` or `PHONE` or `SIDEBAR`",
        ),
        (
            "FIND {é}\nRETURNING Account(WHERE a = 1)",
            "line 2, column 19: unexpected `WHERE`, expected a field",
        ),
        (
            "FIND {x} RETURNING Account((SELECT Id FROM Contacts))",
            "line 1, column 28: unexpected `(`, expected a field",
        ),
        (
            "FIND {x} WITH LUCK",
            "line 1, column 15: unexpected `LUCK`, expected what `WITH` may say of a search",
        ),
        (
            "FIND {x} LIMIT 1 RETURNING Account",
            "line 1, column 18: unexpected `RETURNING`, expected the end of the query",
        ),
    ];
    for (text, expected) in cases {
        let error = text.parse::<Search>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn brackets_without_end_are_refused() {
    for open in ["(", "a AND NOT "] {
        let text = format!("FIND {{{}", open.repeat(100_000));
        let error = text.parse::<Search>().expect_err("too deep");
        assert_eq!(error.message(), "nested more than 50 deep");
    }
}
