use std::sync::Arc;

use clap::ArgMatches;
use serde_json::{Map, Value};
use specforce_runtime::Registry;
use specforce_runtime::sync::{Budget, Options, SyncEntry};

use super::arguments::{ALL, FULL, MAX_REQUESTS, METADATA, RECONCILE, SETTLE, SYNCS};
use super::turns;
use crate::failure::Failure;
use crate::input;

/// Which syncs are to run, and how.
pub(super) struct Chosen {
    pub(super) syncs: Vec<WithInput>,
    pub(super) at_once: usize,
    pub(super) options: Options,
}

/// A sync with its input.
pub(super) struct WithInput {
    pub(super) entry: SyncEntry,
    pub(super) input: Value,
}

impl Chosen {
    pub(super) fn of(registry: Registry, matches: &ArgMatches) -> Result<Self, Failure> {
        let entries = entries(registry, matches)?;
        let inputs = inputs(&entries, matches)?;
        let is_all = matches.get_flag(ALL);
        let pairs = entries.into_iter().zip(inputs);
        let able = pairs.filter(|(entry, input)| !is_all || input.is_some() || !needs_input(entry));
        let syncs: Vec<WithInput> = able
            .map(|(entry, input)| WithInput {
                entry,
                input: input.unwrap_or_else(|| Value::Object(Map::new())),
            })
            .collect();
        for WithInput { entry, input } in &syncs {
            // Before an org is asked for: what is wrong here is wrong for every org.
            entry
                .plan(input)
                .map_err(|error| Failure::of_sync(entry.name, &error.into()))?;
        }
        Ok(Self {
            at_once: turns::at_once(&syncs, matches.get_one(MAX_REQUESTS).copied()),
            syncs,
            options: options(matches),
        })
    }
}

/// Each sync once, however often it is named.
fn entries(registry: Registry, matches: &ArgMatches) -> Result<Vec<SyncEntry>, Failure> {
    if matches.get_flag(ALL) {
        return Ok(registry.syncs.to_vec());
    }
    let named = matches.get_many::<String>(SYNCS).into_iter().flatten();
    let mut entries: Vec<SyncEntry> = Vec::new();
    for name in named {
        let known = registry.syncs.iter().find(|sync| sync.name == name);
        let known = known.ok_or_else(|| Failure::usage(format!("there is no sync `{name}`")))?;
        if !entries.iter().any(|entry| entry.name == known.name) {
            entries.push(*known);
        }
    }
    Ok(entries)
}

fn needs_input(entry: &SyncEntry) -> bool {
    entry.inputs.iter().any(|input| input.required)
}

/// The input of each sync, if it is given.
fn inputs(entries: &[SyncEntry], matches: &ArgMatches) -> Result<Vec<Option<Value>>, Failure> {
    let mut given = match matches.get_one::<String>(METADATA) {
        None => Map::new(),
        Some(given) => match input::json("--metadata", given)? {
            Value::Object(object) => object,
            _ => {
                return Err(Failure::usage(
                    "--metadata: this is JSON, but not an object",
                ));
            }
        },
    };
    if entries.len() == 1 {
        return Ok(vec![Some(given.into())]);
    }
    let mut input = |entry: &SyncEntry| given.shift_remove(entry.name);
    let inputs: Vec<Option<Value>> = entries.iter().map(&mut input).collect();
    if let Some(unknown) = given.keys().next() {
        let message = format!("--metadata: `{unknown}` is none of the syncs that are to run");
        let hint = "of several syncs, give an object with an input for each name";
        return Err(Failure::usage(message).hint(hint));
    }
    Ok(inputs)
}

fn options(matches: &ArgMatches) -> Options {
    let budget = matches.get_one(MAX_REQUESTS).copied().map(Budget::of);
    let defaults = Options::default();
    Options {
        settle: matches.get_one(SETTLE).copied().unwrap_or(defaults.settle),
        full: matches.get_flag(FULL),
        reconcile: matches.get_flag(RECONCILE),
        budget: Arc::new(budget.unwrap_or_default()),
        ..defaults
    }
}
