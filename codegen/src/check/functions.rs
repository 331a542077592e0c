//! Actions: their input, request, output and exchanges.

use super::Checker;
use super::exchanges;
use super::expression::Expression;
use crate::ir::{Body, Function, Object, Role, Shape, Ty, TypeId};
use crate::messages;
use crate::naming;
use crate::parse::action::{Action, Body as WrittenBody, METHODS, Output};
use crate::parse::entries::Entries;
use crate::parse::manifest::Property;
use crate::parse::place::Place;

impl Checker<'_> {
    pub(super) fn resolve_functions(&mut self) {
        let files = self.files;
        for (index, file) in files.iter().enumerate() {
            let group = file.group.clone().unwrap_or_default();
            for (name, action) in file.actions.iter() {
                let key = Place::file(index).value("actions").key(name);
                let place = Place::file(index).value("actions").value(name);
                if !self.is_new_function(name, &key) {
                    continue;
                }
                let function = self.resolve_function(name, action, &group, index, (key, place));
                self.ir.functions.push(function);
            }
        }
    }

    /// Checks the name of a function; whether it is the first of its name.
    pub(super) fn is_new_function(&mut self, name: &str, key: &Place) -> bool {
        if !is_function_name(name) {
            self.refuse(key, messages::bad_function_name(name));
        }
        let first = self.functions.insert(name.to_owned(), key.clone());
        let is_new = first.is_none();
        if let Some(first) = first {
            self.refuse(key, messages::duplicate("function", name, &first));
        }
        is_new
    }

    fn resolve_function(
        &mut self,
        name: &str,
        action: &Action,
        group: &str,
        file: usize,
        at: (Place, Place),
    ) -> Function {
        let (key, place) = at;
        self.check_missing(&action.missing(), &place);
        self.check_method(action, &place);
        self.check_statuses(action, &place);
        self.check_docs(action.docs.as_deref(), &place);
        let module = self.module(file);
        let input = self.resolve_input(name, &action.input, &module, &place);
        let output = self.resolve_output(name, action, &module, &place);
        Function {
            name: name.to_owned(),
            group: group.to_owned(),
            description: action.description.clone().unwrap_or_default(),
            docs: action.docs.clone(),
            method: action.method.clone().unwrap_or_default(),
            endpoint: action.endpoint.clone().unwrap_or_default(),
            pieces: self.resolve_endpoint(action, input, &place),
            body: self.resolve_body(action, &place),
            repeat_if: self.resolve_repeat_if(action, &place),
            statuses: statuses(action).to_vec(),
            exchanges: self.resolve_exchanges(action, &place),
            source: self.source_line(&key),
            place: key,
            sound: action.endpoint.is_some(),
            module,
            input,
            output,
            vars: action.vars.iter().map(|(name, _)| name.into()).collect(),
        }
    }

    /// That an entry has the keys that it needs.
    pub(super) fn check_missing(&mut self, keys: &[&str], place: &Place) {
        if !keys.is_empty() {
            self.refuse(&place.clone().of_key(), messages::missing_keys(keys));
        }
    }

    fn check_method(&mut self, action: &Action, place: &Place) {
        let Some(method) = action.method.as_deref() else {
            return;
        };
        if !METHODS.contains(&method) {
            let message = messages::unsupported_method(method, &METHODS);
            self.refuse(&place.value("method"), message);
        }
        if method == "GET" && action.body.is_some() {
            self.refuse(&place.value("body"), messages::body_of_get());
        }
    }

    fn resolve_repeat_if(&mut self, action: &Action, place: &Place) -> Option<Expression> {
        let text = action.repeat_if.as_ref()?;
        self.expression(text, &place.value("repeat_if"))
    }

    fn check_statuses(&mut self, action: &Action, place: &Place) {
        let place = place.value("statuses");
        for (index, status) in action.statuses.iter().enumerate() {
            let here = place.value(&index);
            if !(200..300).contains(status) {
                self.refuse(&here, messages::no_success(*status));
            }
            let first = action.statuses.iter().position(|other| other == status);
            if let Some(first) = first.filter(|first| *first < index) {
                let first = place.value(&first);
                self.refuse(
                    &here,
                    messages::repeated_value("statuses", &(*status).into(), &first),
                );
            }
        }
    }

    pub(super) fn check_docs(&mut self, docs: Option<&str>, place: &Place) {
        let is_address = |text: &str| {
            text.split_once("://").is_some_and(|(scheme, rest)| {
                let is_web = ["https", "http"]
                    .iter()
                    .any(|web| scheme.eq_ignore_ascii_case(web));
                is_web && !rest.is_empty() && !rest.contains(char::is_whitespace)
            })
        };
        if let Some(docs) = docs.filter(|docs| !is_address(docs)) {
            self.refuse(&place.value("docs"), messages::no_address(docs));
        }
    }

    pub(super) fn resolve_input(
        &mut self,
        name: &str,
        written: &Entries<Property>,
        module: &str,
        place: &Place,
    ) -> TypeId {
        let rust = naming::of_function(name, "input");
        let place = place.value("input");
        let id = self.add_type(rust, module.to_owned(), Role::Input, place.clone());
        let properties = self.resolve_properties(id, written, None, &place);
        self.ir.types[id].shape = Shape::Object(Object {
            properties,
            open: false,
            pascal: false,
        });
        self.ir.types[id].description = Some(format!("What `{name}` takes."));
        id
    }

    fn resolve_output(&mut self, name: &str, action: &Action, module: &str, place: &Place) -> Ty {
        let place = place.value("output");
        let nothing = Output::Properties(Entries::default());
        match action.output.as_ref().unwrap_or(&nothing) {
            Output::Type(text) => self.type_expression(text, &place),
            Output::Properties(properties) => {
                let rust = naming::of_function(name, "output");
                let id = self.add_type(rust, module.to_owned(), Role::Output, place.clone());
                let properties = self.resolve_properties(id, properties, None, &place);
                self.ir.types[id].shape = Shape::Object(Object {
                    properties,
                    open: false,
                    pascal: false,
                });
                self.ir.types[id].description = Some(format!("What `{name}` gives back."));
                Ty::Type(id)
            }
        }
    }

    fn resolve_body(&mut self, action: &Action, place: &Place) -> Option<Body> {
        let place = place.value("body");
        match action.body.as_ref()? {
            WrittenBody::Whole(text) => self.expression(text, &place).map(Body::Whole),
            WrittenBody::Properties(properties) => Some(Body::Properties(
                properties
                    .iter()
                    .filter_map(|(name, text)| {
                        Some((name.to_owned(), self.expression(text, &place.value(name))?))
                    })
                    .collect(),
            )),
        }
    }

    fn resolve_exchanges(&mut self, action: &Action, place: &Place) -> Vec<crate::ir::Exchange> {
        let place = place.value("exchanges");
        let mut resolved = Vec::new();
        for (index, written) in action.exchanges.iter().enumerate() {
            let place = place.value(&index);
            match exchanges::resolve(written, statuses(action), &place) {
                Ok(exchange) => resolved.push(exchange),
                Err((below, message)) => {
                    let place = below.iter().fold(place, |place, step| place.value(*step));
                    self.refuse(&place, message);
                }
            }
        }
        resolved
    }
}

/// Whether it is lower case words joined by dashes, of which the first begins with a letter.
pub(super) fn is_function_name(name: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_part);
    name.starts_with(|sign: char| sign.is_ascii_lowercase()) && name.split('-').all(is_word)
}

/// The statuses of success.
fn statuses(action: &Action) -> &[u16] {
    if action.statuses.is_empty() {
        &[200]
    } else {
        &action.statuses
    }
}
