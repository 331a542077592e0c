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

/// Reads an endpoint.
pub(crate) fn parse(endpoint: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = endpoint;
    while let Some((literal, after)) = rest.split_once('{') {
        push_literal(&mut pieces, literal)?;
        let (expression, after) = after
            .split_once('}')
            .ok_or_else(|| format!("`{{{after}` has no closing `}}`"))?;
        pieces.extend(expand(expression)?);
        rest = after;
    }
    push_literal(&mut pieces, rest)?;
    check_start(&pieces)?;
    check_literals(&pieces)?;
    Ok(pieces)
}

fn push_literal(pieces: &mut Vec<Piece>, literal: &str) -> Result<(), String> {
    if let Some(wrong) = literal
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || "-._~/?&=,:@!$'()*+;%".contains(*c)))
    {
        return Err(format!("`{wrong}` cannot stand in a URL as it is"));
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal.to_owned()));
    }
    Ok(())
}

fn check_start(pieces: &[Piece]) -> Result<(), String> {
    let raw = pieces.iter().any(|piece| matches!(piece, Piece::Raw(_)));
    match pieces {
        [Piece::Raw(_)] => Ok(()),
        _ if raw => Err("`{+name}` is a whole path: nothing stands before or behind it".to_owned()),
        [Piece::Literal(start), ..] if start.starts_with("/services/") => Ok(()),
        _ => Err("an endpoint begins with `/services/`, or is one `{+name}`".to_owned()),
    }
}

/// Literal text that would lead elsewhere, or make a query without its beginning.
fn check_literals(pieces: &[Piece]) -> Result<(), String> {
    let mut queried = false;
    for piece in pieces {
        let Piece::Literal(text) = piece else {
            continue;
        };
        let (path, query) = text
            .split_once('?')
            .map_or((text.as_str(), None), |(path, query)| (path, Some(query)));
        if !queried
            && (path.contains("//") || path.split('/').any(|segment| matches!(segment, "." | "..")))
        {
            return Err("`//`, `.` and `..` lead elsewhere: write the path as it is".to_owned());
        }
        if !queried && path.contains('&') {
            return Err(
                "a query begins with `?`: write fixed parameters first, as in `?a=b{&x}`"
                    .to_owned(),
            );
        }
        queried |= query.is_some();
    }
    Ok(())
}

fn expand(expression: &str) -> Result<Vec<Piece>, String> {
    let operator = expression
        .chars()
        .next()
        .filter(|c| !c.is_alphanumeric() && *c != '_');
    let several = expression.contains(',');
    let names = &expression[operator.map_or(0, char::len_utf8)..];
    names
        .split(',')
        .map(|name| {
            let (name, exploded) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
            check_name(name)?;
            let name = name.to_owned();
            match operator {
                _ if exploded && !matches!(operator, Some('?' | '&')) => {
                    Err(format!("`*` repeats a query parameter: write `{{?{name}*}}`"))
                }
                None | Some('+') if several => Err(format!("`{{{expression}}}` is one segment of several names: write each in braces of its own")),
                None => Ok(Piece::Segment(name)),
                Some('/') => Ok(Piece::OptionalSegment(name)),
                Some('?' | '&') => Ok(Piece::Query { name, exploded }),
                Some('+') => Ok(Piece::Raw(name)),
                Some(other) => Err(format!("`{{{other}…}}` is not supported: use `{{x}}`, `{{/x}}`, `{{?x}}`, `{{&x}}` or `{{+x}}`")),
            }
        })
        .collect()
}

fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
    {
        return Err(format!(
            "`{name}` is not the name of a variable: letters, digits, `_` and `.`"
        ));
    }
    Ok(())
}
