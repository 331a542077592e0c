//! Syncs: what they read, of which records, and what a record becomes.

mod columns;
mod condition;
mod harmless;
mod inputs;
mod interval;
mod items;
mod reads;
mod related;
mod relative;
mod selection;
mod sources;

use std::collections::HashMap;

use super::Checker;
use super::soundness::is_known;
use crate::fault::Fault;
use crate::ir::{Deletes, Ir, Sync, Ty, Where};
use crate::messages;
use crate::parse::place::Place;
use crate::parse::sync::{Conditions, DELETES, Sync as Written};

/// Fills in what each sync selects. Looks at whole types, and leaves out what is wrong in them.
pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let mut found = shared_models(ir);
    for index in 0..ir.syncs.len() {
        let sync = &ir.syncs[index];
        let selected = selection::of(ir, sync);
        let mut taken = items::taken(sync, &selected.fields);
        let related = sync.related.iter();
        let lists = related.map(|list| items::of(ir, sync, list, &mut taken));
        let lists: Vec<_> = lists.collect();
        let faults = selected.found.into_iter();
        let faults = faults.chain(lists.iter().flat_map(|list| list.found.clone()));
        let faults = faults.chain(inputs::check(ir, sync, &selected.named));
        for fault in faults {
            // Two models may have one type within.
            if !found.iter().any(|known| known.is(&fault)) {
                found.push(fault);
            }
        }
        let sync = &mut ir.syncs[index];
        sync.fields = selected.fields;
        for (related, list) in sync.related.iter_mut().zip(lists) {
            list.fill(related);
        }
    }
    found
}

/// Whether it can be said what a sync's rows are.
fn is_modelled(ir: &Ir, sync: &Sync) -> bool {
    sync.typed && is_known(ir, &sync.model)
}

/// A destination has a place for each model, which only one sync writes to.
fn shared_models(ir: &Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut first = HashMap::new();
    for sync in ir.syncs.iter().filter(|sync| is_modelled(ir, sync)) {
        let place = sync.place.value("model");
        let Ty::Type(model) = ir.plain(&sync.model) else {
            continue;
        };
        if let Some(other) = first.get(model) {
            let message = messages::same_model(&ir.types[*model].name, other);
            found.push(Fault::new(&place, message));
        } else {
            first.insert(*model, place);
        }
    }
    found
}

impl Checker<'_> {
    pub(super) fn resolve_syncs(&mut self) {
        let files = self.files;
        for (index, file) in files.iter().enumerate() {
            let group = file.group.clone().unwrap_or_default();
            for (name, sync) in file.syncs.iter() {
                let section = Place::file(index).value("syncs");
                let (key, place) = (section.key(name), section.value(name));
                if self.is_new_function(name, &key) {
                    let sync = self.resolve_sync(name, sync, &group, (key, place));
                    self.ir.syncs.push(sync);
                }
            }
        }
    }

    fn resolve_sync(
        &mut self,
        name: &str,
        written: &Written,
        group: &str,
        at: (Place, Place),
    ) -> Sync {
        let (key, place) = at;
        let [every, deletes, model] =
            [&written.every, &written.deletes, &written.model].map(Option::as_deref);
        self.check_missing_of_sync(written, &place);
        self.check_docs(written.docs.as_deref(), &place);
        let module = self.module(place.file);
        let input = self.resolve_input(name, &written.input, &module, &place);
        Sync {
            name: name.to_owned(),
            group: group.to_owned(),
            description: written.description.clone().unwrap_or_default(),
            docs: written.docs.clone(),
            every: every.unwrap_or_default().to_owned(),
            seconds: every.map_or(0, |every| self.seconds(every, &place)),
            version: self.version_input(input),
            reads: self.reads(written, &place),
            cursor: self.cursor(written.cursor.as_deref(), &place.value("cursor")),
            related: self.related(&written.related, &place.value("related")),
            input,
            deletes: deletes.map_or(Deletes::None, |told| self.deletes(told, &place)),
            conditions: self.conditions(written.r#where.as_ref(), &place.value("where")),
            model: model.map_or(Ty::Any, |model| {
                self.type_expression(model, &place.value("model"))
            }),
            typed: model.is_some(),
            fields: Vec::new(),
            source: self.source_line(&key),
            place: key,
            sound: true,
            module,
        }
    }

    fn seconds(&mut self, every: &str, place: &Place) -> u64 {
        interval::seconds(every).unwrap_or_else(|| {
            self.refuse(&place.value("every"), messages::bad_interval(every));
            0
        })
    }

    fn deletes(&mut self, written: &str, place: &Place) -> Deletes {
        match written {
            "recycle-bin" => Deletes::RecycleBin,
            "none" => Deletes::None,
            other => {
                let message = messages::unknown_deletes(other, &DELETES);
                self.refuse(&place.value("deletes"), message);
                Deletes::None
            }
        }
    }

    fn conditions(&mut self, written: Option<&Conditions>, place: &Place) -> Vec<Where> {
        let located: Vec<(&String, Place)> = match written {
            None => Vec::new(),
            Some(Conditions::One(text)) => vec![(text, place.clone())],
            Some(Conditions::All(texts)) => {
                if texts.is_empty() {
                    self.refuse(place, messages::empty_list("where"));
                }
                let indexed = texts.iter().enumerate();
                indexed
                    .map(|(index, text)| (text, place.value(&index)))
                    .collect()
            }
        };
        let mut conditions = Vec::new();
        for (text, place) in located {
            match condition::read(text) {
                Ok((pieces, is_choice)) => conditions.push(Where {
                    pieces,
                    is_choice,
                    place,
                }),
                Err(message) => self.refuse(&place, message),
            }
        }
        conditions
    }
}
