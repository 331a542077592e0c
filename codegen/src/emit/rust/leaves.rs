//! What the files and modules of generated code are called, which nobody sees but the compiler and the file system.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::ir::{Ir, TypeId};
use crate::naming::snake;

/// What generated code calls by itself, so that no module beside it may have the name.
const TAKEN: [&str; 12] = [
    "alloc",
    "core",
    "functions",
    "mod",
    "registry",
    "runtime",
    "schemars",
    "serde",
    "serde_json",
    "specforce_runtime",
    "std",
    "syncs",
];

/// Some file systems take 255 bytes; an ending and a number more are added.
const LONGEST: usize = 200;

/// A name for each group, function and type, in ASCII and different whatever the case.
pub(super) struct Leaves<'a> {
    groups: BTreeMap<&'a str, String>,
    functions: BTreeMap<&'a str, String>,
    types: Vec<String>,
}

impl<'a> Leaves<'a> {
    pub(super) fn new(ir: &'a Ir) -> Self {
        let mut taken = HashSet::new();
        let groups = ir.modules.iter();
        let groups = groups.map(|module| {
            let name = free(&file_name(&module.name), |name| {
                taken.insert(name.to_owned())
            });
            (module.name.as_str(), name)
        });
        let groups = groups.collect();
        taken.clear();
        let functions = ir.functions_and_syncs().map(|(function, _)| {
            let name = file_name(&snake(function));
            let name = suffixed(name, "function", |name| TAKEN.contains(&name));
            let name = free(&name, |name| taken.insert(name.to_owned()));
            (function, name)
        });
        let mut leaves = Self {
            groups,
            functions: functions.collect(),
            types: Vec::new(),
        };
        leaves.types = leaves.of_types(ir);
        leaves
    }

    fn of_types(&self, ir: &Ir) -> Vec<String> {
        let functions: HashSet<(String, String)> = ir
            .functions_and_syncs()
            .map(|(name, module)| (module.to_owned(), self.functions[name].clone()))
            .collect();
        let mut taken = HashSet::new();
        let types = ir.types.iter().map(|ty| {
            // A function `open` and a type `Open` are two things, but one file name.
            let is_function =
                |name: &str| functions.contains(&(ty.module.clone(), name.to_owned()));
            let name = suffixed(file_name(&snake(&ty.name)), "type", |name| {
                TAKEN.contains(&name) || is_function(name)
            });
            free(&name, |name| {
                !is_function(name) && taken.insert(name.to_owned())
            })
        });
        types.collect()
    }

    /// The folder of a group.
    pub(super) fn group(&self, module: &'a str) -> &str {
        self.groups.get(module).map_or(module, String::as_str)
    }

    /// The module of an action or a sync within that of its group, and in the list of all.
    pub(super) fn function(&self, name: &str) -> &str {
        &self.functions[name]
    }

    /// The module of a type within that of its group.
    pub(super) fn ty(&self, id: TypeId) -> &str {
        &self.types[id]
    }
}

/// rustc looks for no file with another name than an ASCII one.
fn file_name(name: &str) -> String {
    let mut ascii = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            let _ = write!(ascii, "u{:x}", u32::from(c));
        }
    }
    ascii.truncate(LONGEST);
    ascii
}

fn suffixed(name: String, suffix: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if is_taken(&name) {
        format!("{name}_{suffix}")
    } else {
        name
    }
}

/// The name, with a number behind it where it has to differ.
fn free(plain: &str, mut is_free: impl FnMut(&str) -> bool) -> String {
    let mut name = plain.to_owned();
    let mut number = 2;
    while !is_free(&name) {
        name = format!("{plain}_{number}");
        number += 1;
    }
    name
}
