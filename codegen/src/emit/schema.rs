use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::ir::{Function, Ir, Keywords, Object, Outcome, Property, Role, Shape, Ty, Type, TypeId};
use crate::threads::map;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Every schema file: two a function, and the bundle.
pub(super) fn files(ir: &Ir) -> BTreeMap<String, String> {
    let of_functions = map(&ir.functions, |function| {
        [
            (input_file(function), pretty(&input(ir, function))),
            (output_file(function), pretty(&output(ir, function))),
        ]
    });
    let all = ("functions.schema.json".to_owned(), pretty(&bundle(ir)));
    of_functions.into_iter().flatten().chain([all]).collect()
}

/// The name of the file of a function's input.
pub(super) fn input_file(function: &Function) -> String {
    format!("{}.input.schema.json", function.name)
}

/// The name of the file of a function's output.
pub(super) fn output_file(function: &Function) -> String {
    format!("{}.output.schema.json", function.name)
}

/// The schema of a function's input.
pub(super) fn input(ir: &Ir, function: &Function) -> Value {
    root(ir, &Ty::Type(function.input), function)
}

/// The schema of a function's output.
pub(super) fn output(ir: &Ir, function: &Function) -> Value {
    root(ir, &function.output, function)
}

pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The types whose schemas stand in `$defs`, each with a Rust type of the same name.
pub(super) fn is_definition(ir: &Ir, id: TypeId) -> bool {
    let ty = &ir.types[id];
    !matches!(ty.shape, Shape::Alias(_)) && ty.role != Role::Within
}

/// The types of `$defs` that a type's own schema names.
pub(super) fn direct_references(ir: &Ir, id: TypeId) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    if let Shape::Object(object) = &ir.types[id].shape {
        for property in &object.properties {
            references(ir, &property.ty, &mut found);
        }
    }
    found
}

fn references(ir: &Ir, ty: &Ty, found: &mut BTreeSet<TypeId>) {
    match ty {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => references(ir, inner, found),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => references(ir, &alias.ty, found),
            _ if is_definition(ir, *id) => {
                found.insert(*id);
            }
            _ => {}
        },
        _ => {}
    }
}

/// A whole file: what schemars makes of the Rust type, and examples from the exchanges.
fn root(ir: &Ir, ty: &Ty, function: &Function) -> Value {
    let (title, mut schema, start) = match ir.plain(ty) {
        Ty::Type(id) => (ir.types[*id].name.clone(), definition(ir, *id), *id),
        _ => (
            crate::naming::of_function(&function.name, "output"),
            of_ty(ir, ty),
            usize::MAX,
        ),
    };
    if let Some(examples) = examples(ty, function) {
        schema.insert("examples".to_owned(), examples);
    }
    let mut root = Map::new();
    root.insert("$schema".to_owned(), DIALECT.into());
    root.insert("title".to_owned(), title.into());
    root.extend(schema);
    let mut needed = BTreeSet::new();
    references(ir, ty, &mut needed);
    let definitions = closure(ir, needed);
    let others: Map<String, Value> = definitions
        .iter()
        .filter(|id| **id != start)
        .map(|id| (ir.types[*id].name.clone(), definition(ir, *id).into()))
        .collect();
    if !others.is_empty() {
        root.insert("$defs".to_owned(), sorted(others));
    }
    let mut root = root.into();
    if let Some(start) = ir.types.get(start) {
        // A type that holds itself refers to the whole document, as schemars has it.
        redirect(&mut root, &pointer(&start.name));
    }
    root
}

fn redirect(schema: &mut Value, from: &str) {
    match schema {
        Value::Object(map) => {
            if let Some(target) = map.get_mut("$ref").filter(|target| *target == from) {
                *target = "#".into();
            }
            map.values_mut().for_each(|value| redirect(value, from));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| redirect(value, from)),
        _ => {}
    }
}

fn sorted(map: Map<String, Value>) -> Value {
    map.into_iter()
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect::<Map<_, _>>()
        .into()
}

fn closure(ir: &Ir, start: BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = start.clone();
    let mut next: Vec<TypeId> = start.into_iter().collect();
    while let Some(id) = next.pop() {
        next.extend(
            direct_references(ir, id)
                .into_iter()
                .filter(|id| seen.insert(*id)),
        );
    }
    seen
}

pub(super) fn bundle(ir: &Ir) -> Value {
    let is_used = |ty: &Type| ty.path.is_none() || ty.in_input || ty.in_output;
    let definitions = (0..ir.types.len())
        .filter(|id| is_definition(ir, *id) && is_used(&ir.types[*id]))
        .map(|id| (ir.types[id].name.clone(), definition(ir, id).into()))
        .collect();
    let functions: Map<String, Value> = ir
        .functions
        .iter()
        .map(|function| {
            let properties = json!({
                "input": reference(ir, function.input),
                "output": of_ty(ir, &function.output),
            });
            let schema = json!({ "description": function.description, "type": "object", "properties": properties });
            (function.name.clone(), schema)
        })
        .collect();
    json!({ "$schema": DIALECT, "title": "Functions", "type": "object", "properties": functions, "$defs": sorted(definitions) })
}

