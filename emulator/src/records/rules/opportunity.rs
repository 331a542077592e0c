use jiff::civil::Date;
use rusqlite::types::Value as Sql;

use crate::org::Org;

use super::Draft;

/// The fiscal year is the calendar's.
pub(super) fn before(org: &Org, draft: &mut Draft) {
    let row = &draft.row;
    let expected = row
        .number("Amount")
        .map(|amount| amount * row.number("Probability").unwrap_or(0.0) / 100.0);
    draft.row.set(
        "ExpectedRevenue",
        expected.map_or(Sql::Null, |amount| {
            ((amount * 100.0).round() / 100.0).into()
        }),
    );
    let close: Option<Date> = draft
        .row
        .text("CloseDate")
        .and_then(|date| date.parse().ok());
    if let Some(close) = close {
        let quarter = (close.month() - 1) / 3 + 1;
        draft.row.set("FiscalYear", i64::from(close.year()));
        draft.row.set("FiscalQuarter", i64::from(quarter));
        draft
            .row
            .set("Fiscal", format!("{} {quarter}", close.year()));
    }
    pushed(draft, close);
    if draft.is_new() {
        fill_zero(draft);
    } else if draft.changes("StageName") {
        draft.row.set("LastStageChangeDate", org.stamp());
    }
}

fn fill_zero(draft: &mut Draft) {
    if draft.row.get("PushCount").is_none() {
        draft.row.set("PushCount", 0);
    }
}

/// How often the close date went into a later month.
fn pushed(draft: &mut Draft, close: Option<Date>) {
    let before = draft
        .before
        .as_ref()
        .and_then(|before| before.text("CloseDate"));
    let before: Option<Date> = before.and_then(|date| date.parse().ok());
    if let (Some(before), Some(close)) = (before, close)
        && (close.year(), close.month()) > (before.year(), before.month())
    {
        let Some(Sql::Integer(count)) = draft.row.get("PushCount").cloned() else {
            return;
        };
        draft.row.set("PushCount", count + 1);
    }
}
