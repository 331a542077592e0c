use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;
use specforce_runtime::sync::destination::{self, Destination, Singer};

use crate::failure::Failure;

pub(super) const TO: &str = "to";
pub(super) const STATE: &str = "state";

/// The destination that keeps no state, and takes standard output for itself.
const SINGER: &str = "singer:-";

/// `--to` as it is given.
pub(crate) fn place(matches: &ArgMatches) -> String {
    let given = matches.get_one::<String>(TO);
    given.cloned().unwrap_or_default()
}

/// What `--to` names.
pub(crate) fn destination(matches: &ArgMatches) -> Result<Arc<dyn Destination>, Failure> {
    let given = matches.get_one::<String>(TO).map_or("", String::as_str);
    let state = matches.get_one::<PathBuf>(STATE);
    let destination = match (given, state) {
        (SINGER, Some(state)) if state.try_exists().is_ok_and(|is_there| !is_there) => {
            let message = format!("--{STATE}: there is no file `{}`", state.display());
            let hint = "leave it out in the first run, and keep what the target prints then";
            return Err(Failure::usage(message).hint(hint));
        }
        (SINGER, Some(state)) => {
            Singer::new(io::stdout(), Some(state)).map(|singer| Arc::new(singer) as Arc<_>)
        }
        (_, Some(_)) => {
            let message =
                format!("--{STATE} is for {SINGER}: other destinations keep it themselves");
            return Err(Failure::usage(message));
        }
        (given, None) => destination::destination(given),
    };
    destination.map_err(|error| Failure::usage(format!("--{TO}: {error}")))
}

/// What `--to` names, if it is given. What is wrong with it is wrong though nothing is written there.
pub(super) fn checked(matches: &ArgMatches) -> Result<(), Failure> {
    if matches.contains_id(TO) || matches.contains_id(STATE) {
        destination(matches)?;
    }
    Ok(())
}

/// Whether standard output is for the rows.
pub(super) fn is_piped(matches: &ArgMatches) -> bool {
    let given = matches.get_one::<String>(TO);
    given.is_some_and(|given| given == SINGER)
}

/// Whether there is nothing that could tell how far syncs have come.
pub(crate) fn keeps_nothing(matches: &ArgMatches) -> bool {
    is_piped(matches) && !matches.contains_id(STATE)
}
