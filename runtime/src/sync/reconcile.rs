//! The end of a run: where deletes could not be told, all ids are compared.

use std::collections::HashSet;

use super::deleted;
use super::destination::{Delete, DestinationError, Page};
use super::pages::Pages;
use super::reader::Reader;
use super::record::Record;
use super::run::{Run, unless_stopped};
use super::select::{Order, Select};
use super::stage::Stage;
use super::state::Shortage;
use super::{Deletes, Stamp, State, SyncError};

/// How many ids a query names.
const IDS: usize = 200;

/// What the comparison found.
#[derive(Default)]
struct Compared {
    /// Rows of the destination that the org has no longer.
    gone: Vec<String>,
    /// Records of the org that the destination lacks.
    missing: Vec<String>,
    /// Why nothing was compared, where nobody can tell which rows are there.
    blind: Option<String>,
}

/// Ends a run that has read everything. Tells whether it came to the end, or was stopped.
pub(super) async fn finish(run: &mut Run<'_>) -> Result<bool, SyncError> {
    let Some(is_to_compare) = is_to_compare(run).await? else {
        return Ok(false);
    };
    if is_to_compare && !compare(run).await? {
        return Ok(false);
    }
    run.reader.complete();
    end_turn(run).await?;
    run.reader.missed().map_or(Ok(true), Err)
}

/// Compares all ids where that can be done, and tells why. Tells whether it came to the end, or was stopped.
async fn compare(run: &mut Run<'_>) -> Result<bool, SyncError> {
    // It may take more than the run has, and is no reason to come before others next time.
    end_turn(run).await?;
    let Some(compared) = compared(run).await? else {
        return Ok(false);
    };
    run.report.warnings.extend(warning(&run.reader, &compared));
    let is_blind = compared.blind.is_some();
    if !mended(run, compared).await? {
        return Ok(false);
    }
    // Where nothing can be compared, deletes that may still be told are asked for again.
    if !is_blind || !run.reader.refused {
        run.reader.compared();
    }
    if !is_blind {
        run.reader.state.shortage = None;
    }
    Ok(true)
}

/// Others come first next time, whatever this one may still need.
pub(super) async fn end_turn(run: &mut Run<'_>) -> Result<(), SyncError> {
    run.reader.state.turn = Some(run.reader.until);
    let state = run.reader.state().clone();
    write(run, Page::empty(state)).await
}

/// Whether all ids are to be compared; nothing, when the run is to end before that is known.
async fn is_to_compare(run: &mut Run<'_>) -> Result<Option<bool>, SyncError> {
    let asked = run.options.reconcile || run.reader.state().full;
    let (refused, state) = (run.reader.refused, run.reader.state());
    let is_short = state.untold.is_some() || state.shortage.is_some();
    if asked || refused || is_short || hides_unfit(run) {
        return Ok(Some(true));
    }
    has_lost_rows(run).await
}

/// Why ids were compared, where nobody had asked for it, or why they were not.
fn warning(reader: &Reader, compared: &Compared) -> Option<String> {
    match (why(reader), &compared.blind) {
        (Some(why), None) => Some(format!("{why}, so all ids were compared")),
        (Some(why), Some(blind)) if reader.refused => Some(format!(
            "{why}, and is asked again by the next one: {blind}"
        )),
        (Some(why), Some(blind)) => Some(format!("{why}: {blind}")),
        (None, blind) => blind.clone(),
    }
}

fn why(reader: &Reader) -> Option<String> {
    if reader.refused {
        let why = "Salesforce refuses to tell the deletes since the last run";
        return Some(why.to_owned());
    }
    if let Some(since) = reader.state().untold {
        return Some(format!(
            "Salesforce does not tell all deletes since {since}"
        ));
    }
    let Shortage { expected, read } = reader.state().shortage?;
    let object = &reader.plan.object;
    Some(format!(
        "Salesforce counted {expected} rows of `{object}` and gave {read}"
    ))
}

/// Whether it cannot be asked which rows fit no longer; of a first run there are none.
fn hides_unfit(run: &Run<'_>) -> bool {
    run.report.from.is_some() && run.reader.plan.has_subquery()
}

