//! `sync`: copies what has changed in an org to a destination.

mod arguments;
mod chosen;
mod done;
mod progress;
mod summary;
mod to;
mod turns;

use std::pin::pin;
use std::sync::Arc;

use clap::ArgMatches;
use futures_util::future::{Either, select};
use futures_util::stream::{self, StreamExt as _};
use specforce_runtime::Client;
use specforce_runtime::sync::destination::Destination;
use specforce_runtime::sync::{Options, Stop};

pub(crate) use arguments::{NAME, command, state, to};
pub(crate) use to::{destination, keeps_nothing, place};

use crate::failure::{Failure, Status};
use crate::interrupt::Interrupted;
use crate::report::ErrorFormat;
use crate::{Program, connect, output, report};
use chosen::{Chosen, WithInput};
use done::Done;
use progress::Bars;

pub(crate) fn run(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    let mut chosen = Chosen::of(program.registry, matches)?;
    if matches.get_flag(arguments::DRY_RUN) {
        to::checked(matches)?;
        let org = connect::org(matches)?;
        return connect::block_on(preview(&org.client, &chosen))?;
    }
    let destination = destination(matches)?;
    let org = connect::org(matches)?;
    if let Some(requests) = chosen.options.budget.most() {
        // What cannot be looked into is not to be written to either, as each sync tells then.
        let kept = destination.status().unwrap_or_default();
        turns::sort(&mut chosen.syncs, &kept, requests);
    }
    let done = connect::block_on(until_interrupted(&org.client, &chosen, &destination))??;
    let printed = summary::print(&done, arguments::is_json(matches), to::is_piped(matches));
    ending(&done, ErrorFormat::of_matches(matches))?;
    printed
}

/// Runs all syncs; an interruption ends each after its page, and a second one at once.
async fn until_interrupted(
    client: &Client,
    chosen: &Chosen,
    destination: &Arc<dyn Destination>,
) -> Result<Vec<Done>, Failure> {
    let mut interrupted = Interrupted::new()?;
    let stop = Stop::default();
    let runs = Box::pin(all(client, chosen, destination, &stop));
    let runs = match select(runs, Box::pin(interrupted.wait())).await {
        Either::Left((done, _)) => return Ok(done),
        Either::Right(((), runs)) => runs,
    };
    stop.stop();
    let again = pin!(interrupted.wait());
    match select(runs, again).await {
        Either::Left((done, _)) => Ok(done),
        Either::Right(_) => Err(Failure::interrupted()),
    }
}

async fn all(
    client: &Client,
    chosen: &Chosen,
    destination: &Arc<dyn Destination>,
    stop: &Stop,
) -> Vec<Done> {
    let bars = Bars::new();
    let runs = chosen.syncs.iter().enumerate().map(|(index, sync)| {
        let bar = Arc::new(bars.add(sync.entry.name));
        let shown = bar.clone();
        let options = Options {
            stop: stop.clone(),
            progress: Arc::new(move |progress| shown.show(progress)),
            ..chosen.options.clone()
        };
        let run = one(client, sync, destination, options);
        async move { (index, run.await) }
    });
    // One that takes long keeps no place from the next one.
    let runs = stream::iter(runs).buffer_unordered(chosen.at_once);
    let mut done: Vec<(usize, Done)> = runs.collect().await;
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, done)| done).collect()
}

async fn one(
    client: &Client,
    sync: &WithInput,
    destination: &Arc<dyn Destination>,
    options: Options,
) -> Done {
    let WithInput { entry, input } = sync;
    let (report, result) = entry.run(client, input, destination, &options).await;
    Done {
        entry: *entry,
        report,
        result,
    }
}

async fn preview(client: &Client, chosen: &Chosen) -> Result<(), Failure> {
    for WithInput { entry, input } in &chosen.syncs {
        let rows = entry.preview(client, input, &chosen.options).await;
        let rows = rows.map_err(|error| Failure::of_sync(entry.name, &error))?;
        output::aside(&format!(
            "{}: {}, from the beginning",
            entry.name,
            match rows.len() {
                1 => "1 row".to_owned(),
                count => format!("{count} rows"),
            }
        ));
        rows.iter().try_for_each(|row| output::text(row))?;
    }
    Ok(())
}

/// The failure that decides the exit status; the others are told before it. A limit is the least of them: it needs
/// nobody to mend it.
fn ending(done: &[Done], format: ErrorFormat) -> Result<(), Failure> {
    let mut failures = summary::failures(done);
    failures.sort_by_key(|failure| failure.status != Status::LimitReached);
    let last = failures.pop();
    for failure in &failures {
        report::print(failure, format);
    }
    last.map_or(Ok(()), Err)
}
