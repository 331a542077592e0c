//! The program `specforce`, over the functions of this repository's own manifest.

use std::process::ExitCode;

fn main() -> ExitCode {
    specforce_cli::run(specforce::registry())
}
