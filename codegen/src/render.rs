//! An error as rustc would show it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet,
};

use crate::diagnostic::{Diagnostic, Related, Spot};
use crate::parse::lines::is_break;

/// How much of a line is shown before and behind a spot. The renderer cuts it to the width of a page, but looks at all
/// it gets.
const BESIDE: usize = 400;

/// How much of a spot is marked.
const LONGEST: usize = 2000;

/// How far two spots are apart at most that are shown in one piece.
const FARTHEST: usize = 4000;

pub(crate) fn plain(diagnostic: &Diagnostic) -> String {
    render(&Renderer::plain(), diagnostic)
}

pub(crate) fn coloured(diagnostic: &Diagnostic) -> String {
    render(&Renderer::styled(), diagnostic)
}

fn render(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let title = Level::ERROR.primary_title(diagnostic.message());
    let note = diagnostic.note().map(|note| Level::NOTE.message(note));
    let help = diagnostic.help().map(|help| Level::HELP.message(help));
    let report = Group::with_title(title)
        .elements(spots(diagnostic))
        .elements(note)
        .elements(help);
    renderer.render(&[report])
}

fn spots(diagnostic: &Diagnostic) -> Vec<Element<'_>> {
    let spot = diagnostic.spot();
    if spot.source.text.is_empty() {
        return vec![Origin::path(spot.source.name.as_str()).into()];
    }
    let primary = (AnnotationKind::Primary, spot);
    let related = diagnostic.related().map(Related::spot);
    let Some(related) = related else {
        return snippet(&[primary]);
    };
    let context = (AnnotationKind::Context, related);
    if are_near(spot, related) {
        snippet(&[primary, context])
    } else {
        let mut all = snippet(&[primary]);
        all.extend(snippet(&[context]));
        all
    }
}

fn are_near(one: &Spot, other: &Spot) -> bool {
    let apart = one.span.start.abs_diff(other.span.start);
    one.source.name == other.source.name && apart <= FARTHEST
}

/// The lines of spots in one file that are near each other.
fn snippet<'a>(spots: &[(AnnotationKind, &'a Spot)]) -> Vec<Element<'a>> {
    let source = &spots[0].1.source;
    let first = spots
        .iter()
        .map(|(_, spot)| *spot)
        .min_by_key(|spot| spot.span.start);
    let Some(first) = first else {
        return Vec::new();
    };
    let marked = |spot: &Spot| marked(&source.text, &spot.span);
    let last = spots.iter().map(|(_, spot)| marked(spot).end).max();
    let (shown, is_cut) = shown(&source.text, &(first.span.start..last.unwrap_or_default()));
    let annotation = |(kind, spot): &(AnnotationKind, &'a Spot)| {
        let label = (!spot.label.is_empty()).then_some(spot.label.as_str());
        let marked = marked(spot);
        let span = marked.start - shown.start..marked.end - shown.start;
        kind.span(span).label(label)
    };
    let path = source.name.as_str();
    let snippet = Snippet::source(with_newlines(&source.text[shown.clone()]))
        .line_start(first.start.line)
        .annotations(spots.iter().map(annotation));
    if !is_cut {
        return vec![snippet.path(path).into()];
    }
    // The renderer would count the columns from where the line is cut.
    let at = spots[0].1.start;
    let origin = Origin::path(path).line(at.line).char_column(at.column);
    vec![origin.into(), Padding.into(), snippet.into()]
}

/// The part of a spot that is marked.
fn marked(text: &str, span: &Range<usize>) -> Range<usize> {
    span.start..boundary(text, span.end.min(span.start + LONGEST))
}

/// The lines of a span as far as they are near to it, and whether the first lacks its beginning.
fn shown(text: &str, span: &Range<usize>) -> (Range<usize>, bool) {
    let before = boundary(text, span.start.saturating_sub(BESIDE));
    let behind = boundary(text, text.len().min(span.end + BESIDE));
    let mut signs = text[before..span.start].char_indices();
    let line = signs.rfind(|(_, sign)| is_break(*sign));
    let start = line.map_or(before, |(at, sign)| before + at + sign.len_utf8());
    let end = text[span.end..behind].find(is_break);
    let shown = start..end.map_or(behind, |at| span.end + at);
    (shown, line.is_none() && before > 0)
}

/// The last place up to `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let mut places = (0..=at).rev();
    places.find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A text in which each line ends as the renderer knows it, and no byte has moved.
fn with_newlines(text: &str) -> Cow<'_, str> {
    let other = |(at, sign): (usize, char)| {
        is_break(sign) && sign != '\n' && !text[at..].starts_with("\r\n")
    };
    if !text.char_indices().any(other) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        if other((at, sign)) {
            plain.push_str(&" ".repeat(sign.len_utf8() - 1));
            plain.push('\n');
        } else {
            plain.push(sign);
        }
    }
    Cow::Owned(plain)
}
