//! Manifest to ir: names resolved, types known, everything that is wrong told at once.

mod bounds;
mod conformity;
mod cycles;
mod difference;
mod endpoint;
mod enums;
mod evaluation;
mod exchanges;
pub(crate) mod expression;
mod functions;
mod jmespath;
mod keywords;
mod lines;
mod names;
mod pattern;
mod placement;
mod properties;
mod route;
mod sending;
mod shadowing;
mod soundness;
mod syncs;
pub(crate) mod template;
mod type_expression;
mod types;
mod typing;
mod usage;
mod whole;

use std::collections::HashMap;

use self::soundness::Declared;
use crate::Prelude;
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Module, Object, Role, Shape, Type, TypeId};
use crate::messages;
use crate::naming;
use crate::parse::manifest::{File, Property};
use crate::parse::place::Place;
use crate::source::Source;

/// The module of types whose file has no group.
const NO_GROUP: &str = "types";

const MOST_GUESSES: usize = 100;

const UNTITLED: &str = "Types that functions of several groups use";

/// What is made of the files, and everything that is wrong with it.
pub(crate) fn check(sources: &[Source], files: &[File], prelude: Prelude) -> (Ir, Vec<Fault>) {
    let mut checker = Checker {
        sources,
        files,
        prelude,
        ir: Ir::default(),
        lines: lines::of(files),
        types: HashMap::new(),
        functions: HashMap::new(),
        found: Vec::new(),
        guesses: MOST_GUESSES,
        shaky: Vec::new(),
        shadowing: Vec::new(),
    };
    checker.declare_modules();
    checker.declare_types();
    checker.resolve_types();
    checker.resolve_functions();
    checker.resolve_syncs();
    checker.looked_at()
}

struct Checker<'a> {
    sources: &'a [Source],
    files: &'a [File],
    prelude: Prelude,
    /// The line of each function and type, by file, section and name.
    lines: HashMap<Declared, usize>,
    ir: Ir,
    types: HashMap<String, TypeId>,
    /// Where each action and sync is declared.
    functions: HashMap<String, Place>,
    found: Vec<Fault>,
    /// For how many more unknown types a known one is looked for that may be meant.
    guesses: usize,
    /// What is of a type that could not be read, which was told there.
    shaky: Vec<Place>,
    /// Types of the manifest that stand in the place of one that every manifest may use.
    shadowing: Vec<TypeId>,
}

impl Checker<'_> {
    /// What is resolved, and all that is wrong with it.
    fn looked_at(self) -> (Ir, Vec<Fault>) {
        let (mut ir, mut found) = (self.ir, self.found);
        // People look for a group by its name, not by the file it stands in.
        ir.functions
            .sort_by(|one, other| one.group.cmp(&other.group));
        ir.syncs.sort_by(|one, other| one.group.cmp(&other.group));
        ir.modules.sort_by(|one, other| one.name.cmp(&other.name));
        soundness::mark(&mut ir, &found, &self.shaky);
        let of_whole_types = whole::check(&mut ir);
        found.extend(shadowing::gathered(&ir, &self.shadowing, of_whole_types));
        (ir, found)
    }

    fn refuse(&mut self, place: &Place, message: Message) {
        self.found.push(Fault::new(place, message));
    }

    fn source_line(&self, place: &Place) -> String {
        let source = &self.sources[place.file];
        let line = soundness::declared(place).and_then(|declared| self.lines.get(&declared));
        format!("{}:{}", source.name, line.unwrap_or(&1))
    }

    fn module(&self, file: usize) -> String {
        self.files[file]
            .group
            .as_deref()
            .map_or(NO_GROUP.to_owned(), naming::snake)
    }

    fn declare_modules(&mut self) {
        for (index, file) in self.files.iter().enumerate() {
            if file.group.is_none() && !file.unread_group && file.has_functions() {
                self.refuse(&Place::file(index), messages::no_group());
            }
            let title = file.group.clone().unwrap_or_else(|| UNTITLED.to_owned());
            let place = Place::file(index).value("group");
            let is_name = |group: &str| {
                group.starts_with(char::is_alphanumeric) && group.contains(char::is_alphabetic)
            };
            if let Some(group) = file.group.as_deref().filter(|group| !is_name(group)) {
                self.refuse(&place, messages::bad_group(group));
            }
            let name = self.module(index);
            if !self
                .ir
                .modules
                .iter()
                .any(|module| (&module.name, &module.title) == (&name, &title))
            {
                self.ir.modules.push(Module { name, title, place });
            }
        }
    }

    fn declare_types(&mut self) {
        let files = self.files;
        for (file, name, written) in declared(files) {
            let place = Place::file(file).value("types").key(name);
            self.check_type_name(name, &place);
            let own = !self.is_prelude(file);
            if let Some(first) = self.types.get(name) {
                if !own {
                    self.shadowing.push(*first);
                    continue;
                }
                let message = messages::duplicate("type", name, &self.ir.types[*first].place);
                self.refuse(&place, message);
                continue;
            }
            let id = self.add_type(naming::camel(name), self.module(file), Role::Named, place);
            self.ir.types[id].rust = properties::rust_name_of(written);
            if !own && self.prelude == Prelude::Given && !properties::is_alias(written) {
                let ty = &mut self.ir.types[id];
                ty.path = Some(format!("::specforce::{}::{}", ty.module, ty.name));
            }
            self.types.insert(name.to_owned(), id);
        }
    }

    /// The last file is that of the types which every manifest may use.
    fn is_prelude(&self, file: usize) -> bool {
        file + 1 == self.files.len()
    }

    fn check_type_name(&mut self, name: &str, place: &Place) {
        const BUILT_IN: [&str; 9] = [
            "string", "integer", "number", "boolean", "any", "list", "map", "null", "object",
        ];
        if BUILT_IN.contains(&name)
            || !name.starts_with(char::is_alphabetic)
            || !name.chars().all(type_expression::is_part)
        {
            self.refuse(place, messages::bad_type_name(name));
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
            sound: true,
            path: None,
        });
        self.ir.types.len() - 1
    }

    fn resolve_types(&mut self) {
        let files = self.files;
        let mut seen = std::collections::HashSet::new();
        for (file, name, property) in declared(files) {
            // A second type of the same name was refused already, or is hidden by the first.
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
