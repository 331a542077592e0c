//! Which fields a sync selects: what its model takes its values from.

use std::collections::{HashMap, HashSet};

use specforce_soql::Name;

use super::{columns, is_modelled};
use crate::check::soundness::is_known;
use crate::fault::{Fault, Message};
use crate::ir::{Field, Ir, Known, Object, Origin, Property, Reads, Shape, Sync, Ty, TypeId};
use crate::messages;
use crate::parse::place::Place;

/// Salesforce takes no longer statement.
/// <https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm>
const LONGEST: usize = 100_000;

/// From a record to the parents of its parents Salesforce goes so many steps.
/// <https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm>
const MOST_PARENTS: usize = 5;

/// What is selected for the rows of a sync, and what is wrong with its model.
pub(super) struct Selected {
    pub(super) fields: Vec<Field>,
    /// The inputs that say which field it is, each with where they are named.
    pub(super) named: Vec<(String, Place)>,
    pub(super) found: Vec<Fault>,
}

pub(super) fn of(ir: &Ir, sync: &Sync) -> Selected {
    let mut selection = Selection {
        ir,
        sync,
        filled: filled(ir, sync).collect(),
        selected: Selected {
            fields: Vec::new(),
            named: Vec::new(),
            found: Vec::new(),
        },
        known: HashMap::new(),
        seen: HashSet::new(),
        length: 0,
    };
    if is_modelled(ir, sync) {
        selection.model();
    }
    selection.selected
}

fn filled<'a>(ir: &'a Ir, sync: &'a Sync) -> impl Iterator<Item = &'a Place> {
    let model = ir.object(&sync.model);
    let related = sync.related.iter();
    let lists = related.filter_map(move |list| model?.property(&list.property));
    lists.map(|property| &property.place)
}

struct Selection<'a> {
    ir: &'a Ir,
    sync: &'a Sync,
    /// The lists of the model that related records are put into.
    filled: HashSet<&'a Place>,
    selected: Selected,
    /// The index of each field by its path, whose case does not count.
    known: HashMap<String, usize>,
    /// What a type takes from a place is the same each time.
    seen: HashSet<(String, TypeId)>,
    length: usize,
}

