use serde_json::Value;
use specforce_runtime::sync::{Cursor, Report};

use super::Done;
use crate::failure::Failure;
use crate::{output, table};

/// Tells what the syncs did: on standard output, or beside it where rows stand there.
pub(super) fn print(done: &[Done], as_json: bool, beside: bool) -> Result<(), Failure> {
    let reports: Vec<&Report> = done
        .iter()
        .filter_map(|done| done.report.as_ref())
        .collect();
    if reports.is_empty() {
        return Ok(());
    }
    let text = if as_json {
        serde_json::to_value(&reports)
            .unwrap_or(Value::Null)
            .to_string()
    } else {
        text(&reports)
    };
    if beside {
        output::aside(&text);
        Ok(())
    } else {
        output::text(&text)
    }
}

fn text(reports: &[&Report]) -> String {
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
    let mut lines = vec![table::text(&rows)];
    lines.extend(remarks(reports));
    lines.join("\n")
}

/// What there is to say of runs beside their numbers. What holds for several is said once.
fn remarks(reports: &[&Report]) -> Vec<String> {
    let mut remarks: Vec<(String, Vec<&str>)> = Vec::new();
    for report in reports {
        for remark in of_run(report) {
            match remarks.iter_mut().find(|(known, _)| *known == remark) {
                Some((_, syncs)) => syncs.push(report.sync),
                None => remarks.push((remark, vec![report.sync])),
            }
        }
    }
    let remarks = remarks.into_iter();
    remarks
        .map(|(remark, syncs)| format!("{}: {remark}", syncs.join(", ")))
        .collect()
}

fn of_run(report: &Report) -> impl Iterator<Item = String> {
    let unfinished = "not everything was read; the next run goes on".to_owned();
    let unfinished = (!report.complete).then_some(unfinished);
    let warnings = report.warnings.iter();
    unfinished
        .into_iter()
        .chain(warnings.map(|warning| format!("warning: {warning}")))
}

fn place(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(
        || "-".to_owned(),
        |cursor| format!("{} {}", cursor.stamp, cursor.id),
    )
}
