//! Variations of a valid instance, most of which break its schema at one place.

use serde_json::{Map, Number, Value, json};

use super::instances::{count, deref};

/// What stands at one place of an instance instead of what was there.
pub(super) struct Mutation {
    pointer: String,
    value: Value,
}

impl Mutation {
    pub(super) fn apply(&self, instance: &Value) -> Value {
        let mut instance = instance.clone();
        if let Some(place) = instance.pointer_mut(&self.pointer) {
            place.clone_from(&self.value);
        }
        instance
    }
}

/// Every variation that is known of the instance.
///
/// Two are left out, as it is known that not all judges agree on them: an integer that does not fit into 64 bits, which
/// only the schema takes, unless a bound of the schema refuses it; and, where a type judges too (`typed`), a list in
/// place of an object, which serde takes for the object's properties in their order.
pub(super) fn of(root: &Value, instance: &Value, typed: bool) -> Vec<Mutation> {
    let mut mutations = Mutations {
        root,
        typed,
        found: Vec::new(),
    };
    mutations.visit(root, instance, "");
    mutations.found
}

struct Mutations<'a> {
    root: &'a Value,
    typed: bool,
    found: Vec<Mutation>,
}

impl<'a> Mutations<'a> {
    fn visit(&mut self, schema: &'a Value, value: &Value, pointer: &str) {
        let schema = self.meant(schema, value);
        self.put(pointer, of_other_types(value, self.typed));
        match value {
            Value::Number(number) => {
                self.put(pointer, numbers(schema, number.as_f64().unwrap_or(0.0)));
            }
            Value::String(text) => self.put(pointer, texts(schema, text)),
            Value::Array(items) => {
                self.put(pointer, lists(schema, items));
                let of_each = schema.get("items").unwrap_or(&Value::Bool(true));
                for (index, item) in items.iter().enumerate() {
                    self.visit(of_each, item, &format!("{pointer}/{index}"));
                }
            }
            Value::Object(map) => {
                self.put(pointer, objects(schema, map));
                for (name, value) in map {
                    let token = name.replace('~', "~0").replace('/', "~1");
                    let declared = schema
                        .get("properties")
                        .and_then(|declared| declared.get(name));
                    let others = schema.get("additionalProperties");
                    if let Some(schema) = declared.or(others) {
                        self.visit(schema, value, &format!("{pointer}/{token}"));
                    }
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn put(&mut self, pointer: &str, values: Vec<Value>) {
        self.found.extend(values.into_iter().map(|value| Mutation {
            pointer: pointer.to_owned(),
            value,
        }));
    }

    /// What the value was made from: of several branches, code generation writes one beside `null`.
    fn meant(&self, schema: &'a Value, value: &Value) -> &'a Value {
        let schema = deref(self.root, schema);
        let null = json!({ "type": "null" });
        match schema.get("anyOf").and_then(Value::as_array) {
            Some(branches) => branches
                .iter()
                .find(|branch| value.is_null() == (**branch == null))
                .map_or(schema, |branch| self.meant(branch, value)),
            None => schema,
        }
    }
}

fn of_other_types(value: &Value, typed: bool) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(1.5),
        json!("1"),
        json!({}),
    ];
    if !(typed && value.is_object()) {
        all.push(json!([]));
    }
    // How serde writes an enum that holds something.
    if let Value::String(text) = value {
        all.push(json!({ text.as_str(): null }));
    }
    all
}

/// Numbers at the bounds and one beyond, and the same number in other notations.
fn numbers(schema: &Value, number: f64) -> Vec<Value> {
    let mut all = vec![
        json!(number),
        json!(number.round()),
        whole(number),
        json!(number.trunc() + 0.5),
        json!(-0.0),
        json!(1e2),
        json!(9_007_199_254_740_992.0),
    ];
    if let Some(least) = schema.get("minimum").and_then(Value::as_f64) {
        all.extend([least, least - 1.0, -1e300].map(Value::from));
        all.extend(schema["minimum"].as_i64().map(|least| json!(least - 1)));
    }
    if let Some(most) = schema.get("maximum").and_then(Value::as_f64) {
        all.extend([most, most + 1.0, 1e19, 1e300].map(Value::from));
        all.extend(schema["maximum"].as_i64().map(|most| json!(most + 1)));
        all.push(json!(u64::MAX));
    }
    all
}

fn whole(number: f64) -> Value {
    let whole =
        Number::from_f64(number.trunc()).and_then(|number| specforce_scalar::whole(&number));
    whole.map_or(Value::Null, Value::from)
}

/// Texts as long as allowed and one character longer or shorter, and texts that are nearly the same.
fn texts(schema: &Value, text: &str) -> Vec<Value> {
    let mut all = vec![
        json!(""),
        json!(format!("{text}\n")),
        json!(format!("{text}\u{2028}")),
        json!(format!(" {text}")),
        json!(format!("{text}é")),
        json!(format!("x{text}")),
        json!(format!("{text}/..")),
        json!(text.replace(char::is_whitespace, "\u{3000}")),
        json!(text.to_uppercase()),
        json!(text.to_lowercase()),
        json!(text.replace(|c: char| c.is_ascii_digit(), "٣")),
        json!(text.chars().skip(1).collect::<String>()),
    ];
    for keyword in ["minLength", "maxLength"] {
        let Some(bound) = count(schema, keyword) else {
            continue;
        };
        for length in [bound.saturating_sub(1), bound, bound + 1] {
            all.push(json!("é".repeat(length)));
            all.push(json!("😀".repeat(length)));
        }
    }
    all
}

/// Lists as long as allowed and one item longer or shorter, and one with an item twice.
fn lists(schema: &Value, items: &[Value]) -> Vec<Value> {
    let Some(first) = items.first() else {
        return Vec::new();
    };
    let mut lengths = vec![0, items.len() + 1];
    for bound in ["minItems", "maxItems"] {
        if let Some(bound) = count(schema, bound) {
            lengths.extend([bound.saturating_sub(1), bound, bound + 1]);
        }
    }
    let resized = |length: usize| {
        let mut items = items.to_vec();
        items.resize(length, first.clone());
        Value::Array(items)
    };
    lengths.into_iter().map(resized).collect()
}

/// Objects with a property less or null, or with one that nobody knows.
fn objects(schema: &Value, map: &Map<String, Value>) -> Vec<Value> {
    let with = |name: &str, value: Value| {
        let mut map = map.clone();
        map.insert(name.to_owned(), value);
        Value::Object(map)
    };
    let mut all = vec![with("", Value::Null), with("unknown", json!("x"))];
    for name in map.keys() {
        let mut less = map.clone();
        less.shift_remove(name);
        all.push(Value::Object(less));
        all.push(with(&name.to_uppercase(), map[name].clone()));
    }
    let declared = schema.get("properties").and_then(Value::as_object);
    let declared = declared.into_iter().flat_map(Map::keys);
    all.extend(declared.map(|name| with(name, Value::Null)));
    all
}
