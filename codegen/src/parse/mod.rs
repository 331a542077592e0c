//! Text to manifest: what the author wrote, nothing resolved.

mod alone;
mod at;
pub(crate) mod declared;
mod decoding;
pub(crate) mod entries;
pub(crate) mod exchange;
pub(crate) mod index;
pub(crate) mod manifest;
mod nothing;
pub(crate) mod place;
mod shorthand;
pub(crate) mod span;
pub(crate) mod sync;
mod syntax;
mod text;

use std::cell::OnceCell;

use serde::Deserialize;
use serde::de::IgnoredAny;

use self::alone::Section;
use self::at::read_at;
use self::declared::Declared;
use self::decoding::Decoding;
use self::entries::{Entries, Json};
use self::manifest::{Action, File, Property};
use self::place::{Place, Position};
use self::sync::Sync;
use crate::fault::Fault;
use crate::messages;
use crate::source::Source;
use crate::threads::map;

/// How many `[` and `{` may be open: what the YAML reader takes for each grows with their number.
const DEEPEST_FLOW: usize = 1000;

/// Reads every file. What cannot be read is left out, and told.
pub(crate) fn parse(sources: &[Source]) -> (Vec<File>, Vec<Fault>) {
    let indexed: Vec<(usize, &Source)> = sources.iter().enumerate().collect();
    let read = map(&indexed, |(index, source)| read_file(*index, source));
    let (files, found): (Vec<File>, Vec<Vec<Fault>>) = read.into_iter().unzip();
    (files, found.into_iter().flatten().collect())
}

fn read_file(index: usize, source: &Source) -> (File, Vec<Fault>) {
    if let Some(at) = too_deep(&source.text) {
        let message = messages::nested_too_deep("this", DEEPEST_FLOW);
        return unreadable(Fault::new(&Place::told(index, at), message));
    }
    match serde_yaml::from_str::<Option<File>>(&source.text) {
        Ok(Some(file)) => match tag(index, &source.text) {
            Some(fault) => unreadable(fault),
            None => (file, Vec::new()),
        },
        Ok(None) => {
            let fault = Fault::new(&Place::file(index), messages::empty_file());
            (File::default(), vec![fault])
        }
        // To read it entry by entry would take as long again for each.
        Err(first) if decoding::repeats_too_much(&first) => unreadable(Fault::new(
            &Place::file(index),
            messages::repeats_too_much(),
        )),
        Err(first) => {
            let decoding = Decoding::new(index, &source.text);
            each_entry(&source.text, &first, &decoding)
        }
    }
}

/// A tag, which the reader passes over wherever a text is expected.
fn tag(index: usize, text: &str) -> Option<Fault> {
    let begins = |(at, _): (usize, &str)| {
        text[..at].ends_with([' ', '[', '{', ','])
            && text[at + 1..].starts_with(char::is_alphabetic)
    };
    if !text.match_indices('!').any(begins) {
        return None;
    }
    let error = serde_yaml::from_str::<Json>(text).err()?;
    let place = Place::told(index, Position::of(&error));
    Some(Fault::new(&place, messages::tag()))
}

fn unreadable(fault: Fault) -> (File, Vec<Fault>) {
    let file = File {
        unreadable: true,
        ..File::default()
    };
    (file, vec![fault])
}

/// Where there are too many open brackets. Those within texts count as well, which come in pairs too.
fn too_deep(text: &str) -> Option<Position> {
    let mut open = 0_usize;
    let at = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST_FLOW
    });
    at.map(|at| span::position(text, at))
}

/// What can be read of a file that does not decode as a whole, and an error an entry, so that one slip does not hide
/// the next.
fn each_entry(text: &str, first: &serde_yaml::Error, decoding: &Decoding) -> (File, Vec<Fault>) {
    let mut file = File::default();
    let Ok(sections) = serde_yaml::from_str::<Entries<IgnoredAny>>(text) else {
        file.unreadable = true;
        // As plain JSON a key that is given twice is refused where it stands.
        let plain = serde_yaml::from_str::<Json>(text).err();
        return (file, vec![decoding.fault(plain.as_ref().unwrap_or(first))]);
    };
    let mut found = Vec::new();
    let group = read_at(text, &["group"]);
    file.unread_group = group.is_err();
    file.group = group.unwrap_or_default();
    for (section, _) in sections.iter() {
        match section {
            "actions" => file.actions = entries::<Action>(text, section, decoding, &mut found).0,
            "syncs" => file.syncs = entries::<Sync>(text, section, decoding, &mut found).0,
            "types" => {
                (file.types, file.unread_types) =
                    entries::<Property>(text, section, decoding, &mut found);
            }
            _ => {}
        }
    }
    let first = decoding.fault(first);
    // An error outside every entry, such as an unknown section.
    if found.is_empty() || !decoding.is_within_entry(&first.place) {
        found.push(first);
    }
    (file, found)
}

/// The entries of a section that can be read, and the names of the others.
fn entries<T: for<'de> Deserialize<'de>>(
    text: &str,
    section: &str,
    decoding: &Decoding,
    found: &mut Vec<Fault>,
) -> (Declared<T>, Vec<String>) {
    let names = match read_at::<Entries<IgnoredAny>>(text, &[section]) {
        Ok(names) => names,
        Err(error) => {
            found.push(decoding.fault(&error));
            return (Declared::default(), decoding.names(section));
        }
    };
    // Only those with a fault are read by themselves, which tells where it stands.
    let together = read_at::<Entries<Json>>(text, &[section]).unwrap_or_default();
    let mut together = together.iter();
    let alone = OnceCell::new();
    let alone = || alone.get_or_init(|| Section::new(text, decoding.root(), section));
    let mut read = Declared::default();
    let mut unread = Vec::new();
    for (name, _) in names.iter() {
        let plain = together.next().map(|(_, json)| T::deserialize(&json.0));
        if let Some(Ok(entry)) = plain {
            read.push(name, entry);
            continue;
        }
        match alone().read::<T>(name) {
            Ok(entry) => read.push(name, entry),
            Err((error, above)) => {
                found.push(decoding.fault_below(above, &error));
                unread.push(name.to_owned());
            }
        }
    }
    (read, unread)
}