/// What stands under a type's name in `$defs`, and what its `JsonSchema` gives.
fn definition(ir: &Ir, id: TypeId) -> Map<String, Value> {
    let ty = &ir.types[id];
    let mut schema = Map::new();
    if let Some(description) = &ty.description {
        schema.insert("description".to_owned(), description.trim().into());
    }
    match &ty.shape {
        Shape::Object(object) => schema.extend(of_object(ir, object, ty.in_input)),
        Shape::Enum(values) => schema.extend(of_enum(values)),
        Shape::Alias(alias) => {
            schema.extend(of_ty(ir, &alias.ty));
            schema.extend(of_keywords(&alias.keywords));
        }
    }
    if let Some(examples) = own_examples(ir, id) {
        schema.insert("examples".to_owned(), examples);
    }
    schema
}

fn of_enum(values: &[String]) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), values.into());
    schema
}

fn of_object(ir: &Ir, object: &Object, closed: bool) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    let properties: Map<String, Value> = object
        .properties
        .iter()
        .map(|property| (property.name.clone(), of_property(ir, property).into()))
        .collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    let required: Vec<&str> = object
        .properties
        .iter()
        .filter(|property| property.required)
        .map(|property| property.name.as_str())
        .collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    if object.open || closed {
        schema.insert("additionalProperties".to_owned(), object.open.into());
    }
    schema
}

fn of_property(ir: &Ir, property: &Property) -> Map<String, Value> {
    let mut schema = of_ty(ir, &property.ty);
    schema.extend(of_keywords(&property.keywords));
    if matches!(ir.plain(&property.ty), Ty::Nullable(_)) {
        allow_null(&mut schema);
    }
    schema
}

/// `null` beside the values that are listed.
fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(only) = schema.remove("const") {
        schema.insert("enum".to_owned(), json!([only, null]));
    } else if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

fn of_ty(ir: &Ir, ty: &Ty) -> Map<String, Value> {
    let of_type = |name: &str| Map::from_iter([("type".to_owned(), Value::from(name))]);
    match ty {
        Ty::String => of_type("string"),
        Ty::Integer => of_type("integer"),
        Ty::Number => of_type("number"),
        Ty::Boolean => of_type("boolean"),
        Ty::Any => Map::new(),
        Ty::List(inner) => {
            let mut schema = of_type("array");
            schema.insert("items".to_owned(), free(of_ty(ir, inner)));
            schema
        }
        Ty::Map(inner) => {
            let mut schema = of_type("object");
            schema.insert("additionalProperties".to_owned(), free(of_ty(ir, inner)));
            schema
        }
        Ty::Nullable(inner) => or_null(of_ty(ir, inner)),
        Ty::Type(id) if is_definition(ir, *id) => reference(ir, *id),
        Ty::Type(id) => definition(ir, *id),
    }
}

/// The schema of anything is `true`.
fn free(schema: Map<String, Value>) -> Value {
    if schema.is_empty() {
        Value::Bool(true)
    } else {
        schema.into()
    }
}

fn or_null(mut schema: Map<String, Value>) -> Map<String, Value> {
    match schema.get("type") {
        Some(Value::String(name))
            if !schema.contains_key("enum") && !schema.contains_key("const") =>
        {
            let both = json!([name, "null"]);
            schema.insert("type".to_owned(), both);
            schema
        }
        None if schema.is_empty() => schema,
        _ => Map::from_iter([("anyOf".to_owned(), json!([schema, { "type": "null" }]))]),
    }
}

fn reference(ir: &Ir, id: TypeId) -> Map<String, Value> {
    let target = pointer(&ir.types[id].name);
    Map::from_iter([("$ref".to_owned(), target.into())])
}

/// A name is a Rust identifier: what a URI cannot hold of it is what is not ASCII.
fn pointer(name: &str) -> String {
    format!("#/$defs/{}", utf8_percent_encode(name, CONTROLS))
}

fn of_keywords(keywords: &Keywords) -> Map<String, Value> {
    let mut schema = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            schema.insert(name.to_owned(), value);
        }
    };
    put(
        "description",
        keywords
            .description
            .as_deref()
            .map(|text| text.trim().into()),
    );
    match keywords.allowed.as_slice() {
        [] => {}
        [only] => put("const", Some(only.clone())),
        several => put("enum", Some(several.into())),
    }
    put("default", keywords.default.clone());
    put("format", keywords.format.clone().map(Value::from));
    put("pattern", keywords.pattern.clone().map(Value::from));
    put("minLength", keywords.min_length.map(Value::from));
    put("maxLength", keywords.max_length.map(Value::from));
    put("minimum", keywords.minimum.clone());
    put("maximum", keywords.maximum.clone());
    put("minItems", keywords.min_items.map(Value::from));
    put("maxItems", keywords.max_items.map(Value::from));
    put(
        "examples",
        (!keywords.examples.is_empty()).then(|| keywords.examples.clone().into()),
    );
    schema
}

/// The examples of a type that is the whole input or output of one function.
fn own_examples(ir: &Ir, id: TypeId) -> Option<Value> {
    let whole = Ty::Type(id);
    match ir.types[id].role {
        Role::Input => ir.functions.iter().find(|function| function.input == id),
        Role::Output => ir
            .functions
            .iter()
            .find(|function| function.output == whole),
        _ => None,
    }
    .and_then(|function| examples(&whole, function))
}

fn examples(ty: &Ty, function: &Function) -> Option<Value> {
    let is_input = *ty == Ty::Type(function.input);
    let mut examples: Vec<Value> = Vec::new();
    for exchange in &function.exchanges {
        let Outcome::Output(output) = &exchange.outcome else {
            continue;
        };
        let example = if is_input { &exchange.input } else { output };
        if !examples.contains(example) {
            examples.push(example.clone());
        }
    }
    (!examples.is_empty()).then(|| examples.into())
}
