//! The doc example of a function: its first exchange that succeeds, as a person would write it.

use std::fmt::Write as _;

use serde_json::Value;
use specforce_scalar::whole;

use super::emitter::Emitter;
use super::types::variants;
use crate::ir::{Function, Object, Outcome, Property, Shape, Ty, TypeId};
use crate::naming::snake;

/// The example in Markdown, or nothing when the exchange's input is not one of the function's.
pub(super) fn of(emitter: &Emitter, function: &Function) -> Option<String> {
    let succeeds = |exchange: &&crate::ir::Exchange| matches!(exchange.outcome, Outcome::Output(_));
    let exchange = function.exchanges.iter().find(succeeds)?;
    let mut imports = Imports {
        emitter,
        home: &function.module,
        names: Vec::new(),
    };
    let input = imports.value(&exchange.input, &Ty::Type(function.input))?;
    let call = imports.call(function);
    let module = crate::naming::ident(&function.module);
    let mut text = String::from("# Example\n\n```no_run\n");
    let _ = writeln!(
        text,
        "# async fn example(client: &specforce::Client) -> Result<(), specforce::Error> {{"
    );
    let is_own = |name: &&String| !name.contains("::");
    let (own, other): (Vec<&String>, Vec<&String>) = imports.names.iter().partition(is_own);
    let own: Vec<&str> = own.into_iter().map(String::as_str).collect();
    let _ = writeln!(text, "use specforce::{module}::{{{}}};", own.join(", "));
    for path in other {
        let _ = writeln!(text, "use specforce::{path};");
    }
    let _ = writeln!(
        text,
        "\nlet input = {input};\nlet output = {call}(client, &input).await?;\nprintln!(\"{{output:?}}\");"
    );
    text.push_str("# Ok(())\n# }\n```");
    Some(text)
}

struct Imports<'a> {
    emitter: &'a Emitter<'a>,
    /// The module of the function, whose names need no path.
    home: &'a str,
    names: Vec<String>,
}

impl Imports<'_> {
    /// What the function is called by.
    fn call(&mut self, function: &Function) -> String {
        let name = crate::naming::ident(&snake(&function.name)).to_string();
        // The variables of the example would hide a function of their name.
        if ["client", "input", "output"].contains(&name.as_str()) {
            let module = crate::naming::ident(&function.module);
            return format!("specforce::{module}::{name}");
        }
        self.names.insert(0, name.clone());
        name
    }

    fn value(&mut self, value: &Value, ty: &Ty) -> Option<String> {
        match (self.emitter.ir.plain(ty), value) {
            (Ty::String, Value::String(text)) => Some(format!("{text:?}")),
            (Ty::Integer, Value::Number(number)) => whole(number).map(|number| number.to_string()),
            (Ty::Number, Value::Number(number)) => {
                number.as_f64().map(|number| format!("{number:?}"))
            }
            (Ty::Boolean, Value::Bool(truth)) => Some(truth.to_string()),
            (Ty::Any, value) => Some(format!("serde_json::json!({value})")),
            (Ty::List(inner), Value::Array(items)) => self.list(items, inner),
            (Ty::Map(inner), Value::Object(_)) if *self.emitter.ir.plain(inner) == Ty::Any => {
                Some(format!("specforce::object!({value})"))
            }
            (Ty::Type(id), value) => self.named(value, *id),
            _ => None,
        }
    }

    fn list(&mut self, items: &[Value], inner: &Ty) -> Option<String> {
        let of = self.emitter.ir.plain(inner);
        if items.is_empty() && *of == Ty::String {
            return Some("Vec::<String>::new()".to_owned());
        }
        let nested = matches!(of, Ty::List(_));
        let one = |item| {
            if nested {
                self.item(item, inner)
            } else {
                self.value(item, inner)
            }
        };
        let items: Option<Vec<String>> = items.iter().map(one).collect();
        Some(format!("[{}]", items?.join(", ")))
    }

    fn named(&mut self, value: &Value, id: TypeId) -> Option<String> {
        match (&self.emitter.ir.types[id].shape, value) {
            (Shape::Object(object), Value::Object(map)) => {
                let name = self.import(id);
                self.construct(&name, object, map)
            }
            (Shape::Enum(values), Value::String(text)) => {
                let mut variants = variants(values).into_iter();
                let (_, variant) = variants.find(|(value, _)| value == text)?;
                Some(format!("{}::{variant}", self.import(id)))
            }
            _ => None,
        }
    }

    /// An item of a list; what is a list itself has no setter that would take it in any form.
    fn item(&mut self, value: &Value, ty: &Ty) -> Option<String> {
        match (self.emitter.ir.plain(ty), value) {
            (Ty::List(inner), Value::Array(items)) => {
                let items: Option<Vec<String>> =
                    items.iter().map(|item| self.item(item, inner)).collect();
                Some(format!("vec![{}]", items?.join(", ")))
            }
            (Ty::String, Value::String(text)) => Some(format!("{text:?}.to_owned()")),
            _ => self.value(value, ty),
        }
    }

    fn import(&mut self, id: usize) -> String {
        let ty = &self.emitter.ir.types[id];
        let name = if ty.module == self.home {
            ty.name.clone()
        } else {
            format!("{}::{}", crate::naming::ident(&ty.module), ty.name)
        };
        if !self.names.contains(&name) {
            self.names.push(name);
        }
        ty.name.clone()
    }

    fn construct(
        &mut self,
        name: &str,
        object: &Object,
        map: &serde_json::Map<String, Value>,
    ) -> Option<String> {
        let required: Option<Vec<String>> = object
            .properties
            .iter()
            .filter(|property| property.required)
            .map(|property| self.value(map.get(&property.name)?, &property.ty))
            .collect();
        let mut text = format!("{name}::new({})", required?.join(", "));
        for property in object
            .properties
            .iter()
            .filter(|property| !property.required)
        {
            if let Some(value) = map.get(&property.name) {
                let _ = write!(
                    text,
                    ".{}({})",
                    setter(property),
                    self.value(value, &property.ty)?
                );
            }
        }
        if let Some(rest) = rest(object, map) {
            let _ = write!(text, ".additional_properties(specforce::object!({rest}))");
        }
        Some(text)
    }
}

/// What of a value an open object has no property for, if there is any.
fn rest(object: &Object, map: &serde_json::Map<String, Value>) -> Option<Value> {
    let other = map.iter();
    let other = other.filter(|(name, _)| object.open && object.property(name).is_none());
    let rest: serde_json::Map<_, _> = other
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    (!rest.is_empty()).then_some(Value::Object(rest))
}

fn setter(property: &Property) -> String {
    match property.rust.as_str() {
        "new" => "new_".to_owned(),
        name => crate::naming::ident(name).to_string(),
    }
}
