//! Text of the manifest where people read it.

/// How much of a title is kept at its beginning and at its end, in characters.
pub(crate) const TITLE: (usize, usize) = (150, 50);

/// The same of what stands below a title.
pub(crate) const TEXT: (usize, usize) = (400, 100);

/// A message may quote the manifest, but each part of it stays one line that can be read: not too long, and without
/// what is not seen.
pub(crate) fn one_line(message: String, kept: (usize, usize)) -> String {
    let message = short(message, kept);
    if message.chars().all(is_seen) {
        return message;
    }
    let escaped = |c: char| {
        if is_seen(c) {
            c.to_string()
        } else {
            c.escape_default().to_string()
        }
    };
    message.chars().map(escaped).collect()
}

/// Whether a character shows, by itself or as a mark on another one, or is a space.
pub(crate) fn is_seen(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    // Rust escapes a mark only where nothing stands before it.
    String::from_iter(['a', c]).escape_debug().nth(1) == Some(c)
}

fn short(message: String, (first, last): (usize, usize)) -> String {
    let count = message.chars().count();
    if count <= first + last {
        return message;
    }
    let mut signs = message.chars();
    let start: String = signs.by_ref().take(first).collect();
    let end: String = signs.skip(count - first - last).collect();
    format!("{start} … {end}")
}
