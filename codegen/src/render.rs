//! An error as rustc would show it.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use crate::diagnostic::{Diagnostic, Related, Spot};

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
    let primary = annotation(AnnotationKind::Primary, spot);
    let related = diagnostic.related().map(Related::spot);
    let Some(related) = related else {
        return vec![snippet(spot, [primary])];
    };
    let context = annotation(AnnotationKind::Context, related);
    if related.source.name == spot.source.name {
        vec![snippet(spot, [primary, context])]
    } else {
        vec![snippet(spot, [primary]), snippet(related, [context])]
    }
}

fn snippet<'a, const N: usize>(spot: &'a Spot, annotations: [Annotation<'a>; N]) -> Element<'a> {
    Snippet::source(spot.source.text.as_str())
        .path(spot.source.name.as_str())
        .annotations(annotations)
        .into()
}

fn annotation(kind: AnnotationKind, spot: &Spot) -> Annotation<'_> {
    let label = (!spot.label.is_empty()).then_some(spot.label.as_str());
    kind.span(spot.span.clone()).label(label)
}
