//! What the emulator costs those that run against it: seeding, a page of a query, many clients at once.
//!
//! The client is plain HTTP over one connection, so that what is measured is the org's.

#![allow(
    clippy::print_stdout,
    reason = "criterion prints times, and the count of requests stands beside them"
)]

mod http;

use std::time::Instant;

use criterion::Criterion;
use specforce_emulator::{Emulator, Seed};

use http::Connection;

const PAGE: &str = "SELECT Id, Name, AccountNumber, Industry, Type, BillingCity, BillingCountry, Phone, CreatedDate, \
                    LastModifiedDate, SystemModstamp FROM Account ORDER BY SystemModstamp, Id";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("emulator");
    group.sample_size(10);
    group.bench_function("start with the demo", |bencher| {
        bencher.iter(|| start(Seed::Demo));
    });
    group.bench_function("seed 100,000 accounts", |bencher| {
        bencher.iter(|| start(Seed::Text("Account: 100000".to_owned())));
    });
    let org = start(Seed::Text("Account: 100000".to_owned()));
    group.sample_size(50);
    group.bench_function("the next page of 2,000 rows", |bencher| {
        bencher.iter_batched(
            || first_page(&org),
            |(mut connection, next)| connection.get(&next),
            criterion::BatchSize::PerIteration,
        );
    });
    let soql = format!("/services/data/v66.0/query?q={}", PAGE.replace(' ', "+"));
    group.bench_function(
        "a query's first page of 2,000 rows, of 100,000",
        |bencher| {
            let mut connection = Connection::to(&org);
            bencher.iter(|| connection.get(&soql));
        },
    );
    group.finish();
    many_clients(&org);
    criterion.final_summary();
}

fn start(seed: Seed) -> Emulator {
    let builder = Emulator::builder().seed(seed).daily_limit(u64::MAX);
    builder.start_blocking().expect("the org starts")
}

/// A connection that has asked for the first page, and where the next one is.
fn first_page(org: &Emulator) -> (Connection, String) {
    let mut connection = Connection::to(org);
    let query = format!("/services/data/v66.0/query?q={}", PAGE.replace(' ', "+"));
    let first = connection.get(&query);
    let next = first.split("\"nextRecordsUrl\":\"").nth(1);
    let next = next.and_then(|rest| rest.split('"').next());
    (connection, next.expect("there is another page").to_owned())
}

/// 64 clients, each with a connection of its own, that create, read and query at once.
fn many_clients(org: &Emulator) {
    const CLIENTS: usize = 64;
    const ROUNDS: usize = 50;
    let began = Instant::now();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            scope.spawn(move || {
                let mut connection = Connection::to(org);
                for round in 0..ROUNDS {
                    let name = format!("{{\"Name\":\"Client {client} round {round}\"}}");
                    let created =
                        connection.send("POST", "/services/data/v66.0/sobjects/Account", &name);
                    let id = created.split('"').nth(3).expect("it has an id").to_owned();
                    let read = connection.get(&format!(
                        "/services/data/v66.0/sobjects/Account/{id}?fields=Name"
                    ));
                    assert!(read.contains(&format!("round {round}")), "{read}");
                }
            });
        }
    });
    let (seconds, requests) = (began.elapsed().as_secs_f64(), 2 * CLIENTS * ROUNDS);
    println!("emulator/{CLIENTS} clients: {requests} requests without an error in {seconds:.2} s");
}
