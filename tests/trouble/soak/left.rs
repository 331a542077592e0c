//! What should be left in the org, and is looked up when nothing goes wrong any more.

use std::collections::BTreeMap;

use serde_json::Value;
use specforce::runtime::Error;

use super::calls::Leaves;
use crate::org::Org;

/// What a client should have left.
#[derive(Default)]
pub(super) struct Left {
    /// By the name of an account, how many there are.
    accounts: BTreeMap<String, u64>,
    /// By the id of a lead, whether it is there.
    pub(super) leads: BTreeMap<String, bool>,
    /// Leads of which not even the recycle bin has anything.
    pub(super) purged: Vec<String>,
    account: String,
    phone: Value,
}

impl Left {
    /// Of a client whose own account this is.
    pub(super) fn new(account: &str) -> Self {
        Self {
            account: account.to_owned(),
            ..Self::default()
        }
    }

    /// Notes what a call should leave, by whether the org has done it. What is told to be done is.
    pub(super) fn note(&mut self, leaves: Leaves, given: &Result<Value, Error>, done: bool) {
        let (Leaves::Account(what, says) | Leaves::Phone(what, says) | Leaves::NoLead(what, says)) =
            &leaves
        else {
            return;
        };
        let is_told = given.as_ref().is_ok_and(says);
        assert!(done || !is_told, "{what}: {given:?}");
        match leaves {
            Leaves::Account(name, _) => drop(self.accounts.insert(name, u64::from(done))),
            Leaves::NoLead(id, _) => drop(self.leads.insert(id, !done)),
            Leaves::Phone(phone, _) if done => self.phone = phone.into(),
            _ => {}
        }
    }

    /// That the org has just this.
    pub(super) async fn is_there(&self, org: &Org) {
        for (name, count) in &self.accounts {
            assert_eq!(org.named(name).await, *count, "{name}");
        }
        for (id, is_there) in &self.leads {
            let soql = format!("SELECT Id FROM Lead WHERE Id = '{id}'");
            let found = &org.found(&soql).await["totalSize"];
            assert_eq!(*found, u64::from(*is_there), "{id}");
        }
        for id in &self.purged {
            let query = format!("SELECT Id FROM Lead WHERE Id = '{id}'");
            let query = serde_json::json!({ "query": query });
            let found = org.call("query-all-records", query).await.unwrap();
            assert_eq!(found["totalSize"], 0, "{id}");
        }
        let account = &self.account;
        let soql = format!("SELECT Phone FROM Account WHERE Id = '{account}'");
        assert_eq!(org.found(&soql).await["records"][0]["Phone"], self.phone);
    }
}
