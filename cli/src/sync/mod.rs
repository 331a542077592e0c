//! `sync`: copies what has changed in an org to a destination.

mod arguments;
mod chosen;
mod progress;
mod summary;

use std::sync::Arc;

use clap::ArgMatches;
use futures_util::future::{Either, select};
use futures_util::stream::{self, StreamExt as _};
use specforce_runtime::Client;
use specforce_runtime::sync::destination::Destination;
use specforce_runtime::sync::{Options, Report, Stop, SyncError};

pub(crate) use arguments::{NAME, command, destination, keeps_nothing, state, to};

use crate::failure::{Failure, Status};
use crate::interrupt::Interrupted;
use crate::report::ErrorFormat;
use crate::{Program, connect, output, report};
use chosen::{Chosen, WithInput};
use progress::Bars;

/// How many syncs run at once.
const AT_ONCE: usize = 4;

/// What became of one sync.
struct Done {
    sync: &'static str,
    report: Option<Report>,
    result: Result<(), SyncError>,
}

pub(crate) fn run(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    let chosen = Chosen::of(program.registry, matches)?;
    if matches.get_flag(arguments::DRY_RUN) {
        let org = connect::org(matches)?;
        return connect::block_on(preview(&org.client, &chosen))?;
    }
    let destination = destination(matches)?;
    let org = connect::org(matches)?;
    let done = connect::block_on(until_interrupted(&org.client, &chosen, &destination))??;
    let printed = summary::print(
        &done,
        arguments::is_json(matches),
        arguments::is_piped(matches),
    );
    ending(&done, ErrorFormat::of_matches(matches))?;
    printed
}

/// Runs all syncs; an interruption ends each after its page, and a second one at once.
async fn until_interrupted(
    client: &Client,
    chosen: &Chosen,
    destination: &Arc<dyn Destination>,
) -> Result<Vec<Done>, Failure> {
    let interrupted = Interrupted::new()?;
    let stop = Stop::default();
    let runs = Box::pin(all(client, chosen, destination, &stop));
    match select(runs, Box::pin(interrupted.wait())).await {
        Either::Left((done, _)) => Ok(done),
        Either::Right(((), runs)) => {
            stop.stop();
            match select(runs, Box::pin(Interrupted::new()?.wait())).await {
                Either::Left((done, _)) => Ok(done),
                Either::Right(_) => Err(Failure::interrupted()),
            }
        }
    }
}

async fn all(
    client: &Client,
    chosen: &Chosen,
    destination: &Arc<dyn Destination>,
    stop: &Stop,
) -> Vec<Done> {
    let bars = Bars::new();
    let runs = chosen.syncs.iter().map(|sync| {
        let bar = Arc::new(bars.add(sync.entry.name));
        let shown = bar.clone();
        let options = Options {
            stop: stop.clone(),
            progress: Arc::new(move |progress| shown.show(progress)),
            ..chosen.options.clone()
        };
        one(client, sync, destination, options)
    });
    stream::iter(runs).buffered(AT_ONCE).collect().await
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
        sync: entry.name,
        report,
        result,
    }
}

async fn preview(client: &Client, chosen: &Chosen) -> Result<(), Failure> {
    for WithInput { entry, input } in &chosen.syncs {
        let rows = entry.preview(client, input, &chosen.options).await;
        let rows = rows.map_err(|error| Failure::of_sync(entry.name, &error))?;
        rows.iter().try_for_each(|row| output::text(row))?;
    }
    Ok(())
}

/// The failure that decides the exit status; the others are told before it. A limit is the least of them: it needs
/// nobody to mend it.
fn ending(done: &[Done], format: ErrorFormat) -> Result<(), Failure> {
    let failures = done.iter().filter_map(|done| {
        let error = done.result.as_ref().err()?;
        Some(Failure::of_sync(done.sync, error))
    });
    let mut failures: Vec<Failure> = failures.collect();
    failures.sort_by_key(|failure| failure.status != Status::LimitReached);
    let last = failures.pop();
    for failure in &failures {
        report::print(failure, format);
    }
    last.map_or(Ok(()), Err)
}
