//! What the rows of each sync are, told once more: the manifest is what is tested.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::conversation;
use crate::http::Http;
use crate::org::text;

/// The rows of a model, by their ids.
pub(crate) type Rows = BTreeMap<String, Value>;

/// A sync and its model. A property is named with its field, or its part of an object's property.
#[derive(Debug)]
pub(crate) struct Contract {
    pub(crate) sync: &'static str,
    pub(crate) object: &'static str,
    pub(crate) condition: Option<&'static str>,
    pub(crate) model: &'static str,
    pub(crate) properties: &'static [(&'static str, &'static str)],
    /// The property that tells one version of a record from another, if the model has one.
    pub(crate) stamp: Option<&'static str>,
    /// Its rows come with what was said about them.
    pub(crate) has_conversation: bool,
}

pub(crate) const CONTRACTS: [Contract; 7] = [
    Contract {
        sync: "accounts",
        object: "Account",
        condition: None,
        model: "Account",
        properties: &[
            ("id", "Id"),
            ("name", "Name"),
            ("accountNumber", "AccountNumber"),
            ("industry", "Industry"),
            ("type", "Type"),
            ("billingCity", "BillingCity"),
            ("billingState", "BillingState"),
            ("billingCountry", "BillingCountry"),
            ("phone", "Phone"),
            ("website", "Website"),
            ("createdDate", "CreatedDate"),
            ("lastModifiedDate", "LastModifiedDate"),
            ("systemModstamp", "SystemModstamp"),
        ],
        stamp: Some("systemModstamp"),
        has_conversation: false,
    },
    Contract {
        sync: "articles",
        object: "Knowledge__kav",
        condition: Some("PublishStatus = 'Online'"),
        model: "Article",
        properties: &[
            ("id", "Id"),
            ("knowledge_article_id", "KnowledgeArticleId"),
            ("title", "Title"),
            ("summary", "Summary"),
            ("last_modified_at", "LastModifiedDate"),
            ("created_at", "CreatedDate"),
            ("publish_status", "PublishStatus"),
            ("language", "Language"),
        ],
        stamp: Some("last_modified_at"),
        has_conversation: false,
    },
    Contract {
        sync: "cases",
        object: "Case",
        condition: None,
        model: "Case",
        properties: &[
            ("id", "Id"),
            ("case_number", "CaseNumber"),
            ("subject", "Subject"),
            ("description", "Description"),
            ("status", "Status"),
            ("priority", "Priority"),
            ("origin", "Origin"),
            ("reason", "Reason"),
            ("type", "Type"),
            ("owner_id", "OwnerId"),
            ("account_id", "AccountId"),
            ("contact_id", "ContactId"),
            ("created_at", "CreatedDate"),
            ("updated_at", "LastModifiedDate"),
            ("system_modstamp", "SystemModstamp"),
            ("closed_at", "ClosedDate"),
            ("is_closed", "IsClosed"),
            ("is_escalated", "IsEscalated"),
        ],
        stamp: Some("system_modstamp"),
        has_conversation: false,
    },
    Contract {
        sync: "contacts",
        object: "Contact",
        condition: None,
        model: "Contact",
        properties: &[
            ("id", "Id"),
            ("first_name", "FirstName"),
            ("last_name", "LastName"),
            ("email", "Email"),
            ("phone", "Phone"),
            ("mobile_phone", "MobilePhone"),
            ("title", "Title"),
            ("department", "Department"),
            ("account_id", "AccountId"),
            ("mailing_address.street", "MailingStreet"),
            ("mailing_address.city", "MailingCity"),
            ("mailing_address.state", "MailingState"),
            ("mailing_address.postalCode", "MailingPostalCode"),
            ("mailing_address.country", "MailingCountry"),
            ("created_at", "CreatedDate"),
        ],
        stamp: None,
        has_conversation: false,
    },
    Contract {
        sync: "opportunities",
        object: "Opportunity",
        condition: None,
        model: "Opportunity",
        properties: &[
            ("id", "Id"),
            ("name", "Name"),
            ("amount", "Amount"),
            ("stage", "StageName"),
            ("close_date", "CloseDate"),
            ("owner_id", "OwnerId"),
            ("updated_at", "SystemModstamp"),
        ],
        stamp: Some("updated_at"),
        has_conversation: false,
    },
    Contract {
        sync: "tickets",
        object: "Case",
        condition: None,
        model: "Ticket",
        properties: &[
            ("id", "Id"),
            ("case_number", "CaseNumber"),
            ("subject", "Subject"),
            ("description", "Description"),
            ("status", "Status"),
            ("priority", "Priority"),
            ("origin", "Origin"),
            ("reason", "Reason"),
            ("owner_id", "OwnerId"),
            ("account_id", "AccountId"),
            ("contact_id", "ContactId"),
            ("created_date", "CreatedDate"),
            ("last_modified_date", "LastModifiedDate"),
        ],
        stamp: None,
        has_conversation: true,
    },
    Contract {
        sync: "users",
        object: "User",
        condition: None,
        model: "User",
        properties: &[
            ("id", "Id"),
            ("username", "Username"),
            ("email", "Email"),
            ("first_name", "FirstName"),
            ("last_name", "LastName"),
            ("is_active", "IsActive"),
            ("profile_id", "ProfileId"),
            ("profile_name", "Profile.Name"),
            ("system_modstamp", "SystemModstamp"),
        ],
        stamp: Some("system_modstamp"),
        has_conversation: false,
    },
];

impl Contract {
    /// What the org has, by a query of its own.
    pub(crate) fn rows(&self, http: &Http) -> Rows {
        let fields: Vec<&str> = self.properties.iter().map(|(_, field)| *field).collect();
        let condition = self.condition.map(|fits| format!(" WHERE {fits}"));
        let soql = format!(
            "SELECT {} FROM {}{}",
            fields.join(","),
            self.object,
            condition.unwrap_or_default()
        );
        let records = http.query("query", &soql);
        let rows = records.iter().map(|record| self.row(record));
        let mut rows: Rows = rows.map(|row| (text(&row["id"]), row)).collect();
        if self.has_conversation {
            conversation::add_to(&mut rows, http);
        }
        rows
    }

    /// Null is left out, and so is an object of nothing else.
    fn row(&self, record: &Value) -> Value {
        let mut row = Map::new();
        for (name, field) in self.properties {
            let value = field.split('.').fold(record, |within, key| &within[key]);
            if value.is_null() {
                continue;
            }
            match name.split_once('.') {
                None => drop(row.insert((*name).to_owned(), value.clone())),
                Some((outer, inner)) => {
                    let outer = row.entry(outer).or_insert_with(|| Map::new().into());
                    outer[inner] = value.clone();
                }
            }
        }
        row.into()
    }
}
