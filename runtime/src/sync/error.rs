use super::{DestinationError, Stamp, Unseen};
use crate::Error;
use crate::error::{Cause, body};
use crate::response::Misfit;

/// Why a sync ended before it had read everything. What it had written stays, and the next run goes on there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// A call to Salesforce failed, or the sync's input is not valid.
    #[error(transparent)]
    Call(#[from] Error),
    /// The destination failed.
    #[error(transparent)]
    Destination(#[from] DestinationError),
    /// Reading failed, and so did writing what had been read.
    #[error("{reading}; and what was read before it could not be written: {writing}")]
    Both {
        /// Why it could not be read on.
        reading: Box<SyncError>,
        /// Why it could not be written.
        writing: Box<SyncError>,
    },
    /// The user does not see fields that every row has to have, be it that there are none of these names.
    #[error(
        "`{object}` has no {} that the user can see, and the sync cannot do without: correct the name, or give the user access",
        listed(fields)
    )]
    HiddenFields {
        /// The object.
        object: String,
        /// The fields that are missing.
        fields: Vec<Unseen>,
    },
    /// The field that tells when a record was changed tells no time.
    #[error(
        "`{field}` of `{object}` is of the type `{type}`: a sync goes on by a `datetime` that moves with every change, such as `SystemModstamp`"
    )]
    NoTime {
        /// The object.
        object: String,
        /// The field.
        field: String,
        /// Its type, as the object's description tells it.
        r#type: String,
    },
    /// A list of related records cannot be ordered by this field.
    #[error(
        "`{field}` of `{object}` orders no list: it is of the type `{type}`{}; take a `datetime` that every record has, such as `CreatedDate`",
        if *nillable { " and may be null" } else { "" }
    )]
    NoOrder {
        /// The object.
        object: String,
        /// The field.
        field: String,
        /// Its type, as the object's description tells it.
        r#type: String,
        /// Whether a record may be without it.
        nillable: bool,
    },
    /// The field by which related records are found leads to other objects than that of the rows.
    #[error("`{field}` of `{object}` refers to {to}, and not to `{rows}`", to = quoted(to))]
    NoParent {
        /// The object of the related records.
        object: String,
        /// The field.
        field: String,
        /// The objects to which it refers.
        to: Vec<String>,
        /// The object of the rows.
        rows: String,
    },
    /// The user may not see the object, or there is none.
    #[error("the org has no object `{0}` that the user can query")]
    NoObject(String),
    /// The pages of a query did not hold as many rows as Salesforce had counted. Those that came are there.
    #[error(
        "Salesforce counted {expected} rows of `{object}` and gave {read}: the rest is found by comparing all ids, or by beginning anew, once Salesforce gives it"
    )]
    Incomplete {
        /// The object.
        object: String,
        /// How many there should have been.
        expected: u64,
        /// How many came.
        read: u64,
    },
    /// The run has sent as many requests as it may.
    #[error("{}", spent(*most, *needed))]
    Budget {
        /// How many it may send.
        most: u64,
        /// How many a run of this sync sends until it has its first rows, unless there are deletes to tell or repeats.
        needed: u64,
    },
    /// All ids are to be compared, which takes more requests than the run may send still.
    #[error(
        "comparing all ids of the {rows} rows of `{object}` takes {needed} requests more, and the run may send {left}: it is not begun, for each run begins it anew; give it at least {most} requests"
    )]
    Comparison {
        /// The object.
        object: String,
        /// How many rows it has.
        rows: u64,
        /// How many requests it takes.
        needed: u64,
        /// How many are left.
        left: u64,
        /// How many the run would have to have in all.
        most: u64,
    },
    /// Not all deletes since the last run can be told: it was more than 15 days ago, Salesforce has purged its list, or it
    /// lists no more than 600,000 of two minutes.
    #[error(
        "Salesforce does not tell all deletes since {since} any more: begin anew, and take what does not come for deleted"
    )]
    UntoldDeletes {
        /// Up to when all deletes are known.
        since: Stamp,
    },
    /// The state is of another org, or of other records: another object, cursor or condition.
    #[error("the state does not fit: {0}")]
    State(String),
    /// A row does not fit the model.
    #[error(
        "a row of the answer does not fit the model at `{path}`: {source}; it begins: {excerpt}"
    )]
    Row {
        /// What did not fit.
        path: String,
        /// The first 500 characters of the row.
        excerpt: String,
        /// Why it did not fit.
        source: Cause,
    },
}

impl SyncError {
    pub(super) fn is_of_writing(&self) -> bool {
        matches!(self, Self::Destination(_) | Self::Both { .. })
    }

    /// Whether Salesforce knows the rest of a query no longer: it was too old, one of too many, or of a session that has
    /// ended.
    pub(super) fn is_of_forgotten_rows(&self) -> bool {
        match self {
            Self::Call(error) => error.error_code() == Some("INVALID_QUERY_LOCATOR"),
            _ => false,
        }
    }

    pub(super) fn row(record: &[u8], misfit: Misfit) -> Self {
        Self::Row {
            path: misfit.path,
            excerpt: body::excerpt(record),
            source: misfit.source.into(),
        }
    }

    pub(super) fn unwritable(error: &serde_json::Error) -> Self {
        Self::Row {
            path: ".".to_owned(),
            excerpt: String::new(),
            source: error.to_string().into(),
        }
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return "no record".to_owned();
    }
    names.join(", ")
}

fn listed(fields: &[Unseen]) -> String {
    let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
    fields.join(", ")
}

fn spent(most: u64, needed: u64) -> String {
    let plural = if most == 1 { "" } else { "s" };
    let spent = format!("the run has sent {most} request{plural}, as many as it may");
    if most < needed {
        format!("{spent}: allow {needed} at least, for so many may come before the first rows")
    } else {
        spent
    }
}
