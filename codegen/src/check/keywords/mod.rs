//! Keywords that do not go with their type, or with one another.

mod fit;
mod values;
mod wrong;

use std::collections::HashSet;

use self::wrong::{At, Wrong};
use super::bounds::empty_bounds;
use super::pattern::bad_pattern;
use super::soundness::is_sound;
use crate::fault::Fault;
use crate::ir::{Ir, Keywords, Known, Origin, Property, Shape, Ty};
use crate::messages;
use crate::parse::entries::Json;
use crate::parse::manifest::Schema;

pub(super) fn of(schema: &Schema) -> Keywords {
    let json = |json: &Option<Json>| json.as_ref().map(|json| json.0.clone());
    Keywords {
        description: schema.description.clone(),
        allowed: match (&schema.r#enum, &schema.r#const) {
            (Some(values), _) => values.iter().map(|value| value.0.clone()).collect(),
            (None, constant) => json(constant).into_iter().collect(),
        },
        default: json(&schema.default),
        examples: schema
            .examples
            .iter()
            .map(|example| example.0.clone())
            .collect(),
        format: schema.format.clone(),
        pattern: schema.pattern.clone(),
        min_length: schema.min_length,
        max_length: schema.max_length,
        minimum: json(&schema.minimum),
        maximum: json(&schema.maximum),
        min_items: schema.min_items,
        max_items: schema.max_items,
    }
}

/// What is wrong with the keywords of every type and property, whatever is wrong with what stands beside them.
pub(super) fn check(ir: &Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    for ty in &ir.types {
        match &ty.shape {
            Shape::Object(object) => {
                for property in &object.properties {
                    let wrong = of_property(ir, property, ty.in_input).into_iter();
                    found.extend(wrong.map(|wrong| wrong.told(&property.place)));
                }
            }
            Shape::Alias(alias) => {
                let known = known(ir, &alias.ty, alias.typed);
                let wrong = wrong(ir, &alias.keywords, known).into_iter();
                found.extend(wrong.map(|wrong| wrong.told(&ty.place)));
            }
            Shape::Enum(_) => {}
        }
    }
    found
}

/// The type, if it is one that can be asked what its values are.
fn known<'a>(ir: &Ir, ty: &'a Ty, typed: bool) -> Option<&'a Ty> {
    (typed && is_sound(ir, ty)).then_some(ty)
}

fn of_property(ir: &Ir, property: &Property, in_input: bool) -> Vec<Wrong> {
    let Some(ty) = known(ir, &property.ty, property.known != Known::Nothing) else {
        return wrong(ir, &property.keywords, None);
    };
    let mut wrong = wrong(ir, &property.keywords, Some(ty));
    let has_default = property.keywords.default.is_some();
    // What is an object is told to have none, whether it is required or not.
    if in_input && property.required && has_default && ir.object(ty).is_none() {
        let message = messages::default_of_required();
        wrong.push(Wrong::new("default", At::Value, message));
    }
    if let Origin::Constant(value) = &property.origin {
        // It counts as the only value of an `enum`, which nobody wrote.
        wrong.retain(|wrong| wrong.keyword != "enum");
        wrong.extend(values::of_const(ir, value, ty, &property.keywords));
    }
    wrong
}

/// The keywords that do not go with the type, where it is known, or with one another.
fn wrong(ir: &Ir, keywords: &Keywords, ty: Option<&Ty>) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if let Some(ty) = ty {
        wrong.extend(fit::check(ir, keywords, ty));
        wrong.extend(values::check(ir, keywords, ty));
    }
    let value = |keyword| move |message| Wrong::new(keyword, At::Value, message);
    wrong.extend(empty_bounds(keywords).map(|(keyword, message)| value(keyword)(message)));
    let bad_pattern = keywords.pattern.as_deref().and_then(bad_pattern);
    wrong.extend(bad_pattern.map(value("pattern")));
    // What a keyword says is beside the point where it does not belong.
    let mut told = HashSet::new();
    wrong.retain(|wrong| told.insert(wrong.keyword));
    wrong
}
