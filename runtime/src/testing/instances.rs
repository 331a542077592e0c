//! Valid instances of a JSON Schema, of the keywords that code generation writes.

use proptest::collection::{hash_map, vec};
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::{Map, Value};

use crate::schema::resolve;

/// How many references are followed before optional properties are left out and lists stay empty.
const DEPTH: usize = 4;

/// Instances of the schema that is a whole document.
pub(super) fn of(root: &Value) -> BoxedStrategy<Value> {
    Instances { root, depth: 0 }.of(root)
}

/// The schema that a reference such as `#/$defs/Name` stands for, or the schema itself.
pub(super) fn deref<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema.get("$ref").and_then(Value::as_str);
    target
        .and_then(|target| resolve(root, target))
        .unwrap_or(schema)
}

/// A keyword that counts something.
pub(super) fn count(schema: &Value, keyword: &str) -> Option<usize> {
    let count = schema.get(keyword)?.as_u64()?;
    usize::try_from(count).ok()
}

#[derive(Clone, Copy)]
struct Instances<'a> {
    root: &'a Value,
    depth: usize,
}

impl Instances<'_> {
    fn of(mut self, schema: &Value) -> BoxedStrategy<Value> {
        if schema.get("$ref").is_some() {
            self.depth += 1;
        }
        let schema = deref(self.root, schema);
        if let Some(Value::Array(values)) = schema.get("enum") {
            return select(values.clone()).boxed();
        }
        if let Some(value) = schema.get("const") {
            return Just(value.clone()).boxed();
        }
        if let Some(Value::Array(branches)) = schema.get("anyOf") {
            return one_of(branches.iter().map(|branch| self.of(branch)));
        }
        match schema.get("type") {
            Some(Value::String(name)) => self.of_type(name, schema),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str);
                one_of(names.map(|name| self.of_type(name, schema)))
            }
            _ => anything(),
        }
    }

    fn of_type(self, name: &str, schema: &Value) -> BoxedStrategy<Value> {
        match name {
            "boolean" => any::<bool>().prop_map(Value::from).boxed(),
            "integer" => integer(schema),
            "number" => number(schema),
            "string" => text(schema),
            "array" => self.list(schema),
            "object" => self.object(schema),
            _ => Just(Value::Null).boxed(),
        }
    }

    fn list(self, schema: &Value) -> BoxedStrategy<Value> {
        let least = count(schema, "minItems").unwrap_or(0);
        let usual = if self.depth < DEPTH { least + 3 } else { least };
        let most = count(schema, "maxItems").map_or(usual, |most| usual.min(most));
        let item = self.of(schema.get("items").unwrap_or(&Value::Bool(true)));
        vec(item, least..=most).prop_map(Value::Array).boxed()
    }

    fn object(self, schema: &Value) -> BoxedStrategy<Value> {
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
        let declared = schema.get("properties").and_then(Value::as_object);
        let properties: Vec<_> = declared
            .into_iter()
            .flatten()
            .filter(|(name, _)| is_required(name) || self.depth < DEPTH)
            .map(|(name, schema)| named(name, self.of(schema), is_required(name)))
            .collect();
        (self.others(schema), properties)
            .prop_map(|(others, properties)| {
                let properties = properties.into_iter().flatten();
                let all: Map<String, Value> = properties.chain(others).collect();
                Value::Object(all)
            })
            .boxed()
    }

    /// Properties that are not declared. Their names begin in a way that no declared one does.
    fn others(self, schema: &Value) -> BoxedStrategy<Vec<(String, Value)>> {
        let closed = Value::Bool(false);
        match schema.get("additionalProperties") {
            Some(values) if *values != closed && self.depth < DEPTH => {
                hash_map("#\\PC{0,3}", self.of(values), 0..3)
                    .prop_map(|others| others.into_iter().collect())
                    .boxed()
            }
            _ => Just(Vec::new()).boxed(),
        }
    }
}

