use std::collections::HashMap;

use super::soundness::Declared;
use crate::parse::declared::Declared as Entries;
use crate::parse::manifest::File;

/// The line of each function and type.
pub(super) fn of(files: &[File]) -> HashMap<Declared, usize> {
    let mut lines = HashMap::new();
    for (index, file) in files.iter().enumerate() {
        add(index, "actions", &file.actions, &mut lines);
        add(index, "syncs", &file.syncs, &mut lines);
        add(index, "types", &file.types, &mut lines);
    }
    lines
}

fn add<T>(file: usize, section: &str, entries: &Entries<T>, lines: &mut HashMap<Declared, usize>) {
    let named = entries.iter().enumerate();
    lines.extend(named.map(|(at, (name, _))| {
        let declared = (file, section.to_owned(), name.to_owned());
        (declared, entries.line(at))
    }));
}
