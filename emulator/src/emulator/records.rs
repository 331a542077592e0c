//! What a test does with an org's records and no request of REST can.

use super::{Emulator, Refusal, StartError};
use crate::{control, seed};

impl Emulator {
    /// Adds the records of a seed to those that are there.
    ///
    /// # Errors
    /// What is wrong with the seed: where, and what. Nothing is added then.
    pub fn add_records(&self, seed: &str) -> Result<(), StartError> {
        seed::add(&mut self.site.settled(), seed).map_err(StartError::Seed)
    }

    /// Brings records back from the recycle bin, and with each what went there with it.
    ///
    /// Follows [undelete()](https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-undelete.html).
    ///
    /// # Errors
    /// `UNDELETE_FAILED` for the first that is not in the recycle bin, cannot leave it, or has lost a parent that it
    /// cannot be without; `MALFORMED_ID` and `NOT_FOUND` for what is no object's id. None comes back then.
    pub fn undelete(&self, ids: &[impl AsRef<str>]) -> Result<(), Refusal> {
        Ok(control::undelete(&mut self.site.settled(), ids)?)
    }

    /// Deletes records so that they are in no recycle bin, and with each those that cannot be without it. What is in the
    /// recycle bin leaves it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specforce_emulator::Emulator;
    ///
    /// let emulator = Emulator::start().await?;
    /// emulator.hard_delete(&["001Lo000000000A"])?;
    /// let refusal = emulator.hard_delete(&["001Lo000000000A"]).unwrap_err();
    /// assert_eq!(refusal.code(), "NOT_FOUND");
    /// assert_eq!(refusal.to_string(), "001Lo000000000AIAQ: there is no such Account");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// What hinders deleting the first that cannot be deleted; `MALFORMED_ID` and `NOT_FOUND` for what is no record's
    /// id. None is deleted then.
    pub fn hard_delete(&self, ids: &[impl AsRef<str>]) -> Result<(), Refusal> {
        Ok(control::hard_delete(&mut self.site.settled(), ids)?)
    }

    /// Merges one or two accounts, contacts, leads or cases into another of their kind: they go to the recycle bin with
    /// `MasterRecordId`, and what refers to them refers to the master.
    ///
    /// Follows [merge()](https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-merge.html) and, of
    /// cases, [Merge Duplicate Cases](https://help.salesforce.com/s/articleView?id=service.cases_merge.htm&type=5).
    ///
    /// # Errors
    /// `INVALID_TYPE` for other objects, `INVALID_NUMBER_OF_RECORDS`, `INVALID_ID_FIELD` for records of different
    /// kinds or the master itself, `CIRCULAR_DEPENDENCY` where one would be a child of itself, `ENTITY_IS_DELETED`; `MALFORMED_ID` and `NOT_FOUND` for what is no record's id.
    /// Nothing is merged then.
    pub fn merge(
        &self,
        master: impl AsRef<str>,
        merged: &[impl AsRef<str>],
    ) -> Result<(), Refusal> {
        let mut org = self.site.settled();
        Ok(control::merge(&mut org, master.as_ref(), merged)?)
    }

    /// Empties the recycle bin, and tells how many records were in it. `queryAll` does not find them any more.
    ///
    /// # Errors
    /// When the org's file cannot be written.
    pub fn empty_recycle_bin(&self) -> Result<usize, Refusal> {
        Ok(control::empty_recycle_bin(&mut self.site.settled())?)
    }

    /// Purges the log of deleted records, as Salesforce does when it has too many entries, and tells how many are gone:
    /// all that are older than two hours. The `deleted` of an object tells no more of them than when the last one was
    /// deleted, as `earliestDateAvailable`; the recycle bin has what it had.
    ///
    /// Follows [sObject Get Deleted](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm).
    ///
    /// # Errors
    /// When the org's file cannot be written.
    pub fn purge_delete_log(&self) -> Result<usize, Refusal> {
        Ok(control::purge_delete_log(&mut self.site.settled())?)
    }

    /// Lets the rest of every query expire, as two days do: `INVALID_QUERY_LOCATOR`.
    pub fn expire_locators(&self) {
        self.site.org().locators.expire();
    }
}