fn named(
    name: &str,
    values: BoxedStrategy<Value>,
    required: bool,
) -> BoxedStrategy<Option<(String, Value)>> {
    let name = name.to_owned();
    let given = values.prop_map(move |value| (name.clone(), value));
    if required {
        given.prop_map(Some).boxed()
    } else {
        proptest::option::of(given).boxed()
    }
}

fn one_of(strategies: impl Iterator<Item = BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
    proptest::strategy::Union::new(strategies).boxed()
}

fn integer(schema: &Value) -> BoxedStrategy<Value> {
    let bound = |keyword| schema.get(keyword).and_then(Value::as_i64);
    let least = bound("minimum").unwrap_or(i64::MIN);
    let most = bound("maximum").unwrap_or(i64::MAX);
    let small = least.max(most.min(0).saturating_sub(9))..=most.min(least.max(0).saturating_add(9));
    prop_oneof![small, least..=most]
        .prop_map(Value::from)
        .boxed()
}

fn number(schema: &Value) -> BoxedStrategy<Value> {
    let bound = |keyword| schema.get(keyword).and_then(Value::as_f64);
    let (least, most) = (bound("minimum"), bound("maximum"));
    let least = least.unwrap_or_else(|| most.unwrap_or(0.0) - 1e9);
    let most = most.unwrap_or(least.abs() + 1e9);
    let of_range = move |number: f64| (least..=most).contains(&number).then(|| number.into());
    let whole = (least..=most).prop_map(move |number| of_range(number.round()));
    let broken = (least..=most).prop_map(of_range);
    prop_oneof![whole, broken]
        .prop_filter_map("it is within the bounds", |number| number)
        .boxed()
}

/// Texts of characters, not bytes: most of them are no ASCII.
fn text(schema: &Value) -> BoxedStrategy<Value> {
    let least = count(schema, "minLength").unwrap_or(0);
    let most = count(schema, "maxLength").unwrap_or(usize::MAX);
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else {
        let any_text = format!("(?s).{{{least},{}}}", most.min(least + 8));
        return generated(&any_text)
            .expect("it is a pattern")
            .prop_map(Value::from)
            .boxed();
    };
    let regex = specforce_scalar::compile(pattern).expect("code generation has compiled it");
    let matching = generated(&brief(
        pattern.trim_start_matches('^').trim_end_matches('$'),
    ));
    let matching = matching.unwrap_or_else(|| examples(schema));
    matching
        .prop_filter("as long as the schema says", move |text| {
            regex.is_match(text) && (least..=most).contains(&text.chars().count())
        })
        .prop_map(Value::from)
        .boxed()
}

fn generated(pattern: &str) -> Option<BoxedStrategy<String>> {
    string_regex(pattern).ok().map(Strategy::boxed)
}

/// The pattern with its open ends closed, as repetitions within repetitions make very long texts, and with classes of
/// ASCII, as ECMA-262 has them.
fn brief(pattern: &str) -> String {
    let (mut in_class, mut escaped) = (false, false);
    let mut brief = String::new();
    for c in pattern.chars() {
        match c {
            '+' if !in_class && !escaped => brief.push_str("{1,3}"),
            '*' if !in_class && !escaped => brief.push_str("{0,2}"),
            'd' | 'w' | 's' if escaped => {
                brief.pop();
                brief.push_str(match c {
                    'd' => "[0-9]",
                    'w' => "[0-9A-Za-z_]",
                    _ => "[ \\t]",
                });
            }
            _ => brief.push(c),
        }
        if !escaped && matches!(c, '[' | ']') {
            in_class = c == '[';
        }
        escaped = c == '\\' && !escaped;
    }
    brief
}

/// For a pattern that no text can be made from.
fn examples(schema: &Value) -> BoxedStrategy<String> {
    let examples = schema.get("examples").and_then(Value::as_array);
    let texts = examples.into_iter().flatten().filter_map(Value::as_str);
    let texts: Vec<String> = texts.map(str::to_owned).collect();
    assert!(!texts.is_empty(), "no text can be made for {schema}");
    select(texts).boxed()
}

fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        "\\PC{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            hash_map("\\PC{0,4}", inner, 0..3).prop_map(|map| map.into_iter().collect()),
        ]
    })
    .boxed()
}
