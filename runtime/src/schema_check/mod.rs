//! Checks JSON against the JSON Schema that code generation writes.
//!
//! It knows the keywords that appear there, and those of [JSON Schema 2020-12] that appear nowhere are not looked
//! at. In return it names every violation at once, in the words in which [`Violations`] tells them.
//!
//! [JSON Schema 2020-12]: https://json-schema.org/draft/2020-12

mod object;
mod scalar;
mod types;

use serde_json::Value;

use crate::schema::resolve;
use crate::{Error, Violation, Violations};

/// Checks `value` against the JSON Schema in `schema`.
///
/// # Errors
/// [`Error::InvalidInput`] with every violation; also when `schema` is no JSON.
pub fn check(value: &Value, schema: &str) -> Result<(), Error> {
    let found = violations(value, schema)?;
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::violations(found))
    }
}

/// Every violation of the JSON Schema in `schema`.
pub(crate) fn violations(value: &Value, schema: &str) -> Result<Vec<Violation>, Error> {
    let root: Value = serde_json::from_str(schema)
        .map_err(|error| Error::invalid_input(format!("the schema itself is not JSON: {error}")))?;
    Ok(violations_of(value, &root))
}

/// Every violation of a JSON Schema that has been read.
pub(crate) fn violations_of(value: &Value, root: &Value) -> Vec<Violation> {
    let mut found = Violations::new();
    Checker { root }.check(value, root, &mut found);
    found.into_vec()
}

/// A schema, within the document that its references point into.
#[derive(Clone, Copy)]
struct Checker<'a> {
    root: &'a Value,
}

impl<'a> Checker<'a> {
    fn check(self, value: &Value, schema: &'a Value, at: &mut Violations) {
        if schema == &Value::Bool(false) {
            at.push("must not be there");
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            self.check(value, self.resolve(target), at);
        }
        if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
            self.any_of(value, branches, at);
        }
        // Whatever else is said of a value of another type does not make sense for this one.
        if !types::check(value, schema, at) {
            return;
        }
        scalar::one_of(value, schema, at);
        match value {
            Value::String(text) => scalar::text(text, schema, at),
            Value::Number(number) => scalar::number(number, schema, at),
            Value::Array(items) => self.array(items, schema, at),
            Value::Object(map) => object::check(self, map, schema, at),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// What a reference such as `#/$defs/Name` points to; what points nowhere allows everything.
    fn resolve(self, target: &str) -> &'a Value {
        resolve(self.root, target).unwrap_or(&Value::Bool(true))
    }

    fn array(self, items: &[Value], schema: &'a Value, at: &mut Violations) {
        if let Some(least) = limit(schema, "minItems") {
            at.min_items(items, least);
        }
        if let Some(most) = limit(schema, "maxItems") {
            at.max_items(items, most);
        }
        if let Some(of_each) = schema.get("items") {
            at.items(items, |item, at| self.check(item, of_each, at));
        }
    }

    /// Tells of the branch that was meant: the first that takes a value of this type at all.
    fn any_of(self, value: &Value, branches: &'a [Value], at: &mut Violations) {
        let mut meant: Option<Violations> = None;
        for branch in branches {
            let mut found = at.same_place();
            self.check(value, branch, &mut found);
            if found.is_empty() {
                return;
            }
            if meant.is_none() && self.takes_type_of(value, branch) {
                meant = Some(found);
            }
        }
        match meant {
            Some(found) => at.append(found),
            None => at.push(types::none_of(
                value,
                branches.iter().map(|branch| self.deref(branch)),
            )),
        }
    }

    fn takes_type_of(self, value: &Value, branch: &'a Value) -> bool {
        types::check(value, self.deref(branch), &mut Violations::new())
    }

    fn deref(self, schema: &'a Value) -> &'a Value {
        schema
            .get("$ref")
            .and_then(Value::as_str)
            .map_or(schema, |target| self.resolve(target))
    }
}

/// A keyword that counts something.
fn limit(schema: &Value, keyword: &str) -> Option<usize> {
    schema
        .get(keyword)?
        .as_u64()
        .and_then(|count| usize::try_from(count).ok())
}
