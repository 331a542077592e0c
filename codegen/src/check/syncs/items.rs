//! What a list of a sync's model takes from the records that it is made of.

use std::collections::HashSet;

use specforce_soql::Name;

use super::selection::{self, bare, must_be_there};
use super::sources;
use crate::check::soundness::is_known;
use crate::fault::{Fault, Message};
use crate::ir::{Field, Ir, Known, Object, Origin, Property, Related, Shape, Sync, Ty, TypeId};
use crate::messages;
use crate::parse::place::Place;

/// What fills a list.
#[derive(Default)]
pub(super) struct Items {
    /// The name of the list in a record, and the field that orders it.
    pub(super) name: String,
    pub(super) order: String,
    /// What is selected of each source.
    pub(super) fields: Vec<Vec<Field>>,
    pub(super) found: Vec<Fault>,
}

impl Items {
    pub(super) fn fill(self, related: &mut Related) {
        related.name = self.name;
        related.order = self.order;
        for (source, fields) in related.sources.iter_mut().zip(self.fields) {
            source.fields = fields;
        }
    }
}

/// The names that a record has beside those of lists, in lower case.
pub(super) fn taken(sync: &Sync, fields: &[Field]) -> HashSet<String> {
    let fields = fields.iter().filter_map(|field| match field {
        Field::Path { path, .. } => path.split('.').next(),
        Field::Named(_) | Field::ReadAs { .. } => None,
    });
    let always = ["Id", "attributes", &sync.cursor];
    let names = fields.chain(always);
    names.map(str::to_lowercase).collect()
}

/// What fills a list whose name is none that is taken.
pub(super) fn of(ir: &Ir, sync: &Sync, related: &Related, taken: &mut HashSet<String>) -> Items {
    let mut filling = Filling {
        ir,
        sync,
        related,
        items: Items::default(),
    };
    if let Some((property, item)) = filling.list() {
        filling.name(property, taken);
        filling.item(item);
    }
    filling.items
}

struct Filling<'a> {
    ir: &'a Ir,
    sync: &'a Sync,
    related: &'a Related,
    items: Items,
}

impl<'a> Filling<'a> {
    fn refuse(&mut self, place: &Place, message: Message) {
        self.items.found.push(Fault::new(place, message));
    }

    /// The property that is filled, and the type of its items.
    fn list(&mut self) -> Option<(&'a Property, TypeId)> {
        let name = &self.related.property;
        let key = self.related.place.clone().of_key();
        let Ty::Type(model) = self.ir.plain(&self.sync.model) else {
            return None;
        };
        let (model, object) = (&self.ir.types[*model], self.ir.object(&self.sync.model)?);
        let Some(property) = object.property(name) else {
            let near = nearest(name, object);
            self.refuse(&key, messages::unknown_list(name, &model.name, near));
            return None;
        };
        if !is_whole(self.ir, property) {
            return None;
        }
        let item = self.item_of(property);
        if item.is_none() {
            let message = messages::no_list_of_objects(name, &property.place);
            self.refuse(&key, message);
        } else if property.required {
            self.refuse(&property.place, messages::required_list(name, &key));
        }
        Some((property, item?))
    }

    fn item_of(&self, property: &Property) -> Option<TypeId> {
        let Ty::List(item) = bare(self.ir, &property.ty) else {
            return None;
        };
        match self.ir.plain(item) {
            Ty::Type(id) if self.ir.object(item).is_some() => Some(*id),
            _ => None,
        }
    }

    /// The list stands in the record beside what is selected, and beside other lists.
    fn name(&mut self, property: &Property, taken: &mut HashSet<String>) {
        let Some(name) = sources::own_field(property) else {
            let key = self.related.place.clone().of_key();
            let message = messages::list_of_no_name(&key);
            self.refuse(&property.place.value("from"), message);
            return;
        };
        if !taken.insert(name.to_lowercase()) {
            self.refuse(&property.place, messages::taken_list_name(name));
        }
        name.clone_into(&mut self.items.name);
    }

