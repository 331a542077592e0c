use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use specforce_soql::{
    Aggregation, Argument, Call, CategoryFilter, CategoryRelation, Comparison, Condition,
    Direction, FieldGroup, GroupBy, Name, Nulls, Number, Operand, Order, Path, Pattern, Piece,
    Purpose, Query, Selected, Set, Source, Tracking, Typeof, Value, With,
};

/// Names that are no keyword: none ends so.
pub(crate) fn name() -> impl Strategy<Value = Name> {
    "[A-Za-z][A-Za-z0-9_]{0,6}__c".prop_map(|name| Name::new(name).expect("it is one"))
}

fn path() -> impl Strategy<Value = Path> {
    (vec(name(), 0..3), name()).prop_map(|(parents, field)| Path { parents, field })
}

fn number() -> impl Strategy<Value = Number> {
    "-?[0-9]{1,9}(\\.[0-9]{1,4})?".prop_map(|number| Number::new(number).expect("it is one"))
}

fn literal() -> impl Strategy<Value = Value> {
    let days = [
        "TODAY",
        "LAST_WEEK",
        "NEXT_90_DAYS",
        "THIS_FISCAL_YEAR",
        "LAST_N_DAYS:3",
        "N_MONTHS_AGO:12",
    ];
    proptest::sample::select(days.to_vec()).prop_map(|literal| {
        let query: Query = format!("SELECT a FROM b WHERE c = {literal}")
            .parse()
            .expect("a query");
        match query.filter {
            Some(Condition::Compare { value, .. }) => value,
            _ => Value::Null,
        }
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        number().prop_map(Value::Number),
        ("[A-Z]{3}", "[0-9]{1,5}(\\.[0-9]{1,2})?").prop_map(|(code, amount)| Value::Currency {
            code,
            amount: Number::new(amount).expect("it is one"),
        }),
        any::<String>().prop_map(Value::String),
        (1900_i16..2100, 1_i8..13, 1_i8..29)
            .prop_map(|(year, month, day)| Value::Date(jiff::civil::date(year, month, day))),
        (0_i64..4_000_000_000_000).prop_map(|millisecond| {
            Value::DateTime(jiff::Timestamp::from_millisecond(millisecond).expect("in range"))
        }),
        (0_i8..24, 0_i8..60, 0_i8..60, 0_i32..1000).prop_map(
            |(hour, minute, second, millisecond)| {
                Value::Time(jiff::civil::time(
                    hour,
                    minute,
                    second,
                    millisecond * 1_000_000,
                ))
            }
        ),
        literal(),
    ]
}

pub(crate) fn operand() -> impl Strategy<Value = Operand> {
    path()
        .prop_map(Operand::Field)
        .prop_recursive(2, 4, 2, |inner| {
            let scalar = prop_oneof![
                number().prop_map(Value::Number),
                any::<String>().prop_map(Value::String)
            ];
            let argument = prop_oneof![
                inner.prop_map(Argument::Operand),
                scalar.prop_map(Argument::Value)
            ];
            (name(), vec(argument, 0..3)).prop_map(|(function, arguments)| {
                Operand::Call(Call {
                    function,
                    arguments,
                })
            })
        })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let piece = prop_oneof![
        any::<String>()
            .prop_filter("a text has characters", |text| !text.is_empty())
            .prop_map(Piece::Text),
        Just(Piece::One),
        Just(Piece::Any),
    ];
    vec(piece, 0..4).prop_map(|mut pieces| {
        pieces.dedup_by(|one, other| matches!((one, other), (Piece::Text(_), Piece::Text(_))));
        Pattern { pieces }
    })
}

fn comparison() -> impl Strategy<Value = Comparison> {
    proptest::sample::select(&[
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ])
}

fn set(depth: u32) -> BoxedStrategy<Set> {
    let values = vec(value(), 1..3).prop_map(Set::Values);
    match depth {
        0 => values.boxed(),
        _ => prop_oneof![
            values,
            query(depth - 1).prop_map(|query| Set::Query(Box::new(query)))
        ]
        .boxed(),
    }
}

pub(crate) fn condition(depth: u32) -> BoxedStrategy<Condition> {
    let simple = prop_oneof![
        (operand(), comparison(), value()).prop_map(|(operand, comparison, value)| {
            Condition::Compare {
                operand,
                comparison,
                value,
            }
        }),
        (operand(), pattern()).prop_map(|(operand, pattern)| Condition::Like { operand, pattern }),
        (operand(), any::<bool>(), set(depth)).prop_map(|(operand, negated, set)| Condition::In {
            operand,
            negated,
            set
        }),
        (operand(), any::<bool>(), vec(any::<String>(), 1..3)).prop_map(
            |(operand, negated, values)| Condition::Includes {
                operand,
                negated,
                values
            }
        ),
    ];
    simple
        .prop_recursive(3, 8, 3, |inner| {
            prop_oneof![
                vec(inner.clone(), 2..4).prop_map(Condition::And),
                vec(inner.clone(), 2..4).prop_map(Condition::Or),
                inner.prop_map(|inner| Condition::Not(Box::new(inner))),
            ]
        })
        .boxed()
}

fn selected(depth: u32) -> BoxedStrategy<Selected> {
    let groups = [FieldGroup::All, FieldGroup::Standard, FieldGroup::Custom];
    let plain = prop_oneof![
        4 => (operand(), of(name())).prop_map(|(operand, alias)| Selected::Operand { operand, alias }),
        1 => proptest::sample::select(groups.to_vec()).prop_map(Selected::Fields),
        1 => (path(), vec((name(), vec(path(), 1..3)), 1..3), vec(path(), 0..3)).prop_map(
            |(relationship, when, otherwise)| Selected::Typeof(Typeof { relationship, when, otherwise })
        ),
    ];
    match depth {
        0 => plain.boxed(),
        _ => prop_oneof![4 => plain, 1 => query(depth - 1).prop_map(|query| Selected::Query(Box::new(query)))].boxed(),
    }
}

pub(crate) fn categories() -> impl Strategy<Value = Vec<CategoryFilter>> {
    let relations = [
        CategoryRelation::At,
        CategoryRelation::Above,
        CategoryRelation::Below,
        CategoryRelation::AboveOrBelow,
    ];
    let filter = (
        name(),
        proptest::sample::select(relations.to_vec()),
        vec(name(), 1..3),
    )
        .prop_map(|(group, relation, categories)| CategoryFilter {
            group,
            relation,
            categories,
        });
    vec(filter, 1..3)
}

fn with() -> impl Strategy<Value = With> {
    prop_oneof![
        Just(With::SecurityEnforced),
        Just(With::UserMode),
        Just(With::SystemMode),
        categories().prop_map(With::DataCategory),
    ]
}

pub(crate) fn order() -> impl Strategy<Value = Order> {
    let directions = [
        None,
        Some(Direction::Ascending),
        Some(Direction::Descending),
    ];
    let nulls = [None, Some(Nulls::First), Some(Nulls::Last)];
    (
        operand(),
        proptest::sample::select(directions.to_vec()),
        proptest::sample::select(nulls.to_vec()),
    )
        .prop_map(|(operand, direction, nulls)| Order {
            operand,
            direction,
            nulls,
        })
}

fn group_by() -> impl Strategy<Value = GroupBy> {
    let aggregations = [Aggregation::Plain, Aggregation::Rollup, Aggregation::Cube];
    (
        proptest::sample::select(aggregations.to_vec()),
        vec(operand(), 1..3),
    )
        .prop_map(|(aggregation, operands)| GroupBy {
            aggregation,
            operands,
        })
}

fn query(depth: u32) -> BoxedStrategy<Query> {
    let source = (path(), of(name())).prop_map(|(path, alias)| Source { path, alias });
    let purposes = [Purpose::View, Purpose::Reference];
    let updates = [Tracking::Tracking, Tracking::Viewstat];
    let head = (vec(selected(depth), 1..4), vec(source, 1..3), of(name()));
    let middle = (
        of(condition(depth)),
        of(with()),
        of(group_by()),
        of(condition(0)),
    );
    let tail = (
        vec(order(), 0..3),
        of(any::<u32>()),
        of(any::<u32>()),
        vec(proptest::sample::select(purposes.to_vec()), 0..3),
        vec(proptest::sample::select(updates.to_vec()), 0..3),
    );
    (head, middle, tail)
        .prop_map(
            |(
                (select, from, scope),
                (filter, with, group_by, having),
                (order_by, limit, offset, purposes, updates),
            )| Query {
                select,
                from,
                scope,
                filter,
                with,
                group_by,
                having,
                order_by,
                limit,
                offset,
                purposes,
                updates,
            },
        )
        .boxed()
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(query in query(2)) {
        let printed = query.to_string();
        let read: Query = printed.parse().unwrap_or_else(|error| panic!("{printed}: {error}"));
        prop_assert_eq!(&read, &query, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(SELECT|FROM|WHERE|AND|NOT|IN|LIKE|[a-z]{1,3}|[ ('),.:=<>\\\\-]|[0-9]{1,4}|é){0,30}") {
        let _ = text.parse::<Query>();
    }
}
