//! What the readers written in Rust share: an account, the query, the org, and a plain loop over pages.

use std::env;

use serde::{Deserialize, Serialize};

pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// An account as Salesforce gives it, and as the line that each reader writes of it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "PascalCase", serialize = "camelCase"))]
pub struct Account {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    pub created_date: String,
    pub last_modified_date: String,
    pub system_modstamp: String,
}

/// The query that every reader asks.
pub const SOQL: &str = include_str!("../accounts.soql").trim_ascii();

/// The org that the environment tells: its address and a token.
pub fn org() -> Result<(String, String), Error> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    Ok((
        variable("SPECFORCE_INSTANCE_URL")?,
        variable("SPECFORCE_ACCESS_TOKEN")?,
    ))
}

/// The file to write, which the command line names.
pub fn file() -> Result<String, Error> {
    env::args().nth(1).ok_or_else(|| "which file?".into())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    next_records_url: Option<String>,
    records: Vec<Account>,
}

/// Asks for a page, decodes it, does something with it, and asks for the next: the loop that anybody would write.
pub async fn each_page(
    mut take: impl FnMut(Vec<Account>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (instance, token) = org()?;
    let http = reqwest::Client::new();
    let query = SOQL.replace(' ', "+");
    let mut next = Some(format!("/services/data/v66.0/query?q={query}"));
    while let Some(path) = next {
        let request = http.get(format!("{instance}{path}")).bearer_auth(&token);
        let body = request.send().await?.error_for_status()?.bytes().await?;
        let page: Page = serde_json::from_slice(&body)?;
        take(page.records)?;
        next = page.next_records_url;
    }
    Ok(())
}
