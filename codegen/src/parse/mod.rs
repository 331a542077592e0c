//! Text to manifest: what the author wrote, nothing resolved.

pub(crate) mod entries;
pub(crate) mod lines;
pub(crate) mod manifest;
pub(crate) mod place;
mod shorthand;

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use self::entries::{Entries, Json};
use self::manifest::{Action, File, Property};
use self::place::{Position, read_at};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Source;

/// Reads every file, or tells what is wrong with all of them.
pub(crate) fn parse(sources: &[Source]) -> Result<Vec<File>, Diagnostics> {
    let mut found = Diagnostics::new();
    let mut files = Vec::new();
    for source in sources {
        // As plain JSON first, for there a key that is given twice is refused where it stands.
        let plain = serde_yaml::from_str::<Json>(&source.text).map(|_| ());
        match plain.and_then(|()| serde_yaml::from_str::<Option<File>>(&source.text)) {
            Ok(file) => files.push(file.unwrap_or_default()),
            Err(first) => found.extend(each_entry(source, &first)),
        }
    }
    found.into_result(files)
}

/// The errors of a file that does not decode: one an entry, so that one slip does not hide the next.
fn each_entry(source: &Source, first: &serde_yaml::Error) -> Vec<Diagnostic> {
    let Ok(sections) = serde_yaml::from_str::<Entries<IgnoredAny>>(&source.text) else {
        return vec![diagnostic(source, first)];
    };
    let mut found = Vec::new();
    for (section, _) in sections.iter() {
        match section {
            "actions" => found.extend(of_section::<Action>(source, section)),
            "types" => found.extend(of_section::<Property>(source, section)),
            _ => {}
        }
    }
    let positions: Vec<Position> = found.iter().map(Diagnostic::position).collect();
    if !positions.contains(&Position::of(first)) {
        found.insert(0, diagnostic(source, first));
    }
    found
}

fn of_section<T: for<'de> Deserialize<'de>>(source: &Source, section: &str) -> Vec<Diagnostic> {
    let path = [section.to_owned()];
    let names = match read_at::<Entries<IgnoredAny>>(&source.text, &path) {
        Ok(names) => names,
        Err(error) => return vec![diagnostic(source, &error)],
    };
    let decode =
        |name: &str| read_at::<T>(&source.text, &[section.to_owned(), name.to_owned()]).err();
    names
        .iter()
        .filter_map(|(name, _)| decode(name))
        .map(|error| diagnostic(source, &error))
        .collect()
}

fn diagnostic(source: &Source, error: &serde_yaml::Error) -> Diagnostic {
    Diagnostic::new(
        source,
        Position::of(error),
        without_position(&error.to_string()).into_owned(),
    )
}

/// `serde_yaml` ends its messages with the position, which a diagnostic tells by itself.
fn without_position(message: &str) -> Cow<'_, str> {
    match message.rsplit_once(" at line ") {
        Some((text, rest))
            if rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b" column,".contains(&byte)) =>
        {
            Cow::Borrowed(text)
        }
        _ => Cow::Borrowed(message),
    }
}
