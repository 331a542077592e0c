//! Properties and types: what they hold and where it comes from.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Checker;
use super::enums::text_enum;
use super::expression::Expression;
use super::{keywords, placement};
use crate::ir::{
    Alias, Condition, Keywords, Known, Object, Origin, Property, Shape, Ty, TypeId, named,
};
use crate::messages::{self, Named};
use crate::naming;
use crate::parse::entries::Entries;
use crate::parse::manifest::{Property as Written, Schema};
use crate::parse::place::Place;

impl Checker<'_> {
    /// Fills in a type under `types:`.
    pub(super) fn resolve_type(&mut self, id: TypeId, written: &Written, place: &Place) {
        if matches!(written, Written::Nothing) {
            let name = place.last();
            self.refuse(&place.clone().of_key(), messages::empty_property(name));
        }
        let schema = full(written);
        self.check_rust_name(&schema, place);
        for (keyword, message) in placement::of_type(&schema) {
            self.refuse(&place.key(keyword), message);
        }
        let shape = if let Some(properties) = &schema.properties {
            Shape::Object(self.resolve_object(id, properties, &schema, place))
        } else if let Some(values) = text_enum(&schema) {
            self.check_enum(&schema, place);
            Shape::Enum(values)
        } else {
            let ty = self.resolve_ty(id, "", &schema, place);
            let keywords = self.keywords(&schema, place);
            Shape::Alias(Box::new(Alias {
                ty,
                keywords,
                typed: true,
            }))
        };
        self.ir.types[id]
            .description
            .clone_from(&schema.description);
        self.ir.types[id].shape = shape;
    }

    pub(super) fn resolve_object(
        &mut self,
        owner: TypeId,
        written: &Entries<Written>,
        of: &Schema,
        place: &Place,
    ) -> Object {
        if let Some(case) = of.from_case.as_deref().filter(|case| *case != "PascalCase") {
            self.refuse(&place.value("from_case"), messages::unknown_case(case));
        }
        let place = place.value("properties");
        let properties = self.resolve_properties(owner, written, of.from_case.as_deref(), &place);
        let open = of.additional_properties;
        if let Some(clash) = properties
            .iter()
            .find(|property| open && property.rust == "additional_properties")
        {
            self.refuse(
                &clash.place,
                messages::reserved_property(&clash.name, &clash.rust),
            );
        }
        Object {
            properties,
            open,
            pascal: of.from_case.is_some(),
        }
    }

    pub(super) fn resolve_properties(
        &mut self,
        owner: TypeId,
        written: &Entries<Written>,
        from_case: Option<&str>,
        place: &Place,
    ) -> Vec<Property> {
        let resolve =
            |(key, written)| self.resolve_property(owner, key, written, from_case.is_some(), place);
        let properties: Vec<Property> = written.iter().map(resolve).collect();
        self.check_names(&properties);
        properties
    }

    /// That no two properties have one name, in JSON or in Rust.
    fn check_names(&mut self, properties: &[Property]) {
        let (mut names, mut in_rust) = (HashMap::new(), HashMap::new());
        for property in properties {
            let Property { name, rust, .. } = property;
            if name.is_empty() {
                // Told by itself.
                continue;
            }
            let twin: Option<&Property> = names.get(name).copied();
            let namesake: Option<&Property> = in_rust.get(rust).copied();
            names.entry(name).or_insert(property);
            in_rust.entry(rust).or_insert(property);
            let message = if let Some(first) = twin {
                messages::duplicate("property", name, &first.place)
            } else if let Some(first) = namesake {
                let (one, other) = (Named::Itself(name), Named::Itself(&first.name));
                messages::same_rust_name(&one, &other, rust, &first.place)
            } else {
                continue;
            };
            self.refuse(&property.place, message);
        }
    }

    fn resolve_property(
        &mut self,
        owner: TypeId,
        key: &str,
        written: &Written,
        pascal: bool,
        parent: &Place,
    ) -> Property {
        let (name, required) = key
            .strip_suffix('?')
            .map_or((key, true), |name| (name, false));
        let place = parent.value(key);
        if name.is_empty() {
            self.refuse(&parent.key(key), messages::no_property_name(key));
        }
        if matches!(written, Written::Nothing) {
            self.refuse(&parent.key(key), messages::empty_property(key));
        }
        let schema = full(written);
        self.check_rust_name(&schema, &place);
        let ty = self.resolve_ty(owner, name, &schema, &place);
        for (keyword, message) in placement::of_property(&schema) {
            self.refuse(&place.key(keyword), message);
        }
        let keywords = self.keywords(&schema, &place);
        let origin = self.origin(&schema, name, pascal, &place);
        let fail_if = self.fail_if(&schema, &place);
        Property {
            name: name.to_owned(),
            rust: self.rust_name(name, &schema, &ty),
            required,
            ty,
            known: Known::Whole,
            keywords,
            origin,
            omit_empty: schema.omit_empty,
            fail_if,
            place: parent.key(key),
        }
    }

    fn fail_if(&mut self, schema: &Schema, place: &Place) -> Option<Condition> {
        let text = schema.fail_if.as_ref()?;
        let expression = self.expression(text, &place.value("fail_if"))?;
        Some(Condition {
            expression,
            text: text.clone(),
        })
    }

    fn check_rust_name(&mut self, schema: &Schema, place: &Place) {
        if let Some(name) = schema.rust.as_deref().filter(|name| !naming::is_name(name)) {
            self.refuse(&place.value("rust"), messages::no_rust_name(name));
        }
    }

    fn rust_name(&self, name: &str, schema: &Schema, ty: &Ty) -> String {
        let of_type = match ty {
            Ty::Type(id) => self.ir.types[*id].rust.as_deref(),
            _ => None,
        };
        naming::snake(schema.rust.as_deref().or(of_type).unwrap_or(name))
    }

    fn origin(&mut self, schema: &Schema, name: &str, pascal: bool, place: &Place) -> Origin {
        if schema.rest {
            return Origin::Rest;
        }
        if let Some(template) = &schema.template {
            return Origin::Template(super::template::text_pieces(template).unwrap_or_else(
                |message| {
                    self.refuse(&place.value("template"), message);
                    Vec::new()
                },
            ));
        }
        if let Some(constant) = &schema.r#const {
            return Origin::Constant(constant.0.clone());
        }
        match &schema.from {
            Some(text) if names_input(text) => Origin::Path(vec![text.clone()]),
            Some(text) => match self.expression(text, &place.value("from")) {
                Some(Expression::Path(path)) => {
                    Origin::Path(path.into_iter().map(|step| step.name).collect())
                }
                Some(Expression::Current) | None => Origin::Path(Vec::new()),
                Some(computed) => Origin::Computed(computed),
            },
            None if pascal => Origin::Path(vec![pascal_case(name)]),
            None => Origin::Path(vec![name.to_owned()]),
        }
    }

    pub(super) fn expression(&mut self, text: &str, place: &Place) -> Option<Expression> {
        Expression::parse(text)
            .map_err(|message| self.refuse(place, message))
            .ok()
    }

    fn keywords(&mut self, schema: &Schema, place: &Place) -> Keywords {
        self.check_enum(schema, place);
        let mut keywords = keywords::of(schema);
        if text_enum(schema).is_some() {
            // The type made of them says so.
            keywords.allowed.clear();
        }
        keywords
    }
}

/// The name that Salesforce has for a property, where the type says so.
pub(super) fn pascal_case(name: &str) -> String {
    heck::ToUpperCamelCase::to_upper_camel_case(name)
}

/// Whether it is `{name}`, which is no JMESPath.
fn names_input(from: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    named(from).is_some_and(|name| !name.is_empty() && name.chars().all(is_part))
}

/// What a type calls every property of it.
pub(super) fn rust_name_of(written: &Written) -> Option<String> {
    full(written).rust.clone()
}

/// Whether a type is only another name, which is written out wherever it is used.
pub(super) fn is_alias(written: &Written) -> bool {
    let schema = full(written);
    schema.properties.is_none() && text_enum(&schema).is_none()
}

/// The schema that a shorthand stands for.
fn full(written: &Written) -> Cow<'_, Schema> {
    match written {
        Written::Nothing => Cow::Owned(Schema::default()),
        Written::Type(text) => Cow::Owned(Schema {
            r#type: Some(text.clone()),
            ..Schema::default()
        }),
        Written::Schema(schema) => Cow::Borrowed(schema),
    }
}
