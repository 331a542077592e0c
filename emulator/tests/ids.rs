//! Ids of records, short and long.

use specforce_emulator::{MalformedId, RecordId};

#[test]
fn a_long_id_tells_the_case_of_the_short_one() {
    // As Salesforce documents it: each five characters have a letter that tells which of them are capitals.
    for (short, long) in [
        ("0017F000008BqLk", "0017F000008BqLkQAK"),
        ("001Kd00000Qm3Rt", "001Kd00000Qm3RtIAJ"),
        ("000000000000000", "000000000000000AAA"),
    ] {
        let id: RecordId = short
            .parse()
            .unwrap_or_else(|error| panic!("{short}: {error}"));
        assert_eq!(id.as_str(), long);
        assert_eq!(long.parse(), Ok(id));
    }
}

#[test]
fn numbers_give_ids_in_their_order() {
    let ids = [0, 1, 61, 62, 1_000_000].map(|number| RecordId::new("003", number));
    let texts: Vec<String> = ids.iter().flatten().map(ToString::to_string).collect();
    let shorts: Vec<&str> = texts.iter().map(|text| &text[..15]).collect();
    let expected = [
        "003Lo0000000000",
        "003Lo0000000001",
        "003Lo000000000z",
        "003Lo0000000010",
        "003Lo0000004C92",
    ];
    assert_eq!(shorts, expected);
    assert_eq!(RecordId::new("0033", 1), None);
    assert_eq!(RecordId::new("00-", 1), None);
}

#[test]
fn what_is_no_id_is_malformed() {
    for text in [
        "",
        "001",
        "0017F000008BqL",
        "0017F000008BqLkQA",
        "0017F000008bqLkQAK",
        "0017F000008BqLkQAKx",
        "0017F000008Bq-k",
        "0017F000008Bqék",
    ] {
        assert_eq!(text.parse::<RecordId>(), Err(MalformedId), "{text}");
    }
}
