use std::collections::HashMap;
use std::sync::Arc;

use super::extension::{self, Described};
use super::{Object, Slip, check, standard, system};

/// The objects of an org.
#[derive(Debug, Clone)]
pub struct Catalog {
    objects: Vec<Arc<Object>>,
    /// By the name in small letters.
    names: HashMap<String, usize>,
    prefixes: HashMap<String, usize>,
}

/// The description of an object, and what its file is called.
#[derive(Debug, Clone, Copy)]
pub struct Description<'a> {
    /// Such as `Invoice__c.yaml`.
    pub file: &'a str,
    /// What stands in it: `emulator/objects/README.md` tells the form.
    pub text: &'a str,
}

impl Catalog {
    /// The objects that every org has.
    ///
    /// # Errors
    /// Everything that is wrong with them, which is nothing.
    pub fn standard() -> Result<Self, Vec<Slip>> {
        Self::with(&[])
    }

    /// The objects that every org has, and others.
    ///
    /// # Errors
    /// Everything that is wrong with the descriptions, each with its file.
    pub fn with(others: &[Description]) -> Result<Self, Vec<Slip>> {
        let (mut read, mut extensions, mut slips) = (Vec::new(), Vec::new(), Vec::new());
        for Description { file, text } in standard::OBJECTS.iter().chain(others) {
            match extension::read(text) {
                Ok(Described::Object(object)) => read.push((*file, *object)),
                Ok(Described::Extension(extension)) => extensions.push((*file, extension)),
                Err(why) => slips.push(Slip::new(file, why)),
            }
        }
        for (file, extension) in extensions {
            extension.extend(file, &mut read, &mut slips);
        }
        let catalog = Self::of(&read, &mut slips);
        for (file, object) in &read {
            check::object(&catalog, file, object, &mut slips);
        }
        check::children(&read, &mut slips);
        if slips.is_empty() {
            Ok(catalog.completed())
        } else {
            Err(slips)
        }
    }

    /// The same without some fields.
    pub(crate) fn without<'a>(&self, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut left = self.clone();
        for (object, field) in fields {
            let index = left.names.get(&object.to_ascii_lowercase());
            if let Some(object) = index.and_then(|index| left.objects.get_mut(*index)) {
                let fields = &mut Arc::make_mut(object).fields;
                fields.shift_remove(field);
                for address in fields.values_mut() {
                    address.parts.retain(|part| part != field);
                }
            }
        }
        left
    }

    fn completed(mut self) -> Self {
        for object in &mut self.objects {
            system::complete(Arc::make_mut(object));
        }
        self
    }

    fn of(read: &[(&str, Object)], slips: &mut Vec<Slip>) -> Self {
        let (mut names, mut prefixes) = (HashMap::new(), HashMap::new());
        for (index, (file, object)) in read.iter().enumerate() {
            if names
                .insert(object.name.to_ascii_lowercase(), index)
                .is_some()
            {
                let message = format!("another object is called `{}`", object.name);
                slips.push(Slip::new(file, message));
            }
            if let Some(other) = prefixes.insert(object.prefix.clone(), index) {
                let (_, other) = &read[other];
                let message = format!("is the prefix of `{}` already", other.name);
                slips.push(Slip::at(file, &object.prefix, message));
            }
        }
        Self {
            objects: read
                .iter()
                .map(|(_, object)| Arc::new(object.clone()))
                .collect(),
            names,
            prefixes,
        }
    }

    /// Every object: those that every org has, then the others.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = &Object> {
        self.objects.iter().map(AsRef::as_ref)
    }

    /// The object of this name, whatever its case.
    pub fn object(&self, name: &str) -> Option<&Object> {
        self.at(name).map(AsRef::as_ref)
    }

    /// The object whose ids begin so.
    pub fn of_prefix(&self, prefix: &str) -> Option<&Object> {
        let object = self.objects.get(*self.prefixes.get(prefix)?)?;
        Some(object.as_ref())
    }

    /// The same as [`Catalog::object`], to be kept while the org changes.
    pub(crate) fn shared(&self, name: &str) -> Option<Arc<Object>> {
        self.at(name).cloned()
    }

    pub(crate) fn all(&self) -> &[Arc<Object>] {
        &self.objects
    }

    fn at(&self, name: &str) -> Option<&Arc<Object>> {
        let index = self.names.get(&name.to_ascii_lowercase())?;
        self.objects.get(*index)
    }
}
