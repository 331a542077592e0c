use clap::{Arg, ArgAction, ArgMatches, Command};
use specforce_runtime::sync::destination::Kept;

use crate::failure::Failure;
use crate::{output, sync, table};

pub(crate) const NAME: &str = "status";

const JSON: &str = "json";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Show how far the syncs of a destination have come")
        .arg(sync::to().required(true))
        .arg(sync::state())
        .arg(
            Arg::new(JSON)
                .long(JSON)
                .action(ArgAction::SetTrue)
                .help("Show it as JSON, with the whole states"),
        )
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let destination = sync::destination(matches)?;
    if sync::keeps_nothing(matches) {
        let message =
            "--to: singer:- keeps nothing itself: how far its syncs have come says the target";
        return Err(Failure::usage(message).hint("give --state FILE, with what the target printed"));
    }
    let kept = destination.status();
    let kept = kept.map_err(|error| Failure::of_destination(&error))?;
    if kept.is_empty() {
        return Err(Failure::nothing_kept(&sync::place(matches)));
    }
    if matches.get_flag(JSON) {
        return output::json(&serde_json::to_value(&kept).unwrap_or_default());
    }
    output::text(&text(&kept))
}

fn text(kept: &[Kept]) -> String {
    let mut table = table::new(&["Sync", "Model", "Org", "Rows", "Last turn", "Last row"]);
    for kept in kept {
        let Kept { sync, state, .. } = kept;
        let model = kept.model.as_deref().unwrap_or("-");
        let rows = known(kept.rows);
        let turn = known(state.last_turn());
        let last = state.cursor();
        let last = known(last.map(|cursor| format!("{} {}", cursor.stamp, cursor.id)));
        table.add_row([sync, model, state.org(), &rows, &turn, &last]);
    }
    table::text(table)
}

fn known(cell: Option<impl ToString>) -> String {
    cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string())
}
