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
        "From",
        "To",
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
        cells.push(place(report.from.as_ref()));
        cells.push(place(report.to.as_ref()));
        rows.add_row(cells);
    }
    table::text(&rows)
}

/// What there is to say of runs beside their numbers. What holds for several is said once.
fn remarks(done: &[Done]) -> Vec<String> {
    let mut remarks: Vec<(String, Vec<&str>)> = Vec::new();
    for done in done {
        for remark in of_run(done) {
            match remarks.iter_mut().find(|(known, _)| *known == remark) {
                Some((_, syncs)) => syncs.push(done.entry.name),
                None => remarks.push((remark, vec![done.entry.name])),
            }
        }
    }
    let remarks = remarks.into_iter();
    remarks
        .map(|(remark, syncs)| format!("{}: {remark}", syncs.join(", ")))
        .collect()
}

fn of_run(done: &Done) -> Vec<String> {
    let Some(report) = &done.report else {
        let interrupted = "interrupted before anything was read".to_owned();
        return Vec::from_iter(done.result.is_ok().then_some(interrupted));
    };
    let unfinished = "not everything was read; the next run goes on".to_owned();
    let warnings = report.warnings.iter();
    let warnings = warnings.map(|warning| format!("warning: {warning}"));
    let unfinished = (!report.complete).then_some(unfinished);
    unfinished.into_iter().chain(warnings).collect()
}

fn place(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(
        || "-".to_owned(),
        |cursor| format!("{} {}", cursor.stamp, cursor.id),
    )
}
