use std::collections::BTreeSet;
use std::sync::Arc;

use crate::fault::Fault;
use crate::near::with_near;
use crate::{Catalog, Object, Slip};

use super::Org;

/// The fields that field-level security hides from who asks, as `Contact.Phone`.
#[derive(Debug, Default)]
pub(crate) struct Hidden(BTreeSet<(String, String)>);

impl Org {
    /// Gives the org these objects. What is hidden stays so.
    pub(crate) fn describe(&mut self, catalog: Catalog) {
        self.catalog = catalog.without(self.hidden.fields());
        self.whole = catalog;
        self.described = self.clock.now();
    }

    /// The object of this name with all of its fields, hidden ones too: what the org itself works with.
    pub(crate) fn whole(&self, name: &str) -> Result<Arc<Object>, Fault> {
        self.whole.shared(name).ok_or_else(Fault::not_found)
    }

    /// Hides fields from all requests, or none where one of them cannot be hidden.
    pub(crate) fn hide(&mut self, names: &[impl AsRef<str>]) -> Result<(), Slip> {
        let fields = names.iter().map(|name| self.hideable(name.as_ref()));
        let fields: Vec<(String, String)> = fields.collect::<Result<_, _>>()?;
        self.hidden.0.extend(fields);
        self.describe(self.whole.clone());
        Ok(())
    }

    /// Hides no field any more.
    pub(crate) fn unhide(&mut self) {
        self.hidden.0.clear();
        self.describe(self.whole.clone());
    }

    /// A field as it is written. Salesforce shows everybody what a record cannot be without.
    pub(crate) fn hideable(&self, name: &str) -> Result<(String, String), Slip> {
        let refused = |why: &str| Slip::new(name, why);
        let Some((object, field)) = name.split_once('.') else {
            return Err(refused(
                "a field is told with its object, such as Contact.Phone",
            ));
        };
        let object = self.whole.object(object).ok_or_else(|| {
            let known = self.whole.objects().map(|object| object.name.as_str());
            refused(&with_near("there is no such object", object, known))
        })?;
        let (field, described) = object.field(field).ok_or_else(|| {
            let known = object.fields.keys().map(String::as_str);
            let why = format!("{} has no such field", object.name);
            refused(&with_near(&why, field, known))
        })?;
        if described.required || object.name_field.as_deref() == Some(field) {
            let why =
                "no record can be without it, so everybody sees it; hide one that may be null";
            return Err(refused(why));
        }
        Ok((object.name.clone(), field.to_owned()))
    }
}

impl Hidden {
    /// Each by object and name.
    fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.map(|(object, field)| (object.as_str(), field.as_str()))
    }

    /// Each as `Contact.Phone`.
    pub(crate) fn names(&self) -> Vec<String> {
        let fields = self.fields();
        fields
            .map(|(object, field)| format!("{object}.{field}"))
            .collect()
    }
}