impl Selection<'_> {
    fn refuse(&mut self, place: &Place, message: Message) {
        self.selected.found.push(Fault::new(place, message));
    }

    fn model(&mut self) {
        let sync = self.sync;
        let (plain, object) = (self.ir.plain(&sync.model), self.ir.object(&sync.model));
        let (Ty::Type(id), Some(model)) = (plain, object) else {
            let place = sync.place.value("model");
            self.refuse(&place, messages::no_object_for_a_model());
            return;
        };
        self.selected.found.extend(columns::check(model));
        self.id(*id, model);
        self.object(*id, &[], true);
        if self.length > LONGEST {
            let place = &self.ir.types[*id].place;
            self.refuse(place, messages::too_many_fields(LONGEST));
        }
    }

    /// Whether nothing is wrong with a property that would have told.
    fn is_known(&self, property: &Property) -> bool {
        property.known == Known::Whole && is_known(self.ir, &property.ty)
    }

    /// A row is known by its id, wherever it is copied to.
    fn id(&mut self, id: TypeId, model: &Object) {
        let ty = &self.ir.types[id];
        let property = model.property("id");
        let is_id = |id: &Property| {
            let of_id = matches!(&id.origin, Origin::Path(path) if *path == ["Id"]);
            of_id && must_be_there(self.ir, id) && *self.ir.plain(&id.ty) == Ty::String
        };
        if !property.is_some_and(|id| !self.is_known(id) || is_id(id)) {
            let place = property.map_or(&ty.place, |id| &id.place);
            self.refuse(place, messages::no_id(&ty.name));
        }
    }

    /// What an object takes, from the row or from a parent; `required`: whether no row can be read without the parent.
    fn object(&mut self, id: TypeId, parents: &[String], required: bool) {
        let ty = &self.ir.types[id];
        let is_new = self.seen.insert((parents.join("."), id));
        let Shape::Object(object) = &ty.shape else {
            return;
        };
        if !is_new || self.length > LONGEST {
            return;
        }
        if object.open {
            self.refuse(
                &ty.place.value("additionalProperties").of_key(),
                messages::open_model(),
            );
        }
        self.properties(object, parents, required);
    }

    fn properties(&mut self, object: &Object, parents: &[String], required: bool) {
        for property in &object.properties {
            if !self.is_known(property) {
                continue;
            }
            match &property.origin {
                Origin::Path(path) => match property.origin.input() {
                    Some(name) => self.named(property, name, parents),
                    None => self.path(property, path, parents, required),
                },
                origin => self.selected.found.extend(unselectable(property, origin)),
            }
        }
    }

    fn named(&mut self, property: &Property, name: &str, parents: &[String]) {
        let place = property.place.value("from");
        self.selected.named.push((name.to_owned(), place.clone()));
        if !parents.is_empty() {
            self.refuse(&place, messages::named_of_a_parent(name));
        } else if matches!(self.sync.reads, Reads::Query(_)) {
            self.refuse(
                &place,
                messages::of_an_unknown_query(&format!("{{{name}}}")),
            );
        } else if property.required {
            let message = messages::named_but_required(&property.name, name);
            self.refuse(&property.place, message);
        } else {
            let field = Field::Named(name.to_owned());
            if !self.selected.fields.contains(&field) {
                self.selected.fields.push(field);
            }
        }
    }

    fn path(&mut self, property: &Property, path: &[String], parents: &[String], required: bool) {
        let full = [parents, path].concat();
        // Salesforce tells them without being asked.
        if full.first().is_some_and(|first| first == "attributes")
            || self.filled.contains(&property.place)
        {
            return;
        }
        if self.is_unknown(&full) {
            let message = messages::of_an_unknown_query(&full.join("."));
            self.refuse(&property.place, message);
            return;
        }
        if let Some(step) = path.iter().find(|step| Name::new(step.as_str()).is_none()) {
            let mut found = self.selected.found.iter();
            // What destinations keep is no name of a field either.
            if !found.any(|fault| fault.place == property.place) {
                self.refuse(&property.place, messages::no_field(step));
            }
            return;
        }
        if full.len() > MOST_PARENTS + 1 {
            self.refuse(&property.place, messages::too_far_a_parent(MOST_PARENTS));
            return;
        }
        let required = required && (path.is_empty() || must_be_there(self.ir, property));
        match (bare(self.ir, &property.ty), path) {
            (Ty::Type(id), _) if self.ir.object(&Ty::Type(*id)).is_some() => {
                self.object(*id, &full, required);
            }
            (Ty::List(_), _) => self.refuse(&property.place, messages::list_in_a_model()),
            // The whole row has what the others select.
            (Ty::Map(_) | Ty::Any, []) => {}
            (_, []) => self.refuse(&property.place.value("from"), messages::whole_row()),
            _ if is_of_deleted(property, &full.join(".")) => {}
            _ => self.add(full.join("."), required),
        }
    }

    /// Whether nobody can tell if a caller's query selects this.
    fn is_unknown(&self, path: &[String]) -> bool {
        let is_selected = path.is_empty() || *path == ["Id"];
        matches!(self.sync.reads, Reads::Query(_)) && !is_selected
    }

    fn add(&mut self, path: String, required: bool) {
        let folded = path.to_ascii_lowercase();
        if folded == "id" || path.eq_ignore_ascii_case(&self.sync.cursor) {
            return;
        }
        self.length += path.len() + ", ".len();
        let fields = &mut self.selected.fields;
        let known = self.known.get(&folded).map(|index| &mut fields[*index]);
        if let Some(Field::Path {
            required: known, ..
        }) = known
        {
            *known |= required;
        } else {
            self.known.insert(folded, fields.len());
            fields.push(Field::Path { path, required });
        }
    }
}

/// What is wrong with what is taken from no field.
pub(super) fn unselectable(property: &Property, origin: &Origin) -> Option<Fault> {
    let (place, key) = match origin {
        Origin::Path(_) | Origin::Constant(_) => return None,
        Origin::Rest => (property.place.key("rest"), "rest"),
        Origin::Computed(_) | Origin::Template(_) => (property.place.value("from"), "from"),
    };
    Some(Fault::new(&place, messages::unselectable(key)))
}

/// Whether a property asks if a record is deleted, which none is that a query gives; so it is there only where it must be.
pub(super) fn is_of_deleted(property: &Property, path: &str) -> bool {
    !property.required && path.eq_ignore_ascii_case("IsDeleted")
}

/// The type without another name and without null.
pub(super) fn bare<'t>(ir: &'t Ir, ty: &'t Ty) -> &'t Ty {
    match ir.plain(ty) {
        Ty::Nullable(inner) => bare(ir, inner),
        plain => plain,
    }
}

pub(super) fn must_be_there(ir: &Ir, property: &Property) -> bool {
    property.required && property.keywords.default.is_none() && !ir.keeps_null(&property.ty)
}
