//! The end of a run: where deletes could not be told, all ids are compared.

use super::destination::{Delete, DestinationError, Page};
use super::pages::Pages;
use super::run::Run;
use super::select::{Order, Select};
use super::stage::Stage;
use super::{Deletes, Stamp, State, SyncError, deleted};

/// How many ids a query names.
const IDS: usize = 200;

/// What the comparison found.
#[derive(Default)]
struct Compared {
    /// Rows of the destination that the org has no longer.
    gone: Vec<String>,
    /// Records of the org that the destination lacks.
    missing: Vec<String>,
    /// Nothing, for nobody can tell which rows are there.
    is_blind: bool,
}

/// Ends a run that has read everything. Tells whether it came to the end, or was stopped.
pub(super) async fn finish(run: &mut Run<'_>) -> Result<bool, SyncError> {
    if run.reader.too_old {
        let why =
            "Salesforce does not tell all deletes since the last run, so all ids were compared";
        run.report.warnings.push(why.to_owned());
    }
    let asked = run.options.reconcile || run.reader.state().full;
    if run.reader.too_old || asked || has_lost_rows(run).await? {
        let Some(compared) = compared(run).await? else {
            return Ok(false);
        };
        let is_known = run.reader.too_old || !compared.is_blind;
        mended(run, compared).await?;
        if is_known {
            run.reader.compared();
        }
    }
    run.reader.complete();
    let state = run.reader.state().clone();
    write(run, Page::empty(state)).await?;
    Ok(true)
}

/// Whether the org has another number of rows than the destination, though all deletes were told that can be: of some
/// objects Salesforce keeps no list of what has left the recycle bin.
async fn has_lost_rows(run: &mut Run<'_>) -> Result<bool, SyncError> {
    let tells_all = run.reader.visible.is_replicateable;
    if tells_all || run.reader.plan.deletes == Deletes::None {
        return Ok(false);
    }
    let Some(kept) = run.pen.count().await? else {
        let object = run.reader.plan.object;
        run.report.warnings.push(format!(
            "Salesforce keeps no list of what is gone of `{object}`, and nobody can tell which rows are there: some may be gone"
        ));
        return Ok(false);
    };
    let count = run.reader.select(Stage::Rows).count(None, Stamp::MAX);
    Ok(run.reader.calls.count("query", &count).await? != kept)
}

async fn write(run: &mut Run<'_>, page: Page) -> Result<(), SyncError> {
    let written = run.pen.write(move || Ok(page)).await?;
    run.wrote(written, 0);
    Ok(())
}

/// Nothing, when the run is to end before all ids were compared.
async fn compared(run: &mut Run<'_>) -> Result<Option<Compared>, SyncError> {
    let mut kept = match run.pen.ids().await {
        Err(SyncError::Destination(error @ DestinationError::Blind { .. })) => {
            run.report.warnings.push(error.to_string());
            return Ok(Some(Compared {
                is_blind: true,
                ..Compared::default()
            }));
        }
        kept => kept?,
    };
    let select = Select {
        fields: Vec::new(),
        order: Order::Ids,
        ..run.reader.select(Stage::Rows)
    };
    let settled = run.reader.state().cursor().map(|cursor| cursor.stamp);
    // Whatever the org has is not gone, however new it is: by their ids, rows of all times come.
    let mut pages = Pages::new(select, "query", None, run.reader.until);
    let mut missing = Vec::new();
    while let Some(records) = pages.next(&mut run.reader.calls).await? {
        if run.options.stop.is_raised() {
            return Ok(None);
        }
        for record in records {
            let is_kept = kept.remove(&record.cursor.id);
            if !is_kept && settled.is_some_and(|settled| record.cursor.stamp <= settled) {
                missing.push(record.cursor.id);
            }
        }
    }
    let mut gone: Vec<String> = kept.into_iter().collect();
    gone.sort_unstable();
    Ok(Some(Compared {
        gone,
        missing,
        is_blind: false,
    }))
}

async fn mended(run: &mut Run<'_>, compared: Compared) -> Result<(), SyncError> {
    let at = run.reader.calls.answered.unwrap_or(run.reader.until);
    for gone in compared.gone.chunks(deleted::PAGE) {
        let deletes = gone.iter().cloned().map(|id| Delete { id, at });
        let deletes: Vec<Delete> = deletes.collect();
        let page = Page {
            deletes,
            ..Page::empty(run.reader.state().clone())
        };
        write(run, page).await?;
    }
    let state = run.reader.state().clone();
    for missing in compared.missing.chunks(IDS) {
        fetch(run, missing, &state).await?;
    }
    Ok(())
}

/// Reads records by their ids.
async fn fetch(run: &mut Run<'_>, ids: &[String], state: &State) -> Result<(), SyncError> {
    let mut select = run.reader.select(Stage::Rows);
    let ids = ids.join("', '");
    select.conditions.push(format!("Id IN ('{ids}')"));
    let mut pages = Pages::new(select, "query", None, run.reader.rows_until());
    while let Some(records) = pages.next(&mut run.reader.calls).await? {
        let records = records.into_iter().map(|record| {
            let record = run.reader.named(record)?;
            run.entry.row(record)
        });
        let page = Page {
            upserts: records.collect::<Result<_, _>>()?,
            ..Page::empty(state.clone())
        };
        write(run, page).await?;
    }
    Ok(())
}
