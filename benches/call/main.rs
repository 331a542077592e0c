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
        async || get_by_hand(&by_hand).await.expect("a record"),
    );
    compare(
        &mut criterion,
        &runtime,
        "create",
        async || create_by_function(&client).await.expect("a new record"),
        async || create_by_hand(&by_hand).await.expect("a new record"),
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

async fn get_by_hand(client: &by_hand::Client) -> Result<(), by_hand::Failure> {
    let fields = ["Name", "Industry"];
    let record = client.get("Account", server::ID, &fields).await?;
    assert_eq!(record["Name"], "Acme");
    Ok(())
}

async fn create_by_hand(client: &by_hand::Client) -> Result<(), by_hand::Failure> {
    let record = object!({ "Name": "Acme", "Industry": "Manufacturing" });
    let created = client.create("Account", &record).await?;
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
    let mut turns = [Vec::new(), Vec::new()];
    let mut group = criterion.benchmark_group(name);
    for (index, kind) in ["generated", "by hand"].into_iter().enumerate() {
        group.bench_function(kind, |bencher| {
            bencher.iter_custom(|times| {
                let mut spent = Duration::ZERO;
                let mut left = times;
                while left > 0 {
                    let turn = left.min(TURN);
                    let took = [
                        cpu_time(runtime, turn, &generated),
                        cpu_time(runtime, turn, &by_hand),
                    ];
                    spent += took[index];
                    for (turns, took) in turns.iter_mut().zip(took) {
                        turns.push(took / u32::try_from(turn).unwrap_or(u32::MAX));
                    }
                    left -= turn;
                }
                spent
            });
        });
    }
    group.finish();
    tell(name, turns.map(median));
}

fn tell(name: &str, [generated, by_hand]: [Duration; 2]) {
    println!(
        "{name}: the generated function takes {generated:?}, the one by hand {by_hand:?}: {:.3} times as much",
        generated.as_secs_f64() / by_hand.as_secs_f64()
    );
}

/// What a call takes in the turn that is in the middle, for what else the machine does makes some turns many times as long.
fn median(mut turns: Vec<Duration>) -> Duration {
    turns.sort_unstable();
    turns.get(turns.len() / 2).copied().unwrap_or_default()
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
