use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use specforce_soql::{Piece, Returning, Search, SearchGroup, SearchWith, Selected, Term, Tracking};

use crate::query::{categories, condition, name, operand, order};

fn phrase() -> impl Strategy<Value = Term> {
    let text = prop_oneof![
        4 => any::<String>(),
        1 => proptest::sample::select(vec!["and", "Or", "NOT"]).prop_map(str::to_owned),
    ];
    let piece = prop_oneof![
        text.prop_filter("a text has characters", |text| !text.is_empty())
            .prop_map(Piece::Text),
        Just(Piece::One),
        Just(Piece::Any),
    ];
    vec(piece, 0..4).prop_map(|mut pieces| {
        pieces.dedup_by(|one, other| matches!((one, other), (Piece::Text(_), Piece::Text(_))));
        Term::Phrase(pieces)
    })
}

fn term() -> impl Strategy<Value = Term> {
    phrase().prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Term::Beside),
            vec(inner.clone(), 2..4).prop_map(Term::And),
            vec(inner.clone(), 2..4).prop_map(Term::Or),
            (inner.clone(), inner)
                .prop_map(|(term, other)| Term::AndNot(Box::new(term), Box::new(other))),
        ]
    })
}

fn returning() -> impl Strategy<Value = Returning> {
    let field = (operand(), of(name()));
    let field = field.prop_map(|(operand, alias)| Selected::Operand { operand, alias });
    let specification = (
        vec(field, 1..4),
        of(condition(1)),
        of(name()),
        vec(order(), 0..3),
        of(any::<u32>()),
        of(any::<u32>()),
    );
    (name(), of(specification)).prop_map(|(object, specification)| {
        let (fields, filter, list_view, order_by, limit, offset) =
            specification.unwrap_or_default();
        Returning {
            object,
            fields,
            filter,
            list_view,
            order_by,
            limit,
            offset,
        }
    })
}

fn with() -> impl Strategy<Value = SearchWith> {
    prop_oneof![
        any::<String>().prop_map(SearchWith::Division),
        categories().prop_map(SearchWith::DataCategory),
        Just(SearchWith::Highlight),
        of(any::<u32>()).prop_map(SearchWith::Snippet),
        vec(any::<String>(), 1..3).prop_map(SearchWith::Network),
        any::<String>().prop_map(SearchWith::PricebookId),
        any::<String>().prop_map(SearchWith::Metadata),
        any::<bool>().prop_map(SearchWith::SpellCorrection),
    ]
}

fn search() -> impl Strategy<Value = Search> {
    let groups = vec![
        SearchGroup::All,
        SearchGroup::Name,
        SearchGroup::Email,
        SearchGroup::Phone,
        SearchGroup::Sidebar,
    ];
    let updates = vec![Tracking::Tracking, Tracking::Viewstat];
    (
        term(),
        of(proptest::sample::select(groups)),
        vec(returning(), 0..3),
        vec(with(), 0..3),
        of(any::<u32>()),
        vec(proptest::sample::select(updates), 0..3),
    )
        .prop_map(|(term, group, returning, with, limit, updates)| Search {
            term,
            group,
            returning,
            with,
            limit,
            updates,
        })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(search in search()) {
        let printed = search.to_string();
        let read: Search = printed.parse().unwrap_or_else(|error| panic!("{printed}: {error}"));
        prop_assert_eq!(&read, &search, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "FIND ?\\{?([a-z]{1,3}|AND|OR|NOT|[ *?()\"\\\\&-]|é){0,20}\\}?( RETURNING| WITH| LIMIT|[ ('),A-Z=0-9]){0,20}") {
        let _ = text.parse::<Search>();
    }

    #[test]
    fn what_people_type_is_a_term(text in any::<String>()) {
        let term = Term::of_words(&text);
        prop_assert_eq!(term.to_string().parse(), Ok(term));
    }
}
