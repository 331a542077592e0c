use serde_json::Value;
use specforce_runtime::sync::{Cursor, Report};

use super::Done;
use crate::failure::Failure;
use crate::{output, table};

/// Tells what the syncs did: on standard output, or beside it where rows stand there.
pub(super) fn print(done: &[Done], as_json: bool, beside: bool) -> Result<(), Failure> {
    let text = if as_json {
        done.iter().map(Done::json).collect::<Value>().to_string()
    } else {
        text(done)
    };
    if text.is_empty() {
        Ok(())
    } else if beside {
        output::aside(&text);
        Ok(())
    } else {
        output::text(&text)
    }
}

/// Nothing, where nothing began and each failure says why.
fn text(done: &[Done]) -> String {
    let reports: Vec<&Report> = done
        .iter()
        .filter_map(|done| done.report.as_ref())
        .collect();
    let mut lines = Vec::new();
    if !reports.is_empty() {
        lines.push(counts(&reports));
        lines.push(format!("\n{}", places(&reports)));
    }
    lines.extend(remarks(done));
    lines.join("\n")
}

fn counts(reports: &[&Report]) -> String {
    let mut rows = table::new(&[
        "Sync",
        "Upserted",
        "Deleted",
        "Unchanged",
        "Requests",
        "Retries",
        "Bytes",
    ]);
    for report in reports {
        let counts = [
            report.upserted,
            report.deleted,
            report.unchanged,
            report.requests,
            report.retries,
            report.bytes,
        ];
        let mut cells = vec![report.sync.to_owned()];
        cells.extend(counts.map(|count| count.to_string()));
        rows.add_row(cells);
    }
    table::text(rows)
}

/// From which row on each sync read, and up to which: beside the numbers there is no room for them.
fn places(reports: &[&Report]) -> String {
    let mut rows = table::new(&["Sync", "", "Last row"]);
    for report in reports {
        let mut sync = report.sync;
        if report.from.is_some() && report.from != report.to {
            rows.add_row([sync, "before", &place(report.from.as_ref())]);
            sync = "";
        }
        rows.add_row([sync, "now", &place(report.to.as_ref())]);
    }
    table::text(rows)
}

/// What there is to say of runs beside their numbers. What holds for several is said once.
fn remarks(done: &[Done]) -> Vec<String> {
    let remarks = together(done, of_run).into_iter();
    remarks
        .map(|(remark, syncs)| format!("{}: {remark}", names(&syncs)))
        .collect()
}

/// Why syncs ended before they had read everything. What ended several is told once.
pub(super) fn failures(done: &[Done]) -> Vec<Failure> {
    let why = |done: &Done| {
        done.failure_of("")
            .map(|failure| (failure.message, failure.hint))
    };
    let failures = together(done, why).into_iter();
    failures
        .filter_map(|(_, syncs)| syncs.first()?.failure_of(&names(&syncs)))
        .collect()
}

/// What is told of syncs, each with those of which it is.
fn together<T: PartialEq, I: IntoIterator<Item = T>>(
    done: &[Done],
    told: impl Fn(&Done) -> I,
) -> Vec<(T, Vec<&Done>)> {
    let mut all: Vec<(T, Vec<&Done>)> = Vec::new();
    for done in done {
        for told in told(done) {
            match all.iter_mut().find(|(known, _)| *known == told) {
                Some((_, of)) => of.push(done),
                None => all.push((told, vec![done])),
            }
        }
    }
    all
}

fn names(done: &[&Done]) -> String {
    let names: Vec<&str> = done.iter().map(|done| done.entry.name).collect();
    names.join(", ")
}

fn of_run(done: &Done) -> Vec<String> {
    let Some(report) = &done.report else {
        let interrupted = "interrupted before anything was read".to_owned();
        return Vec::from_iter(done.result.is_ok().then_some(interrupted));
    };
    let warnings = report.warnings.iter();
    let warnings = warnings.map(|warning| format!("warning: {warning}"));
    let unfinished = (!report.complete).then(|| unfinished(done));
    unfinished.into_iter().chain(warnings).collect()
}

fn unfinished(done: &Done) -> String {
    let then = if done.goes_on() {
        "the next run goes on"
    } else {
        "what was written stays"
    };
    format!("not everything was read; {then}")
}

fn place(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(
        || "-".to_owned(),
        |cursor| format!("{} {}", cursor.stamp, cursor.id),
    )
}
