use crate::Object;
use crate::org::Org;

use super::Row;

impl Org {
    /// Writes into a record when it was changed and by whom, as far as its object has that.
    pub(super) fn changed(&self, object: &Object, row: &mut Row, at: &str) {
        for (name, value) in [
            ("LastModifiedDate", at),
            ("LastModifiedById", self.user.as_str()),
            ("SystemModstamp", at),
        ] {
            if object.fields.contains_key(name) {
                row.set(name, value.to_owned());
            }
        }
    }
}
