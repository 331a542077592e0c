//! Manifest to ir: names resolved, types known, everything that is wrong told at once.

mod exchanges;
pub(crate) mod expression;
mod functions;
mod keywords;
mod names;
mod properties;
pub(crate) mod template;
mod type_expression;
mod types;
mod typing;
mod usage;

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Ir, Module, Object, Role, Shape, Type, TypeId};
use crate::messages;
use crate::naming;
use crate::parse::manifest::{File, Property};
use crate::parse::place::Place;
use crate::source::Source;

/// The module of types whose file has no group.
const NO_GROUP: &str = "types";

pub(crate) fn check(sources: &[Source], files: &[File]) -> Result<Ir, Diagnostics> {
    let mut checker = Checker {
        sources,
        files,
        ir: Ir::default(),
        types: HashMap::new(),
        found: Diagnostics::new(),
    };
    checker.declare_modules();
    checker.declare_types();
    checker.resolve_types();
    checker.resolve_functions();
    let Checker { mut ir, found, .. } = checker;
    // People look for a group by its name, not by the file it stands in.
    ir.functions
        .sort_by(|one, other| one.group.cmp(&other.group));
    ir.modules.sort_by(|one, other| one.name.cmp(&other.name));
    // Later checks look at whole types, so they need all of them resolved.
    let mut ir = found.into_result(ir)?;
    let mut found = Diagnostics::new();
    found.extend(usage::check(&mut ir, sources));
    found.extend(names::check(&ir, sources));
    let ir = found.into_result(ir)?;
    let mut found = Diagnostics::new();
    found.extend(typing::check(&ir, sources));
    found.into_result(ir)
}

struct Checker<'a> {
    sources: &'a [Source],
    files: &'a [File],
    ir: Ir,
    types: HashMap<String, TypeId>,
    found: Diagnostics,
}

impl Checker<'_> {
    fn refuse(&mut self, place: &Place, message: String) {
        self.found.extend([at(self.sources, place, message)]);
    }

    fn source_line(&self, place: &Place) -> String {
        source_line(self.sources, place)
    }

    fn module(&self, file: usize) -> String {
        self.files[file]
            .group
            .as_deref()
            .map_or(NO_GROUP.to_owned(), naming::snake)
    }

    fn declare_modules(&mut self) {
        for (index, file) in self.files.iter().enumerate() {
            if file.group.is_none() && file.actions.iter().next().is_some() {
                let message = "a file with actions says which `group:` they belong to, such as `group: Records`";
                self.refuse(&Place::file(index), message.to_owned());
            }
            let title = file
                .group
                .clone()
                .unwrap_or_else(|| "Types that functions of several groups use".to_owned());
            let module = Module {
                name: self.module(index),
                title,
            };
            if !self.ir.modules.contains(&module) {
                self.ir.modules.push(module);
            }
        }
    }

    fn declare_types(&mut self) {
        let files = self.files;
        for (file, name, _) in declared(files) {
            let place = Place::file(file).value("types").key(name);
            self.check_type_name(name, &place);
            if let Some(first) = self.types.get(name) {
                let first = self.ir.types[*first].source.clone();
                self.refuse(&place, messages::duplicate("type", name, first));
                continue;
            }
            let id = self.add_type(naming::camel(name), self.module(file), Role::Named, place);
            self.types.insert(name.to_owned(), id);
        }
    }

    fn check_type_name(&mut self, name: &str, place: &Place) {
        const BUILT_IN: [&str; 9] = [
            "string", "integer", "number", "boolean", "any", "list", "map", "null", "object",
        ];
        if BUILT_IN.contains(&name) || !name.chars().next().is_some_and(char::is_alphabetic) {
            self.refuse(
                place,
                messages::bad_name("a type", name, "a word of your own such as `SaveResult`"),
            );
        }
    }

    fn add_type(&mut self, name: String, module: String, role: Role, place: Place) -> TypeId {
        let source = self.source_line(&place);
        self.ir.types.push(Type {
            name,
            module,
            description: None,
            shape: Shape::Object(Object::default()),
            role,
            source,
            place,
            in_input: false,
            in_output: false,
        });
        self.ir.types.len() - 1
    }

    fn resolve_types(&mut self) {
        let files = self.files;
        let mut seen = std::collections::HashSet::new();
        for (file, name, property) in declared(files) {
            // A second type of the same name was refused already.
            if seen.insert(name) {
                self.resolve_type(
                    self.types[name],
                    property,
                    &Place::file(file).value("types").value(name),
                );
            }
        }
    }
}

fn declared(files: &[File]) -> impl Iterator<Item = (usize, &str, &Property)> {
    files.iter().enumerate().flat_map(|(file, content)| {
        content
            .types
            .iter()
            .map(move |(name, property)| (file, name, property))
    })
}

/// What is wrong at a place of the manifest.
fn at(sources: &[Source], place: &Place, message: String) -> Diagnostic {
    let source = &sources[place.file];
    Diagnostic::new(source, place.position(&source.text), message)
}

fn source_line(sources: &[Source], place: &Place) -> String {
    let source = &sources[place.file];
    format!("{}:{}", source.name, place.position(&source.text).line)
}
