use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

/// Remind the account of an invoice.
#[derive(Debug, Clone, Serialize, Deserialize, Action)]
#[serde(deny_unknown_fields)]
#[action(
    method = "POST",
    endpoint = "/services/apexrest/invoices/{invoice_id}/reminders{?dry_run}",
    body(Text__c = "text"),
    output = Reminder,
    group = "Reminders"
)]
pub struct SendReminder {
    /// The invoice.
    #[action(pattern = "^[a-zA-Z0-9]{15,18}$")]
    pub invoice_id: String,
    /// What to write; the org's own text if there is none.
    #[action(max_length = 200)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Only tell what would be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
}

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromAnswer)]
pub struct Reminder {
    /// The e-mail address it went to.
    pub sent_to: String,
    /// How many reminders of this invoice have been sent.
    pub number: u32,
}
