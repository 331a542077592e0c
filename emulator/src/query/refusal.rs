//! Why a query is refused, in the words of Salesforce: where it can, with the line, a caret below it, and the place.

use crate::fault::Fault;

/// How much of a line is shown before and behind the place of an error.
const SHOWN: usize = 40;

pub(super) fn malformed(message: impl Into<String>) -> Fault {
    Fault::new(400, "MALFORMED_QUERY", message)
}

/// A text that is no query, or no search.
pub(crate) fn syntax(code: &'static str, text: &str, error: &specforce_soql::Error) -> Fault {
    let message = match error.message().strip_prefix("unexpected ") {
        Some(rest) if rest.starts_with("end of the query") => "unexpected token: '<EOF>'".into(),
        Some(rest) => match rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
            Some((token, _)) => format!("unexpected token: '{token}'"),
            None => error.message().to_owned(),
        },
        None => error.message().to_owned(),
    };
    placed(code, text, error.line(), error.column(), &message)
}

/// What is wrong at a byte of the query.
pub(super) fn at(code: &'static str, text: &str, offset: usize, message: &str) -> Fault {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.matches('\n').count() + 1;
    placed(
        code,
        text,
        line,
        before[start..].chars().count() + 1,
        message,
    )
}

/// What is wrong at a line and column of the query, from 1.
pub(crate) fn placed(
    code: &'static str,
    text: &str,
    line: usize,
    column: usize,
    message: &str,
) -> Fault {
    let shown = text.lines().nth(line - 1).unwrap_or_default();
    let (shown, caret) = window(&shown.chars().collect::<Vec<_>>(), column - 1);
    let blank = " ".repeat(caret);
    let message = format!("\n{shown}\n{blank}^\nERROR at Row:{line}:Column:{column}\n{message}");
    Fault::new(400, code, message)
}

/// What is shown of a line, whole words, and where the place is in it.
fn window(line: &[char], at: usize) -> (String, usize) {
    let at = at.min(line.len());
    let is_blank = |index: &usize| line[*index].is_whitespace() || line[*index] == ',';
    let start = match at.saturating_sub(SHOWN) {
        0 => 0,
        early => (early..at).find(is_blank).map_or(early, |blank| {
            (blank..at).find(|index| !is_blank(index)).unwrap_or(at)
        }),
    };
    let end = match at + SHOWN {
        end if end >= line.len() => line.len(),
        end => (end..line.len()).find(is_blank).unwrap_or(line.len()),
    };
    (line[start..end].iter().collect(), at - start)
}

/// Where a word stands in a query: the first time behind a keyword, which stands in no brackets.
pub(super) fn find(text: &str, from: usize, keyword: &str, word: &str) -> usize {
    let start = if keyword.is_empty() {
        from
    } else {
        words(text, from)
            .find(|(at, depth)| *depth == 0 && stands_at(text, *at, keyword))
            .map_or(from, |(at, _)| at + keyword.len())
    };
    words(text, start)
        .find(|(at, _)| stands_at(text, *at, word))
        .map_or(from, |(at, _)| at)
}

/// Where the sub-query of an object, or of a child relationship, begins.
pub(super) fn sub_query(text: &str, from: usize, object: &str) -> usize {
    let mut begun = Vec::new();
    let mut words = words(text, from).peekable();
    while let Some((at, depth)) = words.next() {
        if stands_at(text, at, "SELECT") {
            begun.push((at, depth));
        }
        let next = words.peek().map_or("", |(next, _)| word(text, *next));
        let named = next.rsplit('.').next().unwrap_or_default();
        let is_it = stands_at(text, at, "FROM") && named.eq_ignore_ascii_case(object);
        let begins = begun.iter().rev().find(|(_, deep)| *deep == depth);
        if let (true, Some((begins, 1..))) = (is_it, begins) {
            return *begins;
        }
    }
    from
}

/// The word that begins here.
fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find(|c: char| !is_of_word(c));
    &rest[..end.unwrap_or(rest.len())]
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

/// Where words begin outside of quotes, and how many brackets they stand in.
fn words(text: &str, from: usize) -> impl Iterator<Item = (usize, i32)> + '_ {
    let (mut quoted, mut escaped, mut within, mut depth) = (false, false, false, 0);
    let chars = text.get(from..).unwrap_or_default().char_indices();
    chars.filter_map(move |(at, c)| {
        if quoted {
            (quoted, escaped) = (escaped || c != '\'', !escaped && c == '\\');
            return None;
        }
        let is_word = is_of_word(c);
        let begins = is_word && !within;
        within = is_word;
        match c {
            '\'' => quoted = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        begins.then_some((from + at, depth))
    })
}

fn stands_at(text: &str, at: usize, wanted: &str) -> bool {
    word(text, at).eq_ignore_ascii_case(wanted)
}
