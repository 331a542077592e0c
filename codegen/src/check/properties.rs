//! Properties and types: what they hold and where it comes from.

use std::borrow::Cow;

use super::Checker;
use super::expression::Expression;
use super::keywords;
use crate::ir::{
    Alias, Condition, Keywords, Object, Origin, Property, Shape, TextPiece, Ty, TypeId,
};
use crate::messages;
use crate::naming;
use crate::parse::entries::Entries;
use crate::parse::manifest::{Property as Written, Schema};
use crate::parse::place::Place;

impl Checker<'_> {
    /// Fills in a type under `types:`.
    pub(super) fn resolve_type(&mut self, id: TypeId, written: &Written, place: &Place) {
        let schema = full(written);
        let shape = if let Some(properties) = &schema.properties {
            Shape::Object(self.resolve_object(id, properties, &schema, place))
        } else if let Some(values) = text_enum(&schema) {
            Shape::Enum(values)
        } else {
            let ty = self.resolve_ty(id, "", &schema, place);
            let keywords = self.keywords(&schema, &ty, place);
            let rust = schema.rust.clone();
            Shape::Alias(Box::new(Alias { ty, keywords, rust }))
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
        let place = place.value("properties");
        Object {
            properties: self.resolve_properties(owner, written, of.from_case.as_deref(), &place),
            open: of.additional_properties,
        }
    }

    pub(super) fn resolve_properties(
        &mut self,
        owner: TypeId,
        written: &Entries<Written>,
        from_case: Option<&str>,
        place: &Place,
    ) -> Vec<Property> {
        if let Some(case) = from_case.filter(|case| *case != "PascalCase") {
            self.refuse(
                place,
                format!("unknown case `{case}`: write `from_case: PascalCase`"),
            );
        }
        let mut properties: Vec<Property> = Vec::new();
        for (key, written) in written.iter() {
            let property = self.resolve_property(owner, key, written, from_case.is_some(), place);
            if let Some(first) = properties.iter().find(|known| known.name == property.name) {
                let first = self.source_line(&first.place);
                self.refuse(
                    &property.place,
                    messages::duplicate("property", &property.name, first),
                );
            } else if let Some(first) = properties.iter().find(|known| known.rust == property.rust)
            {
                let line = self.source_line(&first.place);
                let message =
                    messages::same_rust_name(&property.name, &first.name, &property.rust, line);
                self.refuse(&property.place, message);
            }
            properties.push(property);
        }
        properties
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
            self.refuse(
                &parent.key(key),
                messages::bad_name("a property", key, "the name it has in JSON"),
            );
        }
        let schema = full(written);
        let ty = self.resolve_ty(owner, name, &schema, &place);
        let keywords = self.keywords(&schema, &ty, &place);
        let origin = self.origin(&schema, name, pascal, &place);
        let fail_if = schema.fail_if.as_ref().and_then(|text| {
            let expression = self.expression(text, &place.value("fail_if"))?;
            Some(Condition {
                expression,
                text: text.clone(),
            })
        });
        Property {
            name: name.to_owned(),
            rust: self.rust_name(name, &schema, &ty),
            required,
            ty,
            keywords,
            origin,
            omit_empty: schema.omit_empty,
            fail_if,
            place: parent.key(key),
        }
    }

    fn rust_name(&self, name: &str, schema: &Schema, ty: &Ty) -> String {
        let of_type = match ty {
            Ty::Type(id) => match &self.ir.types[*id].shape {
                Shape::Alias(alias) => alias.rust.as_deref(),
                _ => None,
            },
            _ => None,
        };
        naming::snake(schema.rust.as_deref().or(of_type).unwrap_or(name))
    }

    fn origin(&mut self, schema: &Schema, name: &str, pascal: bool, place: &Place) -> Origin {
        if schema.rest {
            return Origin::Rest;
        }
        if let Some(template) = &schema.template {
            return Origin::Template(text_pieces(template));
        }
        if let Some(constant) = &schema.r#const {
            return Origin::Constant(constant.0.clone());
        }
        match &schema.from {
            Some(text) => match self.expression(text, &place.value("from")) {
                Some(Expression::Path(path)) => Origin::Path(path),
                Some(Expression::Current) | None => Origin::Path(Vec::new()),
                Some(computed) => Origin::Computed(computed),
            },
            None if pascal => Origin::Path(vec![heck::ToUpperCamelCase::to_upper_camel_case(name)]),
            None => Origin::Path(vec![name.to_owned()]),
        }
    }

    pub(super) fn expression(&mut self, text: &str, place: &Place) -> Option<Expression> {
        Expression::parse(text)
            .map_err(|message| self.refuse(place, message))
            .ok()
    }

    fn keywords(&mut self, schema: &Schema, ty: &Ty, place: &Place) -> Keywords {
        let mut keywords = keywords::of(schema);
        for (keyword, message) in keywords::wrong(&keywords, self.ir.plain(ty)) {
            self.refuse(&place.value(keyword), message);
        }
        if text_enum(schema).is_some() {
            // The type made of them says so.
            keywords.allowed.clear();
        }
        keywords
    }
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

/// The texts of an `enum` of strings, which becomes an enum in Rust.
pub(super) fn text_enum(schema: &Schema) -> Option<Vec<String>> {
    let untyped = schema.r#type.as_deref().is_none_or(|ty| ty == "string");
    let values = schema
        .r#enum
        .as_ref()
        .filter(|values| untyped && !values.is_empty())?;
    values
        .iter()
        .map(|value| value.0.as_str().map(str::to_owned))
        .collect()
}

fn text_pieces(template: &str) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            pieces.push(TextPiece::Literal(before.to_owned()));
        }
        pieces.push(TextPiece::Input(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(TextPiece::Literal(rest.to_owned()));
    }
    pieces
}
