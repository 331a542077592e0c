use crate::{CategoryFilter, Condition, Name, Order, Selected, Term, Tracking};

/// A `FIND`: which texts are looked for, where, and what is given of the records that have them.
///
/// It follows [SOSL Syntax](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Search {
    /// What is looked for.
    pub term: Term,
    /// `IN NAME FIELDS` and its like; all fields without it.
    pub group: Option<SearchGroup>,
    /// `RETURNING`: the objects that are searched; without any, all that can be.
    pub returning: Vec<Returning>,
    /// `WITH`, as often as it is there.
    pub with: Vec<SearchWith>,
    /// `LIMIT`, of all objects together.
    pub limit: Option<u32>,
    /// `UPDATE TRACKING` and `UPDATE VIEWSTAT`
    pub updates: Vec<Tracking>,
}

/// Which fields are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchGroup {
    /// Every field that can be searched.
    All,
    /// Those that name a record.
    Name,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// What the sidebar's search looks into.
    Sidebar,
}

/// An object that is searched: `Account(Id, Name WHERE Industry = 'Media' ORDER BY Name LIMIT 5)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Returning {
    /// The object.
    pub object: Name,
    /// What is given of its records, each a [`Selected::Operand`]; without any the id, and then nothing below is there.
    pub fields: Vec<Selected>,
    /// `WHERE`
    pub filter: Option<Condition>,
    /// `USING ListView = …`
    pub list_view: Option<Name>,
    /// `ORDER BY`
    pub order_by: Vec<Order>,
    /// `LIMIT`
    pub limit: Option<u32>,
    /// `OFFSET`
    pub offset: Option<u32>,
}

/// What `WITH` says of a search.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SearchWith {
    /// `WITH DIVISION = 'Global'`
    Division(String),
    /// `WITH DATA CATEGORY Geography__c AT usa__c AND …`
    DataCategory(Vec<CategoryFilter>),
    /// `WITH HIGHLIGHT`
    Highlight,
    /// `WITH SNIPPET (target_length = 120)`: how long a snippet is, if that is written.
    Snippet(Option<u32>),
    /// `WITH NETWORK = '…'`, or `IN ('…', '…')`: the ids of sites; at least one.
    Network(Vec<String>),
    /// `WITH PricebookId = '…'`
    PricebookId(String),
    /// `WITH METADATA = 'LABELS'`
    Metadata(String),
    /// `WITH SPELL_CORRECTION = false`
    SpellCorrection(bool),
}
