use serde::Deserialize;
use serde_json::Value;
use specforce_soql::{Returning, Search, SearchGroup, SearchWith, Term};

use crate::Catalog;
use crate::fault::Fault;
use crate::search::{malformed, syntax};

/// The parameters of a search, by the names that a body has for them.
///
/// It follows [Search with Parameters in the Request Body](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized_post.htm).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Given {
    pub(super) q: String,
    pub(super) sobjects: Vec<Wanted>,
    pub(super) fields: Vec<String>,
    pub(super) r#in: Option<String>,
    pub(super) overall_limit: Option<u32>,
    pub(super) default_limit: Option<u32>,
    pub(super) offset: Option<u32>,
    pub(super) metadata: Option<String>,
    pub(super) spell_correction: Option<bool>,
    // Nothing is tracked.
    pub(super) update_tracking: Option<Value>,
    pub(super) update_view_stat: Option<Value>,
    // What the emulator does not have.
    pub(super) data_categories: Option<Value>,
    pub(super) data_category: Option<Value>,
    pub(super) division: Option<Value>,
    pub(super) net_work_ids: Option<Value>,
    pub(super) pricebook_id: Option<Value>,
    pub(super) snippet: Option<Value>,
}

/// An object that is searched.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) fields: Vec<String>,
    pub(super) r#where: Option<String>,
    pub(super) order_by: Option<String>,
    pub(super) limit: Option<u32>,
}

impl Given {
    /// The same in SOSL. What people type need not be a term of SOSL: then its words are looked for.
    pub(super) fn search(&self, catalog: &Catalog) -> Result<Search, Fault> {
        self.check()?;
        let returning = self.sobjects.iter();
        let returning = returning.map(|wanted| self.returning(catalog, wanted));
        let metadata = self.metadata.clone().map(SearchWith::Metadata);
        let correction = self.spell_correction.map(SearchWith::SpellCorrection);
        Ok(Search {
            term: self.q.parse().unwrap_or_else(|_| Term::of_words(&self.q)),
            group: self.r#in.as_deref().map(group).transpose()?,
            returning: returning.collect::<Result<_, _>>()?,
            with: metadata.into_iter().chain(correction).collect(),
            limit: self.overall_limit,
            updates: Vec::new(),
        })
    }

    fn check(&self) -> Result<(), Fault> {
        let missing = [
            ("dataCategories", &self.data_categories),
            ("dataCategory", &self.data_category),
            ("division", &self.division),
            ("netWorkIds", &self.net_work_ids),
            ("pricebookId", &self.pricebook_id),
            ("snippet", &self.snippet),
        ];
        if let Some((name, _)) = missing.iter().find(|(_, value)| value.is_some()) {
            return Err(malformed(format!(
                "{name} is not supported by the emulator"
            )));
        }
        let for_objects = !self.fields.is_empty() || self.default_limit.is_some();
        if for_objects && self.sobjects.is_empty() {
            return Err(malformed(
                "fields and defaultLimit are for the sobjects that are given",
            ));
        }
        Ok(())
    }

    fn returning(&self, catalog: &Catalog, wanted: &Wanted) -> Result<Returning, Fault> {
        let Some(object) = catalog.object(&wanted.name) else {
            let message = format!("sObject type '{}' is not supported.", wanted.name);
            return Err(Fault::new(400, "INVALID_TYPE", message));
        };
        let own = [&wanted.fields, &self.fields]
            .into_iter()
            .find(|fields| !fields.is_empty());
        let own = own.into_iter().flatten().map(String::as_str);
        let own = own.filter(|field| !field.trim().eq_ignore_ascii_case("Id"));
        let fields: Vec<&str> = std::iter::once("Id").chain(own).collect();
        let filter = clause("WHERE", wanted.r#where.as_deref());
        let order = wanted
            .order_by
            .as_deref()
            .map(|order| order.replace("NULLS_", "NULLS "));
        let order = clause("ORDER BY", order.as_deref());
        let text = format!("{}({}{filter}{order})", object.name, fields.join(", "));
        let returning: Returning = text.parse().map_err(|error| syntax(&text, &error))?;
        Ok(Returning {
            limit: wanted.limit.or(self.default_limit),
            offset: self.offset,
            ..returning
        })
    }
}

fn clause(word: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!(" {word} {value}"))
}

fn group(name: &str) -> Result<SearchGroup, Fault> {
    Ok(match name.to_ascii_uppercase().as_str() {
        "ALL" => SearchGroup::All,
        "NAME" => SearchGroup::Name,
        "EMAIL" => SearchGroup::Email,
        "PHONE" => SearchGroup::Phone,
        "SIDEBAR" => SearchGroup::Sidebar,
        _ => return Err(malformed(format!("Invalid IN fields group: {name}"))),
    })
}
