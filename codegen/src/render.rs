//! An error as rustc would show it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Related, Spot};
use crate::parse::lines::is_break;
use crate::shown::is_seen;

/// How much of a line is shown before and behind a spot. The renderer cuts it to the width of a page, but looks at all
/// it gets.
const BESIDE: usize = 200;

/// How much of a spot is marked.
const LONGEST: usize = 300;

/// How far two spots are apart at most that are shown in one piece; in one line they go on one page.
const FARTHEST: usize = 4000;
const FARTHEST_IN_LINE: usize = 100;

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
    let (elements, cuts): (Vec<_>, Vec<_>) = spots(diagnostic).into_iter().unzip();
    let report = Group::with_title(title)
        .elements(elements)
        .elements(note)
        .elements(help);
    let mut text = renderer.render(&[report]);
    for (index, cut) in cuts.into_iter().enumerate() {
        if let Some(cut) = cut {
            cut.mend(&mut text, index == 0);
        }
    }
    text
}

/// A line that is shown without its beginning: the renderer counts columns from where it is cut.
struct Cut {
    /// The place that it tells.
    told: String,
    /// The place that it is.
    place: String,
}

impl Cut {
    /// Tells the right place in what is rendered, where this is the first or the last that is shown.
    fn mend(&self, text: &mut String, is_first: bool) {
        let is_whole = |end: usize| !text[end..].starts_with(|sign: char| sign.is_ascii_digit());
        let all = text
            .match_indices(&self.told)
            .map(|(at, told)| at..at + told.len());
        let mut all = all.filter(|told| is_whole(told.end));
        let told = if is_first { all.next() } else { all.last() };
        if let Some(told) = told {
            text.replace_range(told, &self.place);
        }
    }
}

type Shown<'a> = (Element<'a>, Option<Cut>);

fn spots(diagnostic: &Diagnostic) -> Vec<Shown<'_>> {
    let spot = diagnostic.spot();
    if spot.source.text.is_empty() {
        return vec![(Origin::path(spot.source.name.as_str()).into(), None)];
    }
    let primary = (AnnotationKind::Primary, spot);
    let Some(related) = diagnostic.related().map(Related::spot) else {
        return vec![snippet(spot, &[primary])];
    };
    let context = (AnnotationKind::Context, related);
    if are_near(spot, related) {
        vec![snippet(spot, &[primary, context])]
    } else {
        vec![snippet(spot, &[primary]), snippet(related, &[context])]
    }
}

fn are_near(one: &Spot, other: &Spot) -> bool {
    let farthest = if one.start.line == other.start.line {
        FARTHEST_IN_LINE
    } else {
        FARTHEST
    };
    let apart = one.span.start.abs_diff(other.span.start);
    one.source.name == other.source.name && apart <= farthest
}

/// The lines of spots in one file that are near each other, the first of which gives the place.
fn snippet<'a>(spot: &'a Spot, spots: &[(AnnotationKind, &'a Spot)]) -> Shown<'a> {
    let (text, name) = (&spot.source.text, &spot.source.name);
    let marked = spots.iter().map(|(_, spot)| marked(text, &spot.span));
    let marked: Vec<Range<usize>> = marked.collect();
    let start = marked.iter().map(|span| span.start).min();
    let end = marked.iter().map(|span| span.end).max();
    let (shown, is_cut) = shown(text, &(start.unwrap_or(0)..end.unwrap_or(0)));
    let line = spots.iter().map(|(_, spot)| spot.start.line).min();
    let annotation = |((kind, spot), span): (&(AnnotationKind, &'a Spot), &Range<usize>)| {
        let label = (!spot.label.is_empty()).then_some(spot.label.as_str());
        kind.span(span.start - shown.start..span.end - shown.start)
            .label(label)
    };
    let snippet = Snippet::source(visible(&text[shown.clone()]))
        .line_start(line.unwrap_or(1))
        .path(name.as_str())
        .annotations(spots.iter().zip(&marked).map(annotation));
    let cut = cut(spot, &text[shown.start..spot.span.start]);
    (snippet.into(), cut.filter(|_| is_cut))
}

/// `before`: what is shown of the lines before a spot.
fn cut(spot: &Spot, before: &str) -> Option<Cut> {
    let place = |column: usize| format!("{}:{}:{column}", spot.source.name, spot.start.line);
    let cut = || Cut {
        told: place(before.chars().count() + 1),
        place: place(spot.start.column),
    };
    (!before.contains(is_break)).then(cut)
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

/// A text in which each line ends as the renderer knows it, what is not seen shows, and no byte has moved.
fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        let is_end = is_break(sign) && !text[at..].starts_with("\r\n");
        match sign.len_utf8() {
            length if is_end => {
                visible.push_str(&" ".repeat(length - 1));
                visible.push('\n');
            }
            2 if !is_seen(sign) => visible.push('·'),
            3 if !is_seen(sign) => visible.push(char::REPLACEMENT_CHARACTER),
            _ => visible.push(sign),
        }
    }
    Cow::Owned(visible)
}
