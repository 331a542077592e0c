mod action;
mod answer;
mod checks;
mod example;
mod file;
mod function;
mod registry;
mod structs;
mod types;

use super::{Files, Options};
use crate::ir::{Ir, Role, Shape};
use crate::naming;
use file::{RustFile, module_list};
use types::Emitter;

/// Every Rust file of the generated crate.
pub(super) fn files(ir: &Ir, options: &Options) -> Files {
    let emitter = Emitter::new(ir);
    let mut files = Files::new();
    for file in of_types(&emitter)
        .into_iter()
        .chain(of_functions(&emitter))
        .chain(registry::files(&emitter))
    {
        files.insert(format!("{}.rs", file.path), file.to_text());
    }
    for module in ir
        .modules
        .iter()
        .filter(|module| file::has_content(&emitter, module))
    {
        files.insert(
            format!("{}/mod.rs", module.name),
            module_list(&emitter, module),
        );
    }
    files.insert(
        "lib.rs".to_owned(),
        file::library(&emitter, &options.crate_docs),
    );
    files
}

/// A file for each type that stands for itself.
fn of_types(emitter: &Emitter) -> Vec<RustFile> {
    let stands_alone = |id: &usize| {
        let ty = &emitter.ir.types[*id];
        !matches!(ty.shape, Shape::Alias(_)) && !matches!(ty.role, Role::Input | Role::Output)
    };
    (0..emitter.ir.types.len())
        .filter(stands_alone)
        .map(|id| {
            let ty = &emitter.ir.types[id];
            let path = format!("{}/{}", ty.module, naming::snake(&ty.name));
            RustFile::new(path, &ty.source, structs::items(emitter, id))
        })
        .collect()
}

/// A file for each function, with its input and its output.
fn of_functions(emitter: &Emitter) -> Vec<RustFile> {
    let functions = emitter.ir.functions.iter();
    functions
        .map(|function| {
            let path = format!("{}/{}", function.module, naming::snake(&function.name));
            RustFile::new(path, &function.source, function::items(emitter, function))
        })
        .collect()
}
