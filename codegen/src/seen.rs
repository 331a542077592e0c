use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a build script found and left at its last run, so that it can tell that there is nothing to do.
///
/// The whole content of its folders is kept, not a digest of it or its dates: whatever differs is seen.
#[derive(Debug)]
pub struct Seen {
    record: PathBuf,
    /// What things are made of, as it was before they were made.
    causes: Option<Vec<u8>>,
    made: PathBuf,
}

impl Seen {
    /// Reads what is in the folder `from`, of which the folder `made` is made; both are kept in the file `record`.
    /// Another `generator` may make something else of the same, so after a change of it nothing counts as seen.
    pub fn new(record: PathBuf, generator: &str, from: &Path, made: PathBuf) -> Self {
        let mut causes = generator.as_bytes().to_vec();
        let read = add_folder(from, &mut causes);
        Self {
            record,
            causes: read.ok().map(|()| causes),
            made,
        }
    }

    /// Whether everything is as it was when it was kept.
    pub fn is_unchanged(&self) -> bool {
        match (fs::read(&self.record), self.content()) {
            (Ok(then), Ok(Some(now))) => then == now,
            _ => false,
        }
    }

    /// Keeps what was made beside what was read at first: an edit since then is yet to be seen.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&self) -> io::Result<()> {
        match self.content()? {
            Some(content) => fs::write(&self.record, content),
            None => Ok(()),
        }
    }

    fn content(&self) -> io::Result<Option<Vec<u8>>> {
        let Some(mut content) = self.causes.clone() else {
            return Ok(None);
        };
        add_folder(&self.made, &mut content)?;
        Ok(Some(content))
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
        } else if path.is_file() {
            let text = fs::read(&path)?;
            // With its length, so that no content can pass for the next file.
            let head = format!("\n{} {}\n", path.display(), text.len());
            content.extend_from_slice(head.as_bytes());
            content.extend_from_slice(&text);
        }
    }
    Ok(())
}
