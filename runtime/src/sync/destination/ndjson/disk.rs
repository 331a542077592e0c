use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

/// What is done with files. Tests put a disk below it that ends in the middle of any of these.
pub(super) trait Disk: Send + Sync {
    /// The files of a folder.
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// How long a file is; `None` where there is none.
    fn length(&self, file: &Path) -> io::Result<Option<u64>>;
    /// A file from its beginning.
    fn read(&self, file: &Path) -> io::Result<Box<dyn Read>>;
    /// Makes a file this long, and makes it where there is none.
    fn cut(&self, file: &Path, length: u64) -> io::Result<()>;
    /// Writes behind what is in a file.
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Returns when what is in a file would survive a power cut.
    fn sync(&self, file: &Path) -> io::Result<()>;
    /// Gives a file another name, and takes it from the one that has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Returns when the names of a folder's files would survive a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The files of the computer.
#[derive(Debug)]
pub(super) struct System;

impl Disk for System {
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect()
    }

    fn length(&self, file: &Path) -> io::Result<Option<u64>> {
        match fs::metadata(file) {
            Ok(about) => Ok(Some(about.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, file: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(BufReader::with_capacity(
            1 << 16,
            File::open(file)?,
        )))
    }

    fn cut(&self, file: &Path, length: u64) -> io::Result<()> {
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(file)?
            .set_len(length)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        File::options().append(true).open(file)?.write_all(bytes)
    }

    fn sync(&self, file: &Path) -> io::Result<()> {
        File::options().append(true).open(file)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Windows opens no folder; NTFS keeps names in a journal of its own.
    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}
