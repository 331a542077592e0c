//! A disk in memory, which is lost in the middle of whatever a test says.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::sync::destination::ndjson::disk::Disk;

/// What is left of what was not synced when the end comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// All: the program was killed.
    Kill,
    /// Nothing: the power was cut.
    PowerCut,
    /// The names, but not what is in the files.
    NamesOnly,
    /// What is in the files, but not the names.
    BytesOnly,
    /// The names, and the first half of what was written behind what was synced.
    Half,
}

pub(super) const ENDS: [End; 5] = [
    End::Kill,
    End::PowerCut,
    End::NamesOnly,
    End::BytesOnly,
    End::Half,
];

#[derive(Debug, Clone, Default)]
struct Bytes {
    now: Vec<u8>,
    synced: Vec<u8>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<Bytes>,
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    /// How much may still be done: each byte that is written is something, and each other change.
    left: Option<usize>,
    done: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Inner>>);

impl Memory {
    /// A disk that is lost after so many bytes and changes.
    pub(super) fn ending_after(left: usize) -> Self {
        let memory = Self::default();
        memory.end_after(left);
        memory
    }

    pub(super) fn end_after(&self, left: usize) {
        self.lock().left = Some(left);
    }

    /// How many bytes and changes there were.
    pub(super) fn done(&self) -> usize {
        self.lock().done
    }

    /// The disk as it is found afterwards.
    pub(super) fn after(&self, end: End) -> Self {
        let inner = self.lock();
        let names = match end {
            End::PowerCut | End::BytesOnly => inner.synced_names.clone(),
            End::Kill | End::NamesOnly | End::Half => inner.names.clone(),
        };
        let bytes = inner.files.iter().map(|bytes| bytes.after(end));
        let files = bytes.map(|bytes| Bytes {
            now: bytes.clone(),
            synced: bytes,
        });
        Self(Arc::new(Mutex::new(Inner {
            files: files.collect(),
            synced_names: names.clone(),
            names,
            ..Inner::default()
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }
}

impl Bytes {
    fn after(&self, end: End) -> Vec<u8> {
        match end {
            End::Kill | End::BytesOnly => self.now.clone(),
            End::Half if self.now.len() > self.synced.len() => {
                let behind = self.now.len() - self.synced.len();
                self.now[..self.synced.len() + behind / 2].to_vec()
            }
            End::PowerCut | End::NamesOnly | End::Half => self.synced.clone(),
        }
    }
}

impl Inner {
    /// Uses up some of what may still be done, and tells how much of it.
    fn spend(&mut self, wanted: usize) -> usize {
        let granted = self.left.map_or(wanted, |left| left.min(wanted));
        self.left = self.left.map(|left| left - granted);
        self.done += granted;
        granted
    }

    fn change(&mut self) -> io::Result<()> {
        match self.spend(1) {
            1 => Ok(()),
            _ => Err(io::Error::other("the disk is lost")),
        }
    }

    fn file(&mut self, name: &Path) -> io::Result<&mut Bytes> {
        let number = *self.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(&mut self.files[number])
    }
}

impl Disk for Memory {
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let inner = self.lock();
        let inside = |name: &&PathBuf| name.parent() == Some(folder);
        Ok(inner.names.keys().filter(inside).cloned().collect())
    }

    fn length(&self, file: &Path) -> io::Result<Option<u64>> {
        Ok(self
            .lock()
            .file(file)
            .ok()
            .map(|bytes| bytes.now.len() as u64))
    }

    fn read(&self, file: &Path) -> io::Result<Box<dyn Read>> {
        let bytes = self.lock().file(file)?.now.clone();
        Ok(Box::new(Cursor::new(bytes)))
    }

    fn cut(&self, file: &Path, length: u64) -> io::Result<()> {
        let mut inner = self.lock();
        inner.change()?;
        if !inner.names.contains_key(file) {
            let number = inner.files.len();
            inner.files.push(Bytes::default());
            inner.names.insert(file.to_owned(), number);
        }
        let length = usize::try_from(length).unwrap();
        inner.file(file)?.now.resize(length, 0);
        Ok(())
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut inner = self.lock();
        let granted = inner.spend(bytes.len());
        inner.file(file)?.now.extend_from_slice(&bytes[..granted]);
        if granted < bytes.len() {
            return inner.change();
        }
        Ok(())
    }

    fn sync(&self, file: &Path) -> io::Result<()> {
        let mut inner = self.lock();
        inner.change()?;
        let bytes = inner.file(file)?;
        bytes.synced = bytes.now.clone();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inner = self.lock();
        inner.change()?;
        let number = inner.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        inner.names.insert(to.to_owned(), number);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut inner = self.lock();
        inner.change()?;
        let inside = |name: &Path| name.parent() == Some(folder);
        inner.synced_names.retain(|name, _| !inside(name));
        let new: Vec<_> = inner
            .names
            .iter()
            .filter(|(name, _)| inside(name))
            .map(|(name, number)| (name.clone(), *number))
            .collect();
        inner.synced_names.extend(new);
        Ok(())
    }
}
