//! Manifest to ir: names resolved, types known, everything that is wrong told at once.

mod cycles;
mod exchanges;
pub(crate) mod expression;
mod functions;
mod keywords;
mod names;
mod placement;
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
use crate::parse::lines::entry_lines;
use crate::parse::manifest::{File, Property};
use crate::parse::place::Place;
use crate::source::Source;

/// The module of types whose file has no group.
const NO_GROUP: &str = "types";

const UNTITLED: &str = "Types that functions of several groups use";

pub(crate) fn check(sources: &[Source], files: &[File]) -> Result<Ir, Diagnostics> {
    let mut checker = Checker {
        sources,
        files,
        lines: sources
            .iter()
            .map(|source| entry_lines(&source.text))
            .collect(),
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
    // Each of these looks at whole types, so it needs what the one before it has made sure of.
    let ir = gate(found.into_result(ir)?, |ir| cycles::check(ir, sources))?;
    let ir = gate(ir, |ir| {
        let mut found = usage::check(ir, sources);
        found.extend(names::check(ir, sources));
        found.extend(keywords::check(ir, sources));
        found
    })?;
    gate(ir, |ir| typing::check(ir, sources))
}

fn gate(mut ir: Ir, look: impl FnOnce(&mut Ir) -> Vec<Diagnostic>) -> Result<Ir, Diagnostics> {
    let mut found = Diagnostics::new();
    found.extend(look(&mut ir));
    found.into_result(ir)
}

struct Checker<'a> {
    sources: &'a [Source],
    files: &'a [File],
    /// By file: the line of each function and type.
    lines: Vec<HashMap<(String, String), usize>>,
    ir: Ir,
    types: HashMap<String, TypeId>,
    found: Diagnostics,
}

impl Checker<'_> {
    fn refuse(&mut self, place: &Place, message: String) {
        self.found.extend([at(self.sources, place, message)]);
    }

    fn source_line(&self, place: &Place) -> String {
        let source = &self.sources[place.file];
        let known = place
            .entry()
            .and_then(|entry| self.lines[place.file].get(&entry).copied());
        let line = known.unwrap_or_else(|| place.position(&source.text).line);
        format!("{}:{line}", source.name)
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
            let title = file.group.clone().unwrap_or_else(|| UNTITLED.to_owned());
            let place = Place::file(index).value("group");
            let name = self.module(index);
            if !self
                .ir
                .modules
                .iter()
                .any(|module| (&module.name, &module.title) == (&name, &title))
            {
                let source = self.sources[index].name.clone();
                self.ir.modules.push(Module {
                    name,
                    title,
                    place,
                    source,
                });
            }
        }
    }

    fn declare_types(&mut self) {
        let files = self.files;
        for (file, name, written) in declared(files) {
            let place = Place::file(file).value("types").key(name);
            self.check_type_name(name, &place);
            if let Some(first) = self.types.get(name) {
                let first = self.ir.types[*first].source.clone();
                self.refuse(&place, messages::duplicate("type", name, first));
                continue;
            }
            let id = self.add_type(naming::camel(name), self.module(file), Role::Named, place);
            self.ir.types[id].rust = properties::rust_name_of(written);
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
        let source = self.source_line(&place.declared_in());
        self.ir.types.push(Type {
            name,
            module,
            description: None,
            shape: Shape::Object(Object::default()),
            role,
            rust: None,
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
