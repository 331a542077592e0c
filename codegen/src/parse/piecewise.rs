//! What can be read of a file that does not decode as a whole, and an error an entry, so that one slip does not hide the
//! next.

use std::cell::OnceCell;

use serde::Deserialize;

use super::at::read_at;
use super::declared::Declared;
use super::decoding::Decoding;
use super::entries::{Entries, Json};
use super::keys::Keys;
use super::manifest::File;
use crate::fault::Fault;

/// `first`: why it does not decode as a whole.
pub(super) fn entry_by_entry(
    text: &str,
    first: &serde_yaml::Error,
    decoding: &Decoding,
) -> (File, Vec<Fault>) {
    let Ok(sections) = serde_yaml::from_str::<Keys>(text) else {
        let file = File {
            unreadable: true,
            ..File::default()
        };
        // As plain JSON a key that is given twice is refused where it stands.
        let plain = serde_yaml::from_str::<Json>(text).err();
        return (file, vec![decoding.fault(plain.as_ref().unwrap_or(first))]);
    };
    let mut pieces = Pieces {
        text,
        decoding,
        found: decoding.repeated_sections(),
    };
    let file = pieces.file(&sections);
    let mut found = pieces.found;
    let first = decoding.fault(first);
    // An error outside every entry, such as an unknown section.
    let is_told = found.iter().any(|fault| fault.is(&first));
    if !is_told && (found.is_empty() || !decoding.is_within_entry(&first.place)) {
        found.push(first);
    }
    (file, found)
}

struct Pieces<'a, 'b> {
    text: &'a str,
    decoding: &'a Decoding<'b>,
    found: Vec<Fault>,
}

impl Pieces<'_, '_> {
    fn file(&mut self, sections: &Keys) -> File {
        let mut file = File::default();
        match read_at(self.text, &["group"]) {
            Ok(group) => file.group = group,
            Err(error) => {
                file.unread_group = true;
                self.found.push(self.decoding.fault(&error));
            }
        }
        for section in sections.once() {
            match section {
                "actions" => file.actions = self.section(section).0,
                "syncs" => file.syncs = self.section(section).0,
                "types" => (file.types, file.unread_types) = self.section(section),
                "group" => {}
                unknown => self.found.push(self.decoding.unknown_section(unknown)),
            }
        }
        file
    }

    /// The entries of a section that can be read, and the names of the others.
    fn section<T: for<'de> Deserialize<'de>>(
        &mut self,
        section: &str,
    ) -> (Declared<T>, Vec<String>) {
        let decoding = self.decoding;
        let keys = match read_at::<Keys>(self.text, &[section]) {
            Ok(keys) => keys,
            Err(error) => {
                self.found.push(decoding.fault(&error));
                return (Declared::default(), decoding.names(section).collect());
            }
        };
        self.found.extend(decoding.repeated_entries(section));
        let (read, mut unread) = self.entries(section, &keys);
        // Of two sections of one name the first is read.
        unread.extend(decoding.names(section).skip(keys.iter().count()));
        (read, unread)
    }

    /// Only those with a fault are read by themselves, which tells where it stands.
    fn entries<T: for<'de> Deserialize<'de>>(
        &mut self,
        section: &str,
        keys: &Keys,
    ) -> (Declared<T>, Vec<String>) {
        let together = read_at::<Entries<Json>>(self.text, &[section]).unwrap_or_default();
        let mut together = together.iter();
        let alone = OnceCell::new();
        let (mut read, mut unread, mut left) = (Declared::default(), Vec::new(), 0);
        for name in keys.once() {
            let plain = together.next().map(|(_, json)| T::deserialize(&json.0));
            if let Some(Ok(entry)) = plain {
                read.push(name, entry);
                continue;
            }
            let alone = alone.get_or_init(|| self.decoding.section(section));
            match alone.read(name) {
                Ok(entry) => read.push(name, entry),
                Err(failed) => {
                    let fault = |failed| self.decoding.fault_of(section, name, &failed);
                    left += usize::from(failed.is_none());
                    self.found.extend(failed.map(fault));
                    unread.push(name.to_owned());
                }
            }
        }
        if left > 0 {
            self.found.push(self.decoding.left(section, left));
        }
        (read, unread)
    }
}
