use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a build script found and left at its last run, so that it can tell that there is nothing to do.
///
/// The whole content of its folders is kept, not a digest of it or its dates: whatever differs is seen.
#[derive(Debug)]
pub struct Seen {
    record: PathBuf,
    generator: String,
    folders: Vec<PathBuf>,
}

impl Seen {
    /// Keeps what is in `folders` in the file `record`. Another `generator` may make something else of the same, so
    /// after a change of it nothing counts as seen.
    pub fn new(record: PathBuf, generator: String, folders: Vec<PathBuf>) -> Self {
        Self {
            record,
            generator,
            folders,
        }
    }

    /// Whether everything is as it was when it was kept.
    pub fn is_unchanged(&self) -> bool {
        match (fs::read(&self.record), self.now()) {
            (Ok(then), Ok(now)) => then == now,
            _ => false,
        }
    }

    /// Keeps everything as it is now.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&self) -> io::Result<()> {
        fs::write(&self.record, self.now()?)
    }

    fn now(&self) -> io::Result<Vec<u8>> {
        let mut content = self.generator.clone().into_bytes();
        for folder in &self.folders {
            add_folder(folder, &mut content)?;
        }
        Ok(content)
    }
}

fn add_folder(folder: &Path, content: &mut Vec<u8>) -> io::Result<()> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(&path, content)?;
        } else {
            let text = fs::read(&path)?;
            // With its length, so that no content can pass for the next file.
            let head = format!("\n{} {}\n", path.display(), text.len());
            content.extend_from_slice(head.as_bytes());
            content.extend_from_slice(&text);
        }
    }
    Ok(())
}