    fn item(&mut self, id: TypeId) {
        let ty = &self.ir.types[id];
        let Shape::Object(item) = &ty.shape else {
            return;
        };
        if item.open {
            let place = ty.place.value("additionalProperties").of_key();
            self.refuse(&place, messages::open_model());
        }
        self.items.fields = vec![Vec::new(); self.related.sources.len()];
        for property in &item.properties {
            if is_whole(self.ir, property) {
                self.property(property);
            }
        }
        let found = sources::check(self.ir, self.related, &ty.name, item);
        self.items.found.extend(found);
        self.order(&ty.name, item);
    }

    fn property(&mut self, property: &'a Property) {
        let path = match &property.origin {
            Origin::Path(path) => path,
            origin => {
                let found = selection::unselectable(property, origin);
                self.items.found.extend(found);
                return;
            }
        };
        if path.first().is_some_and(|first| first == "attributes") {
            return;
        }
        match (bare(self.ir, &property.ty), path.as_slice()) {
            (Ty::List(_), _) => self.refuse(&property.place, messages::list_in_a_model()),
            (Ty::Map(_) | Ty::Any, []) => {}
            (ty, [field]) if self.ir.object(ty).is_none() && property.origin.input().is_none() => {
                self.field(property, field);
            }
            (_, []) => {
                let place = property.place.value("from");
                self.refuse(&place, messages::no_field_of_an_item());
            }
            _ => self.refuse(&property.place, messages::no_field_of_an_item()),
        }
    }

    fn field(&mut self, property: &Property, name: &str) {
        let related = self.related;
        let is_said = |source| sources::field_of(source, property).is_some();
        if Name::new(name).is_none() && !related.sources.iter().all(is_said) {
            self.refuse(&property.place, messages::no_field(name));
            return;
        }
        if name.eq_ignore_ascii_case("id") || selection::is_of_deleted(property, name) {
            return;
        }
        let required = must_be_there(self.ir, property);
        for (source, fields) in related.sources.iter().zip(&mut self.items.fields) {
            let path = sources::field_of(source, property)
                .unwrap_or(name)
                .to_owned();
            let field = if path == name {
                Field::Path { path, required }
            } else {
                let name = name.to_owned();
                Field::ReadAs { name, path }
            };
            add(fields, field);
        }
    }

    fn order(&mut self, item: &str, object: &Object) {
        let Some(name) = &self.related.order_by else {
            return;
        };
        let place = self.related.place.value("order_by");
        let Some(property) = object.property(name) else {
            let message = messages::unknown_item_property(name, item, nearest(name, object));
            self.refuse(&place, message);
            return;
        };
        if !is_whole(self.ir, property) {
            return;
        }
        let is_text = *self.ir.plain(&property.ty) == Ty::String;
        match sources::own_field(property) {
            Some(field) if is_text && must_be_there(self.ir, property) => {
                field.clone_into(&mut self.items.order);
            }
            _ => self.refuse(&place, messages::cannot_order(name, &property.place)),
        }
    }
}

/// Salesforce refuses a field that is selected twice.
fn add(fields: &mut Vec<Field>, field: Field) {
    for known in &mut *fields {
        match (known, &field) {
            (
                Field::Path { path, required },
                Field::Path {
                    path: same,
                    required: more,
                },
            ) if path.eq_ignore_ascii_case(same) => {
                *required |= more;
                return;
            }
            (known, field) if known == field => return,
            _ => {}
        }
    }
    fields.push(field);
}

/// Whether nothing is wrong with a property that would have told.
fn is_whole(ir: &Ir, property: &Property) -> bool {
    property.known == Known::Whole && is_known(ir, &property.ty)
}

pub(super) fn nearest<'o>(name: &str, object: &'o Object) -> Option<&'o str> {
    let names = object.properties.iter().map(|one| one.name.as_str());
    messages::nearest(name, names)
}
