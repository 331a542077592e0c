use proptest::prelude::{Just, Strategy, any};
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::agree::runner;
use crate::sync::{Copied, SyncFunction};

/// Values that a record may have, some of which fit nothing.
const VALUES: [&str; 16] = [
    "null",
    r#""Acme""#,
    r#""""#,
    r#"{ "Name" : "Std" , "Name2" : 1 }"#,
    r#""Müller \"Nord\" \u00e4\/\n""#,
    r#""\ud800""#,
    "true",
    "false",
    "1",
    "-9007199254740993",
    "1e3",
    "0.10",
    "[]",
    r#"{"Name":null,"Other":1}"#,
    r#"{"Name":"Std","Name":"x"}"#,
    "{}",
];

/// How many records are tried.
const RECORDS: u32 = 512;

/// Tries records on both ways that a row of a sync is made: what is copied is what the model's type would write, and what
/// that type refuses is not copied.
///
/// # Panics
/// When they differ, with the record and what becomes of it.
pub fn rows_are_copied_alike<S: SyncFunction>() {
    let Some(copied) = S::COPIED else { return };
    let outcome = runner(RECORDS).run(&records(&copied), |record| {
        let row = copied.row(record.as_bytes()).ok();
        let typed = crate::sync::row_of_type::<S>(record.as_bytes()).ok();
        if row == typed {
            return Ok(());
        }
        let told = format!("{record}\nis copied as {row:?}\nand written by its type as {typed:?}");
        Err(TestCaseError::fail(told))
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Each name at its place or at another, most of them there and most with a text; in front of them what no row has.
fn records(copied: &Copied) -> impl Strategy<Value = String> + use<> {
    let names = copied.names;
    let values = proptest::collection::vec(
        proptest::option::weighted(0.95, any::<Index>()),
        names.len(),
    );
    let names = proptest::strategy::Union::new([
        Just(names.to_vec()).boxed(),
        Just(names.to_vec()).prop_shuffle().boxed(),
    ]);
    (names, values).prop_map(|(names, values)| {
        let fields = names.iter().zip(values).filter_map(|(name, value)| {
            let value = self::value(value?);
            Some(format!(r#" , "{name}" : {value}"#))
        });
        let fields: String = fields.collect();
        format!(r#"{{"attributes":{{"type":"Thing"}}{fields}}}"#)
    })
}

/// Nine in ten are texts or null, or a record would hardly ever fit.
fn value(index: Index) -> &'static str {
    let any = index.index(VALUES.len() * 10);
    VALUES[if any < VALUES.len() { any } else { any % 4 }]
}
