use super::index::Index;
use crate::sync::destination::one_line::one_line;
use crate::sync::destination::{Page, Written};

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<u8>);

impl Lines {
    /// Makes those of a page: only what differs from what is there, where that is known.
    pub(super) fn of(&mut self, page: &Page, mut index: Option<&mut Index>) -> Written {
        self.0.clear();
        let mut written = Written::default();
        for row in &page.upserts {
            let text = one_line(&row.json);
            if index
                .as_mut()
                .is_none_or(|index| index.upsert(&row.id, &text))
            {
                self.push(&text);
                written.upserted += 1;
            } else {
                written.unchanged += 1;
            }
        }
        for delete in &page.deletes {
            if index.as_mut().is_none_or(|index| index.delete(&delete.id)) {
                self.push(&format!(
                    r#"{{"id":{},"_deleted":true}}"#,
                    serde_json::json!(delete.id)
                ));
                written.deleted += 1;
            }
        }
        written
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn push(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'\n');
    }
}
