#![no_main]

#[path = "../soql.rs"]
mod soql;

libfuzzer_sys::fuzz_target!(|text: &str| soql::read(text));
