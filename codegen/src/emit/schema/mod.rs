mod definition;
mod examples;
mod keywords;
mod references;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use self::definition::{definition, of_ty, pointer, reference};
use self::examples::examples;
use self::references::{closure, is_definition, redirect, references};
use crate::ir::{Function, Ir, Role, Sync, Ty, Type, TypeId};
use crate::threads::{both, map};

pub(super) use self::references::direct_references;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Every schema file: two a function, and the bundle.
pub(super) fn files(ir: &Ir) -> BTreeMap<String, String> {
    let of_function = |function: &Function| {
        let schemas = [input(ir, function), output(ir, function)];
        of_two(&function.name, schemas)
    };
    let of_sync = |sync: &Sync| of_two(&sync.name, [sync_input(ir, sync), model(ir, sync)]);
    let each = || {
        let functions = map(&ir.functions, of_function);
        functions.into_iter().chain(map(&ir.syncs, of_sync))
    };
    let (all, each) = both(|| pretty(&bundle(ir)), each);
    let all = ("functions.schema.json".to_owned(), all);
    each.flatten().chain([all]).collect()
}

/// The files of the two sides of a function.
fn of_two(name: &str, [input, output]: [Value; 2]) -> [(String, String); 2] {
    [
        (input_file(name), pretty(&input)),
        (output_file(name), pretty(&output)),
    ]
}

/// The name of the file of a function's input.
pub(super) fn input_file(name: &str) -> String {
    format!("{name}.input.schema.json")
}

/// The name of the file of a function's output.
pub(super) fn output_file(name: &str) -> String {
    format!("{name}.output.schema.json")
}

/// The schema of an action's input.
pub(super) fn input(ir: &Ir, function: &Function) -> Value {
    let ty = Ty::Type(function.input);
    root(ir, &ty, &function.name, examples(&ty, function))
}

/// The schema of an action's output.
pub(super) fn output(ir: &Ir, function: &Function) -> Value {
    let ty = &function.output;
    root(ir, ty, &function.name, examples(ty, function))
}

/// The schema of a sync's input.
pub(super) fn sync_input(ir: &Ir, sync: &Sync) -> Value {
    root(ir, &Ty::Type(sync.input), &sync.name, None)
}

/// The schema of a sync's model.
pub(super) fn model(ir: &Ir, sync: &Sync) -> Value {
    root(ir, &sync.model, &sync.name, None)
}

pub(super) fn pretty(value: &Value) -> String {
    // What is JSON already can be written.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// A whole file: what schemars makes of the Rust type, and examples from the exchanges.
fn root(ir: &Ir, ty: &Ty, function: &str, examples: Option<Value>) -> Value {
    let (title, mut schema, start) = match ir.plain(ty) {
        Ty::Type(id) => (ir.types[*id].name.clone(), definition(ir, *id), *id),
        _ => (
            crate::naming::of_function(function, "output"),
            of_ty(ir, ty),
            usize::MAX,
        ),
    };
    if let Some(examples) = examples {
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

fn sorted(map: Map<String, Value>) -> Value {
    map.into_iter()
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect::<Map<_, _>>()
        .into()
}

pub(super) fn bundle(ir: &Ir) -> Value {
    let is_used = |ty: &Type| ty.path.is_none() || ty.in_input || ty.in_output;
    let mut definitions: Map<String, Value> = (0..ir.types.len())
        .filter(|id| is_definition(ir, *id) && is_used(&ir.types[*id]))
        .map(|id| (ir.types[id].name.clone(), definition(ir, id).into()))
        .collect();
    for function in &ir.functions {
        add_examples(ir, function, &mut definitions);
    }
    let actions = ir.functions.iter().map(|one| {
        let schema = of_function(ir, &one.description, one.input, &one.output);
        (one.name.clone(), schema)
    });
    let syncs = ir.syncs.iter().map(|one| {
        let schema = of_function(ir, &one.description, one.input, &one.model);
        (one.name.clone(), schema)
    });
    object([
        ("$schema", DIALECT.into()),
        ("title", "Functions".into()),
        ("type", "object".into()),
        (
            "properties",
            actions.chain(syncs).collect::<Map<_, _>>().into(),
        ),
        ("$defs", sorted(definitions)),
    ])
}

/// The input and the output of a function by their types.
fn of_function(ir: &Ir, description: &str, input: TypeId, output: &Ty) -> Value {
    let properties = object([
        ("input", reference(ir, input).into()),
        ("output", of_ty(ir, output).into()),
    ]);
    object([
        ("description", description.into()),
        ("type", "object".into()),
        ("properties", properties),
    ])
}

/// A type that is the whole input or output of one function has that function's examples.
fn add_examples(ir: &Ir, function: &Function, definitions: &mut Map<String, Value>) {
    for ty in [&Ty::Type(function.input), &function.output] {
        if let Ty::Type(id) = ty
            && matches!(ir.types[*id].role, Role::Input | Role::Output)
            && let Some(Value::Object(schema)) = definitions.get_mut(&ir.types[*id].name)
            && let Some(examples) = examples(ty, function)
        {
            schema.insert("examples".to_owned(), examples);
        }
    }
}

/// `json!` would write and read each value once more.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Map::from_iter(members).into()
}
