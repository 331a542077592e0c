//! Text to manifest: what the author wrote, nothing resolved.

pub(crate) mod action;
mod alone;
mod at;
pub(crate) mod declared;
mod decoding;
pub(crate) mod entries;
pub(crate) mod exchange;
pub(crate) mod index;
mod keys;
pub(crate) mod lines;
pub(crate) mod manifest;
mod nothing;
mod piecewise;
pub(crate) mod place;
pub(crate) mod related;
mod said;
mod scalar;
mod shorthand;
pub(crate) mod span;
pub(crate) mod sync;
mod syntax;
mod text;
mod twins;

use self::decoding::Decoding;
use self::entries::Json;
use self::index::Node;
use self::lines::Lines;
use self::manifest::File;
use self::piecewise::entry_by_entry;
use self::place::{Place, Position};
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
            let lines = Lines::of(&source.text);
            let root = Node::of(&source.text, span::DEEPEST);
            entry_by_entry(&source.text, &first, &Decoding::new(index, &lines, &root))
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
    at.map(|at| Lines::of(text).position(at))
}
