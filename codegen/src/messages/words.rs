//! Words that several messages use, and what was probably meant.

use serde_json::Value;

use crate::fault::Message;

/// A value as a manifest has it.
pub(super) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// As [`listed`], with "and" before the last.
pub(super) fn all_of(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} and `{last}`", listed(before)),
        _ => listed(names),
    }
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// Asks whether a name was meant that is near.
pub(crate) fn with_meant(message: Message, near: Option<&str>) -> Message {
    match near {
        Some(near) => message.help(did_you_mean(near)),
        None => message,
    }
}

pub(super) fn with_near(message: Message, near: Option<&str>, cure: &str) -> Message {
    match near {
        Some(near) => message.help(did_you_mean(near)),
        None => message.help(cure),
    }
}

/// The name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = name.chars().count();
    let most = (length / 3).max(1);
    // Longer names are no slips of the pen, and to compare them takes memory by the square.
    let comparable =
        |known: &&str| length <= LONGEST && known.chars().count().abs_diff(length) <= most;
    known
        .into_iter()
        .filter(comparable)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

const LONGEST: usize = 200;