/// Whether the org has another number of rows than the destination, though all deletes were told that can be: of some
/// objects Salesforce keeps no list of what has left the recycle bin.
async fn has_lost_rows(run: &mut Run<'_>) -> Result<Option<bool>, SyncError> {
    let tells_all = run.reader.visible.is_replicateable;
    if tells_all || run.reader.plan.deletes == Deletes::None {
        return Ok(Some(false));
    }
    let Some(kept) = run.pen.count().await? else {
        // What a first run has just read is there.
        if run.report.from.is_none() {
            return Ok(Some(false));
        }
        let object = &run.reader.plan.object;
        run.report.warnings.push(format!(
            "Salesforce keeps no list of what is gone of `{object}`, and nobody can tell which rows are there: some may be gone"
        ));
        return Ok(Some(false));
    };
    let count = run.reader.select(Stage::Rows).count(None, Stamp::MAX);
    let count = run.reader.calls.count("query", &count);
    let counted = unless_stopped(&run.options.stop, count).await.transpose()?;
    Ok(counted.map(|counted| counted != kept))
}

async fn write(run: &mut Run<'_>, page: Page) -> Result<(), SyncError> {
    let written = run.pen.write(move || Ok(page)).await?;
    run.wrote(written, 0);
    Ok(())
}

/// Nothing, when the run is to end before all ids were compared.
async fn compared(run: &mut Run<'_>) -> Result<Option<Compared>, SyncError> {
    if run.options.stop.is_raised() {
        return Ok(None);
    }
    let kept = match run.pen.ids().await {
        Err(SyncError::Destination(error @ DestinationError::Blind { .. })) => {
            return Ok(Some(Compared {
                blind: Some(error.to_string()),
                ..Compared::default()
            }));
        }
        kept => kept?,
    };
    laid_beside(run, kept).await
}

/// Compares what is kept with the ids of all rows. Whatever the org has is not gone, however new it is: by their ids, rows
/// of all times come.
async fn laid_beside(
    run: &mut Run<'_>,
    mut kept: HashSet<String>,
) -> Result<Option<Compared>, SyncError> {
    let select = Select {
        fields: Vec::new(),
        order: Order::Ids,
        ..run.reader.select(Stage::Rows)
    };
    let settled = run.reader.state().cursor().map(|cursor| cursor.stamp);
    let mut pages = Pages::new(select, "query", None, run.reader.until);
    let mut missing = Vec::new();
    loop {
        let next = unless_stopped(&run.options.stop, pages.next(&mut run.reader.calls));
        let Some(next) = next.await else {
            return Ok(None);
        };
        let Some(records) = next? else { break };
        afford(run, &pages)?;
        for Record { cursor, .. } in records {
            let is_kept = kept.remove(&cursor.id);
            if !is_kept && settled.is_some_and(|settled| cursor.stamp <= settled) {
                missing.push(cursor.id);
            }
        }
    }
    let mut gone: Vec<String> = kept.into_iter().collect();
    gone.sort_unstable();
    Ok(Some(Compared {
        gone,
        missing,
        blind: None,
    }))
}

/// Refuses what the run cannot finish: a comparison keeps nothing that the next one could go on from.
fn afford(run: &Run<'_>, pages: &Pages) -> Result<(), SyncError> {
    let (budget, needed) = (&run.options.budget, pages.left());
    match budget.left() {
        Some(left) if left < needed => Err(SyncError::Comparison {
            object: run.reader.plan.object.to_string(),
            rows: pages.total,
            needed,
            left,
            most: budget.used() + needed,
        }),
        _ => Ok(()),
    }
}

/// Writes what was found. Tells whether it came to the end, or was stopped.
async fn mended(run: &mut Run<'_>, compared: Compared) -> Result<bool, SyncError> {
    let at = run.reader.calls.answered.unwrap_or(run.reader.until);
    let state = run.reader.state().clone();
    for gone in compared.gone.chunks(deleted::PAGE) {
        if run.options.stop.is_raised() {
            return Ok(false);
        }
        let deletes = gone.iter().cloned().map(|id| Delete { id, at });
        let page = Page {
            deletes: deletes.collect(),
            ..Page::empty(state.clone())
        };
        write(run, page).await?;
    }
    for missing in compared.missing.chunks(IDS) {
        if run.options.stop.is_raised() {
            return Ok(false);
        }
        fetch(run, missing, &state).await?;
    }
    Ok(true)
}

/// Reads records by their ids.
async fn fetch(run: &mut Run<'_>, ids: &[String], state: &State) -> Result<(), SyncError> {
    let select = run.reader.select(Stage::Rows);
    let select = select.of(ids.iter().map(String::as_str));
    let mut pages = Pages::new(select, "query", None, run.reader.rows_until());
    while let Some(records) = pages.next(&mut run.reader.calls).await? {
        let records = run.reader.whole(records).await?.into_iter();
        let rows = records.map(|record| run.entry.row(record));
        let page = Page {
            upserts: rows.collect::<Result<_, _>>()?,
            ..Page::empty(state.clone())
        };
        write(run, page).await?;
    }
    Ok(())
}
