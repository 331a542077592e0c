//! How many records of each object are given.

use specforce_soql::Returning;

/// The most records of all objects together.
const MOST: u32 = 2_000;

/// The most records of one object, unless it is the only one and `WHERE` or `ORDER BY` narrows it.
const OF_ONE: u32 = 250;

/// What was found of an object.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) count: usize,
    /// Whether it has a `LIMIT` of its own.
    pub(super) limited: bool,
}

/// The most records of one of several objects, as
/// [SOSL Limits on Search Results](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_limits.htm) has it.
pub(super) fn most(returning: &Returning, objects: usize) -> u32 {
    let narrowed = returning.filter.is_some() || !returning.order_by.is_empty();
    let objects = u32::try_from(objects).unwrap_or(MOST);
    match objects {
        1 if narrowed => MOST,
        objects => (MOST / objects.max(1)).min(OF_ONE),
    }
}

/// How many of each object are given: first of those with a limit of their own, then as many of each other one as
/// [LIMIT](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_limit.htm) allows.
pub(super) fn shares(found: &[Found], limit: Option<u32>) -> Vec<usize> {
    let limit = limit.map_or(MOST, |limit| limit.min(MOST));
    let mut rest = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut shares = vec![0; found.len()];
    for (share, found) in shares
        .iter_mut()
        .zip(found)
        .filter(|(_, found)| found.limited)
    {
        *share = found.count.min(rest);
        rest -= *share;
    }
    // The fewer there are of an object, the earlier it has its share, so that others get what it leaves.
    let mut others: Vec<usize> = (0..found.len())
        .filter(|index| !found[*index].limited)
        .collect();
    others.sort_by_key(|index| found[*index].count);
    for (place, index) in others.iter().enumerate() {
        shares[*index] = found[*index].count.min(rest.div_ceil(others.len() - place));
        rest -= shares[*index];
    }
    shares
}
