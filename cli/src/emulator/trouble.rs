use std::path::Path;

use clap::ArgMatches;
use specforce_emulator::{Builder, Rule};

use crate::failure::Failure;

/// What is to go wrong and not to be seen, by `--trouble`, `--trouble-seed` and `--hide`.
pub(super) fn builder(mut builder: Builder, matches: &ArgMatches) -> Result<Builder, Failure> {
    if let Some(seed) = matches.get_one("trouble-seed") {
        builder = builder.trouble_seed(*seed);
    }
    let hidden = matches.get_many::<String>("hide");
    for field in hidden.into_iter().flatten() {
        builder = builder.hide_fields([field]);
    }
    let given = matches.get_many::<String>("trouble");
    for given in given.into_iter().flatten() {
        for rule in rules(given)? {
            builder = builder.trouble(rule);
        }
    }
    Ok(builder)
}

/// The rules of a file, or one that is written out.
fn rules(given: &str) -> Result<Vec<Rule>, Failure> {
    let ends = [".yaml", ".yml", ".json"];
    // A rule may end so too, such as one with a path.
    let is_rule = given.contains('=') && !Path::new(given).exists();
    let is_file = !is_rule && ends.iter().any(|end| given.ends_with(end));
    if !is_file {
        let rule = given.parse::<Rule>();
        return rule
            .map(|rule| vec![rule])
            .map_err(|bad| refused(&bad.to_string()));
    }
    let text = std::fs::read_to_string(given);
    let text =
        text.map_err(|error| refused(&format!("cannot read the file `{given}`: {error}")))?;
    Rule::list(&text).map_err(|error| refused(&format!("{given}: {error}")))
}

/// A rule that cannot be as it says.
pub(super) fn refused(why: &str) -> Failure {
    Failure::usage(format!("--trouble: {why}")).hint(
        "docs/trouble.md lists what there is, such as 503,retry-after=3,method=POST; a file of rules ends in .yaml, .yml or .json",
    )
}
