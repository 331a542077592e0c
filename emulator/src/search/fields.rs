//! Which fields are searched, and the rows whose texts have what is looked for.

use rusqlite::types::ValueRef;
use specforce_soql::SearchGroup;

use crate::fault::Fault;
use crate::org::Org;
use crate::store::{is_stored, quoted};
use crate::{Field, FieldType, Object};

use super::needle::Needle;
use super::objects::is_apart;
use super::words::Words;

/// What `IN NAME FIELDS` searches beside the field that names a record, as
/// [IN SearchGroup](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_in.htm) lists it.
const NAMES: &[(&str, &[&str])] = &[
    ("Account", &["Website", "Site"]),
    ("Case", &["SuppliedName", "SuppliedCompany", "Subject"]),
    ("Contact", &["AssistantName"]),
    ("Event", &["Subject"]),
    ("Lead", &["Company"]),
    ("Task", &["Subject"]),
    ("User", &["CommunityNickname"]),
];

impl Org {
    /// The rows of an object whose texts have the needle.
    pub(super) fn haystack(
        &self,
        object: &Object,
        group: Option<SearchGroup>,
        needle: Option<&Needle>,
    ) -> Result<Vec<i64>, Fault> {
        let fields = searched(object, group);
        let Some(needle) = needle.filter(|_| !fields.is_empty()) else {
            return Ok(Vec::new());
        };
        let columns: Vec<String> = fields.iter().map(|(name, _)| quoted(name)).collect();
        let table = quoted(&object.name);
        let sql = format!("SELECT rowid, {} FROM {table}", columns.join(", "));
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let (mut found, mut words) = (Vec::new(), Words::default());
        while let Some(row) = rows.next()? {
            words.clear();
            for (index, (_, field)) in fields.iter().enumerate() {
                if let ValueRef::Text(text) = row.get_ref(index + 1)? {
                    words.add(&String::from_utf8_lossy(text), field);
                }
            }
            if needle.is_in(&words) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }
}

/// The fields that are searched.
fn searched(object: &Object, group: Option<SearchGroup>) -> Vec<(&str, &Field)> {
    let group = group.filter(|_| !is_apart(object));
    let fields = object
        .fields
        .iter()
        .map(|(name, field)| (name.as_str(), field));
    let fields = fields.filter(|(_, field)| is_stored(field) && has_text(field.r#type));
    fields
        .filter(|(name, field)| match group {
            None | Some(SearchGroup::All | SearchGroup::Sidebar) => true,
            Some(SearchGroup::Name) => is_name(object, name),
            Some(SearchGroup::Email) => field.r#type == FieldType::Email,
            Some(SearchGroup::Phone) => field.r#type == FieldType::Phone,
        })
        .collect()
}

/// Neither numbers nor what is chosen from a list is searched.
fn has_text(ty: FieldType) -> bool {
    use FieldType::{Combobox, Email, Phone, String, Textarea, Url};
    matches!(ty, String | Textarea | Combobox | Email | Phone | Url)
}

fn is_name(object: &Object, field: &str) -> bool {
    let others = NAMES.iter().find(|(known, _)| *known == object.name);
    object.name_field.as_deref() == Some(field)
        || others.is_some_and(|(_, others)| others.contains(&field))
}
