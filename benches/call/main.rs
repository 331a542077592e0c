//! What a call through the generated functions costs the processor, beside the same call written by hand.
//!
//! Time on the wire is left out: only the thread that calls is counted, while the server works on another.

#![allow(
    clippy::print_stdout,
    reason = "criterion prints times, and the ratio stands beside them"
)]

mod by_hand;
mod server;

use std::time::Duration;

use cpu_time::ThreadTime;
use criterion::Criterion;
use specforce::records::{CreateRecordInput, GetRecordInput, create_record, get_record};
use specforce::{Client, Error, object};
use tokio::runtime::Runtime;

/// Calls in a row, before the other kind has its turn: what slows the machine for a while slows both.
const TURN: u64 = 50;

fn main() {
    let origin = server::start();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let client = Client::builder(&origin)
        .token(server::TOKEN)
        .build()
        .expect("the server's address is one of an org");
    let by_hand = by_hand::Client::new(&origin);
    let mut criterion = Criterion::default()
        .configure_from_args()
        .measurement_time(Duration::from_secs(4));

    compare(
        &mut criterion,
        &runtime,
        "get",
        async || get_by_function(&client).await.expect("a record"),
        async || by_hand.get().await.expect("a record"),
    );
    compare(
        &mut criterion,
        &runtime,
        "create",
        async || create_by_function(&client).await.expect("a new record"),
        async || by_hand.create().await.expect("a new record"),
    );
    criterion.final_summary();
}

async fn get_by_function(client: &Client) -> Result<(), Error> {
    let input = GetRecordInput::new("Account", server::ID).fields(["Name", "Industry"]);
    let record = get_record(client, &input).await?;
    assert_eq!(record["Name"], "Acme");
    Ok(())
}

async fn create_by_function(client: &Client) -> Result<(), Error> {
    let record = object!({ "Name": "Acme", "Industry": "Manufacturing" });
    let created = create_record(client, &CreateRecordInput::new("Account", record)).await?;
    assert_eq!(created.id, server::ID);
    Ok(())
}

/// Measures both, in turns, and tells how much more the generated one takes.
fn compare(
    criterion: &mut Criterion,
    runtime: &Runtime,
    name: &str,
    generated: impl AsyncFn(),
    by_hand: impl AsyncFn(),
) {
    let mut totals = [Duration::ZERO; 2];
    let mut group = criterion.benchmark_group(name);
    for (index, kind) in ["generated", "by hand"].into_iter().enumerate() {
        group.bench_function(kind, |bencher| {
            bencher.iter_custom(|times| {
                let mut spent = [Duration::ZERO; 2];
                let mut left = times;
                while left > 0 {
                    let turn = left.min(TURN);
                    spent[0] += cpu_time(runtime, turn, &generated);
                    spent[1] += cpu_time(runtime, turn, &by_hand);
                    left -= turn;
                }
                totals[0] += spent[0];
                totals[1] += spent[1];
                spent[index]
            });
        });
    }
    group.finish();
    let ratio = totals[0].as_secs_f64() / totals[1].as_secs_f64();
    println!("{name}: the generated function takes {ratio:.3} times what the one by hand takes");
}

fn cpu_time(runtime: &Runtime, times: u64, call: &impl AsyncFn()) -> Duration {
    runtime.block_on(async {
        let started = ThreadTime::now();
        for _ in 0..times {
            call().await;
        }
        started.elapsed()
    })
}
