use std::fmt;

/// A span of days told from today, such as `LAST_MONTH` or `NEXT_N_DAYS:7`.
///
/// It follows [Date Formats and Date Literals](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateLiteral {
    /// Which of the periods.
    pub relation: Relation,
    /// What is counted.
    pub period: Period,
}

/// Which periods a [`DateLiteral`] means, seen from the one that today is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The one before.
    Last,
    /// The one of today.
    This,
    /// The one after.
    Next,
    /// So many before.
    LastN(u32),
    /// So many after.
    NextN(u32),
    /// The one so many ago.
    Ago(u32),
}

/// What a [`DateLiteral`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days; `YESTERDAY`, `TODAY` and `TOMORROW` are the last, this and the next one.
    Day,
    /// Weeks, from Sunday or as the user's locale has it.
    Week,
    /// Months.
    Month,
    /// Ninety days, of which there are the last and the next.
    NinetyDays,
    /// Quarters of the calendar.
    Quarter,
    /// Years of the calendar.
    Year,
    /// Quarters of the organization's fiscal year.
    FiscalQuarter,
    /// The organization's fiscal years.
    FiscalYear,
}

const PERIODS: [(Period, &str); 7] = [
    (Period::Day, "DAY"),
    (Period::Week, "WEEK"),
    (Period::Month, "MONTH"),
    (Period::Quarter, "QUARTER"),
    (Period::Year, "YEAR"),
    (Period::FiscalQuarter, "FISCAL_QUARTER"),
    (Period::FiscalYear, "FISCAL_YEAR"),
];

const FIXED: [(&str, Relation, Period); 5] = [
    ("YESTERDAY", Relation::Last, Period::Day),
    ("TODAY", Relation::This, Period::Day),
    ("TOMORROW", Relation::Next, Period::Day),
    ("LAST_90_DAYS", Relation::Last, Period::NinetyDays),
    ("NEXT_90_DAYS", Relation::Next, Period::NinetyDays),
];

impl DateLiteral {
    /// The literal of a name and, where it stands behind a colon, a number.
    pub(crate) fn of(name: &str, number: Option<u32>) -> Option<Self> {
        let name = name.to_ascii_uppercase();
        let (relation, period) = match number {
            None => fixed(&name)?,
            Some(number) => counted(&name, number)?,
        };
        Some(Self { relation, period })
    }

    /// Whether a number stands behind the name of a literal.
    pub(crate) fn is_counted(name: &str) -> bool {
        Self::of(name, Some(1)).is_some()
    }
}

fn fixed(name: &str) -> Option<(Relation, Period)> {
    if let Some((_, relation, period)) = FIXED.iter().find(|(known, ..)| *known == name) {
        return Some((*relation, *period));
    }
    let (relation, period) = name.split_once('_')?;
    let relation = match relation {
        "LAST" => Relation::Last,
        "THIS" => Relation::This,
        "NEXT" => Relation::Next,
        _ => return None,
    };
    let period = period_of(period).filter(|period| *period != Period::Day)?;
    Some((relation, period))
}

fn counted(name: &str, number: u32) -> Option<(Relation, Period)> {
    let plural = |rest: &str| period_of(rest.strip_suffix('S')?);
    if let Some(rest) = name.strip_prefix("LAST_N_") {
        Some((Relation::LastN(number), plural(rest)?))
    } else if let Some(rest) = name.strip_prefix("NEXT_N_") {
        Some((Relation::NextN(number), plural(rest)?))
    } else {
        let rest = name.strip_prefix("N_")?.strip_suffix("_AGO")?;
        Some((Relation::Ago(number), plural(rest)?))
    }
}

fn period_of(name: &str) -> Option<Period> {
    let known = PERIODS.iter().find(|(_, known)| *known == name);
    known.map(|(period, _)| *period)
}

impl fmt::Display for DateLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_self = |(_, relation, period): &&(&str, Relation, Period)| {
            (*relation, *period) == (self.relation, self.period)
        };
        if let Some((name, ..)) = FIXED.iter().find(is_self) {
            return f.write_str(name);
        }
        let named = PERIODS.iter().find(|(period, _)| *period == self.period);
        let period = named.map_or("90_DAY", |(_, name)| name);
        match self.relation {
            Relation::Last => write!(f, "LAST_{period}"),
            Relation::This => write!(f, "THIS_{period}"),
            Relation::Next => write!(f, "NEXT_{period}"),
            Relation::LastN(number) => write!(f, "LAST_N_{period}S:{number}"),
            Relation::NextN(number) => write!(f, "NEXT_N_{period}S:{number}"),
            Relation::Ago(number) => write!(f, "N_{period}S_AGO:{number}"),
        }
    }
}
