//! An error as rustc would show it.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Related, Spot};
use crate::parse::span::position;

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
        return vec![snippet(&[primary])];
    };
    let context = (AnnotationKind::Context, related);
    if related.source.name == spot.source.name {
        vec![snippet(&[primary, context])]
    } else {
        vec![snippet(&[primary]), snippet(&[context])]
    }
}

/// The lines of spots in one file. The renderer gets no more of the text, for it looks at all it gets.
fn snippet<'a>(spots: &[(AnnotationKind, &'a Spot)]) -> Element<'a> {
    let source = &spots[0].1.source;
    let starts = spots.iter().map(|(_, spot)| spot.span.start);
    let ends = spots.iter().map(|(_, spot)| spot.span.end);
    let (first, last) = (starts.min().unwrap_or(0), ends.max().unwrap_or(0));
    let start = source.text[..first].rfind('\n').map_or(0, |end| end + 1);
    let rest = &source.text[last..];
    let end = last + rest.find('\n').unwrap_or(rest.len());
    let line = position(&source.text, start).line;
    let annotation = |(kind, spot): &(AnnotationKind, &'a Spot)| {
        let label = (!spot.label.is_empty()).then_some(spot.label.as_str());
        let span = spot.span.start - start..spot.span.end - start;
        kind.span(span).label(label)
    };
    Snippet::source(&source.text[start..end])
        .line_start(line)
        .path(source.name.as_str())
        .annotations(spots.iter().map(annotation))
        .into()
}
