//! Records that go, and come back.

use serde_json::{Value, json};

use super::Traffic;

impl Traffic {
    pub(super) fn delete(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        self.delete_some(object);
    }

    pub(crate) fn delete_some(&mut self, object: &str) {
        for id in self.some(object) {
            self.send("DELETE", &format!("sobjects/{object}/{id}"), &Value::Null);
        }
    }

    pub(super) fn undelete(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        if object != "User" {
            let binned = self.org.ids(object, "IsDeleted = true");
            for id in self.among(binned) {
                self.send("POST", "/emulator/undelete", &json!({ "ids": [id] }));
            }
            self.note_again();
        }
    }

    pub(super) fn hard_delete(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        for id in self.some(object) {
            self.send("POST", "/emulator/hard-delete", &json!({ "ids": [id] }));
        }
    }

    /// What was said about a case and is gone has no trace then, so that people who talk hardly ever do it.
    pub(super) fn empty_bin(&mut self) {
        if self.talks && self.random.u8(..20) > 0 {
            return;
        }
        self.send("DELETE", "/emulator/recycle-bin", &Value::Null);
        self.emptied += 1;
    }

    /// What Salesforce does to a list of deletes that is too long.
    pub(super) fn purge_delete_log(&mut self) {
        let answer = self.send("DELETE", "/emulator/delete-log", &Value::Null);
        self.has_purged |= answer["purged"].as_u64() > Some(0);
    }
}
