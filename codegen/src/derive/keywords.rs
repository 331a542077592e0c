use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Error, Lit, LitInt, LitStr};

use super::place::refuse;
use crate::messages;
use crate::parse::entries::Json;

/// The keywords that a field's attributes hold, each with the place of its value and what a text there says.
#[derive(Default)]
pub(super) struct Keywords(pub(super) Vec<(&'static str, Span, String)>);

impl Keywords {
    pub(super) fn text(
        &mut self,
        keyword: &'static str,
        meta: &ParseNestedMeta,
    ) -> Result<String, Error> {
        let text: LitStr = meta.value()?.parse()?;
        self.0.push((keyword, text.span(), text.value()));
        Ok(text.value())
    }

    pub(super) fn count(
        &mut self,
        keyword: &'static str,
        meta: &ParseNestedMeta,
    ) -> Result<usize, Error> {
        let count: LitInt = meta.value()?.parse()?;
        self.0.push((keyword, count.span(), String::new()));
        count.base10_parse()
    }

    pub(super) fn number(
        &mut self,
        keyword: &'static str,
        meta: &ParseNestedMeta,
    ) -> Result<Json, Error> {
        let value = meta.value()?;
        let sign = value.parse::<Option<syn::Token![-]>>()?.map_or("", |_| "-");
        let literal: Lit = value.parse()?;
        self.0.push((keyword, literal.span(), String::new()));
        let digits = match &literal {
            Lit::Int(number) => number.base10_digits(),
            Lit::Float(number) => number.base10_digits(),
            _ => return Err(refuse(literal.span(), &messages::no_number())),
        };
        serde_json::from_str(&format!("{sign}{digits}"))
            .map(Json)
            .map_err(|_| refuse(literal.span(), &messages::not_in_json()))
    }
}
