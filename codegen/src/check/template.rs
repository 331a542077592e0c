use std::ops::Range;

use super::route;
use crate::fault::Message;
use crate::ir::TextPiece;
use crate::messages;

/// A piece of an endpoint, as RFC 6570 has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text that stands as it is.
    Literal(String),
    /// `{name}`
    Segment(String),
    /// `{/name}`
    OptionalSegment(String),
    /// `{?name}`, `{&name}`; exploded: `{?name*}`
    Query { name: String, exploded: bool },
    /// `{+name}`
    Raw(String),
}

impl Piece {
    /// The variable that fills the piece.
    pub(crate) fn variable(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Segment(name)
            | Self::OptionalSegment(name)
            | Self::Raw(name)
            | Self::Query { name, .. } => Some(name),
        }
    }
}

/// A piece, and the part of the endpoint that it is; of one with a variable, the variable's name.
pub(super) type Located = (Piece, Range<usize>);

/// Reads an endpoint.
pub(crate) fn parse(endpoint: &str) -> Result<Vec<Located>, Message> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(length) = endpoint[at..].find('{') {
        push_literal(&mut pieces, endpoint, at..at + length)?;
        let open = at + length;
        let close = closing(&endpoint[open..])
            .map_err(|length| messages::unclosed().at(open..open + length))?;
        pieces.extend(expand(endpoint, open + 1..open + close)?);
        at = open + close + 1;
    }
    push_literal(&mut pieces, endpoint, at..endpoint.len())?;
    route::check(&pieces)?;
    Ok(pieces)
}

/// The part of a right endpoint that names a variable.
pub(crate) fn part_of(endpoint: &str, variable: &str) -> Option<Range<usize>> {
    let pieces = parse(endpoint).ok()?;
    let named = |(piece, _): &&Located| piece.variable() == Some(variable);
    pieces.iter().find(named).map(|(_, part)| part.clone())
}

/// Where what begins with `{` has its `}`; else where it stops without one.
fn closing(text: &str) -> Result<usize, usize> {
    let sign = text.char_indices().skip(1).find(|(_, c)| "{}".contains(*c));
    match sign {
        Some((at, '}')) => Ok(at),
        Some((at, _)) => Err(at),
        None => Err(text.len()),
    }
}

/// The query that an endpoint begins by itself, with its variables in braces; nothing where it begins none.
pub(crate) fn fixed_query<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Option<String> {
    let text = pieces.map(|piece| match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Segment(name) => format!("{{{name}}}"),
        // No parameter of another form is one to be written anew.
        _ => "{}".to_owned(),
    });
    let text: String = text.collect();
    text.split_once('?').map(|(_, query)| query.to_owned())
}

/// The expansion that says the same as a fixed query, and leaves out what is absent: there is one where each variable
/// is the value of the parameter of its own name.
pub(crate) fn expansion(query: &str) -> Option<String> {
    let parameters = query.split('&');
    let (variable, fixed): (Vec<&str>, Vec<&str>) =
        parameters.partition(|parameter| parameter.contains('{'));
    let mut names = Vec::new();
    for parameter in variable {
        let (name, value) = parameter.split_once('=')?;
        let is_its_own = value == format!("{{{name}}}") && name != "version";
        if !is_its_own || names.contains(&name) {
            return None;
        }
        names.push(name);
    }
    // What follows a parameter that is no variable begins with `&`.
    let sign = if fixed.is_empty() { '?' } else { '&' };
    Some(format!("{{{sign}{}}}", names.join(",")))
}

fn push_literal(
    pieces: &mut Vec<Located>,
    endpoint: &str,
    part: Range<usize>,
) -> Result<(), Message> {
    let literal = &endpoint[part.clone()];
    let wrong = |c: char| !(c.is_ascii_alphanumeric() || "-._~/?&=,:@!$'()*+;%".contains(c));
    if let Some((at, sign)) = literal.char_indices().find(|(_, c)| wrong(*c)) {
        let at = part.start + at;
        return Err(messages::not_in_url(sign).at(at..at + sign.len_utf8()));
    }
    if let Some(at) = unencoded_percent(literal) {
        let at = part.start + at;
        return Err(messages::not_in_url('%').at(at..at + 1));
    }
    if !literal.is_empty() {
        pieces.push((Piece::Literal(literal.to_owned()), part));
    }
    Ok(())
}

/// A `%` that two hexadecimal digits do not follow.
fn unencoded_percent(literal: &str) -> Option<usize> {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = literal.as_bytes();
    let encodes = |at: usize| is_hex(bytes.get(at + 1)) && is_hex(bytes.get(at + 2));
    let mut percents = literal.match_indices('%').map(|(at, _)| at);
    percents.find(|at| !encodes(*at))
}

fn expand(endpoint: &str, part: Range<usize>) -> Result<Vec<Located>, Message> {
    let expression = &endpoint[part.clone()];
    let operator = expression
        .chars()
        .next()
        .filter(|c| !c.is_alphanumeric() && *c != '_');
    if expression.contains(',') && matches!(operator, None | Some('+')) {
        return Err(messages::several_names(expression).at(part));
    }
    let mut at = part.start + operator.map_or(0, char::len_utf8);
    if at == part.end {
        return Err(messages::no_variable().at(part.start - 1..part.end + 1));
    }
    let mut pieces = Vec::new();
    for name in endpoint[at..part.end].split(',') {
        let here = at..at + name.len();
        at = here.end + 1;
        let piece = variable(operator, name).map_err(|message| message.at(here.clone()))?;
        pieces.push((piece, here));
    }
    Ok(pieces)
}

fn variable(operator: Option<char>, name: &str) -> Result<Piece, Message> {
    let (name, exploded) = name
        .strip_suffix('*')
        .map_or((name, false), |name| (name, true));
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if name.is_empty() {
        return Err(messages::no_variable());
    }
    if !name.chars().all(is_part) {
        return Err(messages::bad_variable(name));
    }
    let name = name.to_owned();
    match operator {
        Some('?' | '&') => Ok(Piece::Query { name, exploded }),
        _ if exploded => Err(messages::misplaced_star(&name)),
        None => Ok(Piece::Segment(name)),
        Some('/') => Ok(Piece::OptionalSegment(name)),
        Some('+') => Ok(Piece::Raw(name)),
        Some(other) => Err(messages::unsupported_operator(other)),
    }
}

/// The pieces of a text with names in braces.
pub(super) fn text_pieces(template: &str) -> Result<Vec<TextPiece>, Message> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(before) = rest.find('{') {
        let open = template.len() - rest.len() + before;
        let (before, variable) = rest.split_at(before);
        let close =
            closing(variable).map_err(|length| messages::unclosed().at(open..open + length))?;
        let (name, after) = (&variable[1..close], &variable[close + 1..]);
        if !before.is_empty() {
            pieces.push(TextPiece::Literal(before.to_owned()));
        }
        pieces.push(TextPiece::Input(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(TextPiece::Literal(rest.to_owned()));
    }
    Ok(pieces)
}
