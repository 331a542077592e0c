use std::io::{self, IsTerminal as _, Write as _};

use serde_json::Value;

use crate::failure::Failure;

/// Writes JSON to standard output: indented for a person, on one line for a program.
pub(crate) fn json(value: &Value) -> Result<(), Failure> {
    if io::stdout().is_terminal() {
        text(&format!("{value:#}"))
    } else {
        text(&value.to_string())
    }
}

/// Writes a text to standard output, as whole lines.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    bytes(format!("{text}\n").as_bytes())
}

/// Writes a text to standard error, where standard output is for something else.
pub(crate) fn aside(text: &str) {
    // Where standard error is closed, nobody wants to know.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Writes to standard output what is no text of this program's.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever read, such as `head`, has all it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Failure::output(&error)),
    }
}
