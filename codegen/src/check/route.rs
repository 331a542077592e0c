//! Whether what an endpoint sends is a path below `/services/`, and behind it one query.

use std::collections::HashSet;
use std::ops::Range;

use super::template::{Located, Piece};
use crate::fault::Message;
use crate::messages;

const START: &str = "/services/";

pub(super) fn check(pieces: &[Located]) -> Result<(), Message> {
    let raw = pieces
        .iter()
        .find(|(piece, _)| matches!(piece, Piece::Raw(_)));
    match (pieces, raw) {
        ([(Piece::Raw(_), _)], _) => return Ok(()),
        (_, Some((_, part))) => return Err(messages::path_and_more().at(part.clone())),
        _ => {}
    }
    start(pieces)?;
    order(pieces)?;
    path(&joined(pieces, true))?;
    path(&joined(pieces, false))?;
    parameters(pieces)
}

fn start(pieces: &[Located]) -> Result<(), Message> {
    let start = match pieces.first() {
        Some((Piece::Literal(start), _)) => Some(start.as_str()),
        _ => None,
    };
    match start.map(|start| start.strip_prefix(START)) {
        Some(Some(rest)) if rest.starts_with('?') || rest.is_empty() && !goes_on(pieces) => {
            Err(messages::nothing_below(START))
        }
        Some(Some(_)) => Ok(()),
        _ => Err(messages::endpoint_elsewhere(start)),
    }
}

/// Whether a segment stands behind the beginning.
fn goes_on(pieces: &[Located]) -> bool {
    let next = pieces.get(1).map(|(piece, _)| piece);
    matches!(next, Some(Piece::Segment(_) | Piece::OptionalSegment(_)))
}

/// That the query ends the endpoint, and has a beginning.
fn order(pieces: &[Located]) -> Result<(), Message> {
    let mut queried = false;
    let mut ended = false;
    for (piece, part) in pieces {
        if matches!(piece, Piece::Query { .. }) {
            ended = true;
            continue;
        }
        let in_query = queried && matches!(piece, Piece::OptionalSegment(_));
        let fixed = matches!(piece, Piece::Literal(text) if text.starts_with('&'));
        if in_query || ended && !fixed {
            return Err(messages::behind_query().at(part.clone()));
        }
        let Piece::Literal(text) = piece else {
            continue;
        };
        let path = text.split('?').next().unwrap_or_default();
        if !queried && path.contains('&') {
            return Err(messages::query_without_beginning().at(part.clone()));
        }
        queried |= text.contains('?');
    }
    Ok(())
}

/// A sign of the path, and the part of the endpoint that it comes from.
type Sign = (char, Range<usize>);

/// The path with a sign for each value; with every optional segment, or with none. Any other choice of them has a wrong
/// segment only where one of these two has.
fn joined(pieces: &[Located], with_optional: bool) -> Vec<Sign> {
    const VALUE: char = 'x';
    let mut path = Vec::new();
    for (piece, part) in pieces {
        match piece {
            Piece::Literal(text) => {
                let before = text.split('?').next().unwrap_or_default();
                let sign = |(at, sign): (usize, char)| (sign, part.start + at..part.start + at + 1);
                path.extend(before.char_indices().map(sign));
                if before.len() < text.len() {
                    break;
                }
            }
            Piece::OptionalSegment(_) if with_optional => {
                path.push(('/', part.start - 1..part.start));
                path.push((VALUE, part.clone()));
            }
            Piece::OptionalSegment(_) => {}
            Piece::Segment(_) => path.push((VALUE, part.clone())),
            Piece::Query { .. } | Piece::Raw(_) => break,
        }
    }
    path
}

/// That no segment is empty, `.` or `..`.
fn path(signs: &[Sign]) -> Result<(), Message> {
    let slashes = signs
        .windows(2)
        .find(|pair| pair.iter().all(|(sign, _)| *sign == '/'));
    if let Some(slashes) = slashes {
        let part = part(slashes);
        return Err(messages::empty_segment().at(part));
    }
    let mut segments = signs.split(|(sign, _)| *sign == '/');
    match segments.find(|segment| is_dots(segment)) {
        Some(dots) => Err(messages::leads_elsewhere().at(part(dots))),
        None => Ok(()),
    }
}

fn part(signs: &[Sign]) -> Range<usize> {
    let start = signs.first().map_or(0, |(_, part)| part.start);
    start..signs.last().map_or(start, |(_, part)| part.end)
}

/// Whether a URL's segment leads up or nowhere, which it also does when it is percent-encoded.
fn is_dots(segment: &[Sign]) -> bool {
    let segment: String = segment.iter().map(|(sign, _)| *sign).collect();
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

/// That each parameter has a name, and an expansion one that no other parameter has.
fn parameters(pieces: &[Located]) -> Result<(), Message> {
    let mut names = HashSet::new();
    let mut queried = false;
    for (piece, part) in pieces {
        match piece {
            Piece::Literal(text) => {
                let start = match text.find('?') {
                    Some(at) if !queried => at,
                    _ if queried => 0,
                    _ => continue,
                };
                queried = true;
                fixed(&text[start..], part.start + start, &mut names)?;
            }
            Piece::Query { name, .. } if !names.insert(name.as_str()) => {
                return Err(messages::repeated_parameter(name).at(part.clone()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Notes the names of the parameters that stand in a literal from a byte of the endpoint on.
fn fixed<'p>(text: &'p str, start: usize, names: &mut HashSet<&'p str>) -> Result<(), Message> {
    let signs = text.match_indices(['?', '&']);
    for (at, _) in signs {
        let parameter = text[at + 1..].split(['?', '&']).next().unwrap_or_default();
        let name = parameter.split('=').next().unwrap_or_default();
        if name.is_empty() {
            return Err(messages::empty_parameter().at(start + at..start + at + 1));
        }
        names.insert(name);
    }
    Ok(())
}
