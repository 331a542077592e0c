//! Comparisons as SQL, each saying what it makes of null.

use specforce_soql::{Comparison, Pattern, Piece};

use super::literal::Bound;
use super::sql::Sql;

/// A field compared with a value, or the opposite.
pub(super) fn compared(sql: &str, comparison: Comparison, negated: bool, bound: Bound) -> Sql {
    match bound {
        Bound::Null => Sql::of(match (comparison, negated) {
            (Comparison::Equal, false) | (Comparison::NotEqual, true) => format!("{sql} IS NULL"),
            (Comparison::NotEqual, false) | (Comparison::Equal, true) => {
                format!("{sql} IS NOT NULL")
            }
            (_, negated) => format!("{}", i32::from(negated)),
        }),
        Bound::One(value) => {
            let (sign, null) = sign(comparison, negated);
            let mut whole = Sql::of(format!("{sql} {sign} "));
            whole.bind(value);
            or_null(whole, sql, null)
        }
        Bound::Span(start, end) => {
            let mut whole = Sql::default();
            let (sign, _) = sign(comparison, negated);
            match sign {
                "=" => whole
                    .push(&format!("({sql} >= "))
                    .bind(start)
                    .push(&format!(" AND {sql} < "))
                    .bind(end)
                    .push(")"),
                "IS NOT" => whole
                    .push(&format!("({sql} < "))
                    .bind(start)
                    .push(&format!(" OR {sql} >= "))
                    .bind(end)
                    .push(&format!(" OR {sql} IS NULL)")),
                "<" => whole.push(&format!("{sql} < ")).bind(start),
                "<=" => whole.push(&format!("{sql} < ")).bind(end),
                ">" => whole.push(&format!("{sql} >= ")).bind(end),
                _ => whole.push(&format!("{sql} >= ")).bind(start),
            };
            let null = sign != "IS NOT" && negated;
            or_null(whole, sql, null)
        }
    }
}

/// How SQL compares, and whether a row with nothing fits that SQL leaves out.
fn sign(comparison: Comparison, negated: bool) -> (&'static str, bool) {
    match (comparison, negated) {
        (Comparison::Equal, false) | (Comparison::NotEqual, true) => ("=", false),
        (Comparison::NotEqual, false) | (Comparison::Equal, true) => ("IS NOT", false),
        (Comparison::Less, false) => ("<", false),
        (Comparison::LessOrEqual, false) => ("<=", false),
        (Comparison::Greater, false) => (">", false),
        (Comparison::GreaterOrEqual, false) => (">=", false),
        (Comparison::Less, true) => (">=", true),
        (Comparison::LessOrEqual, true) => (">", true),
        (Comparison::Greater, true) => ("<=", true),
        (Comparison::GreaterOrEqual, true) => ("<", true),
    }
}

/// The same, or nothing.
pub(super) fn or_null(whole: Sql, sql: &str, null: bool) -> Sql {
    if null {
        Sql::joined(vec![whole, Sql::of(format!("{sql} IS NULL"))], " OR ")
    } else {
        whole
    }
}

/// Like all of the patterns, or not like one.
pub(super) fn like(sql: &str, negated: bool, patterns: &[String]) -> Sql {
    let (not, between) = if negated {
        ("NOT ", " OR ")
    } else {
        ("", " AND ")
    };
    let pieces = patterns.iter().map(|pattern| {
        let mut piece = Sql::of(format!("{sql} {not}LIKE "));
        piece.bind(pattern.clone()).push(" ESCAPE '\\'");
        piece
    });
    or_null(Sql::joined(pieces.collect(), between), sql, negated)
}

/// A pattern as SQL has it, where a backslash takes the meaning from a character.
pub(super) fn pattern(pattern: &Pattern) -> String {
    let pieces = pattern.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::One => "_".to_owned(),
        Piece::Any => "%".to_owned(),
    });
    pieces.collect()
}

/// How many characters a pattern has.
pub(super) fn length(pattern: &Pattern) -> usize {
    let pieces = pattern.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.chars().count(),
        Piece::One | Piece::Any => 1,
    });
    pieces.sum()
}

fn escaped(text: &str) -> String {
    let special = |c: char| matches!(c, '%' | '_' | '\\');
    let chars = text
        .chars()
        .flat_map(|c| special(c).then_some('\\').into_iter().chain([c]));
    chars.collect()
}

/// Whether one of the values is there, those of one with `;` between them together; or none.
pub(super) fn includes(sql: &str, negated: bool, values: &[String]) -> Sql {
    let list = format!("(';' || {sql} || ';')");
    let pieces = values.iter().map(|value| {
        let together = value
            .split(';')
            .map(|one| format!("%;{};%", escaped(one.trim())));
        like(&list, negated, &together.collect::<Vec<_>>())
    });
    Sql::joined(pieces.collect(), if negated { " AND " } else { " OR " })
}
