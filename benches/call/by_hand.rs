//! The two calls as a careful person would write them with reqwest and serde.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::server;

pub(crate) struct Client {
    http: reqwest::Client,
    origin: String,
    authorization: HeaderValue,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NewAccount {
    name: String,
    industry: String,
}

#[derive(Deserialize)]
struct Created {
    id: String,
    success: bool,
    errors: Vec<serde_json::Value>,
}

impl Client {
    pub(crate) fn new(origin: &str) -> Self {
        // As the client of the runtime has it.
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(150))
            .user_agent("by-hand/0.1.0")
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .tls_certs_only([])
            .build();
        let token = format!("Bearer {}", server::TOKEN);
        let mut authorization = HeaderValue::try_from(token).expect("a token is plain text");
        authorization.set_sensitive(true);
        Self {
            http: http.expect("a client can be made"),
            origin: origin.to_owned(),
            authorization,
        }
    }

    pub(crate) async fn get(&self) -> Result<(), Box<dyn std::error::Error>> {
        let (object, id, fields) = ("Account", server::ID, ["Name", "Industry"].join(","));
        let path = format!("/services/data/v66.0/sobjects/{object}/{id}?fields={fields}");
        let request = self.http.get(format!("{}{path}", self.origin));
        let body = self.answer(request).await?;
        // Whatever fields were asked for come back, so the record is read as the function gives it.
        let record: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&body)?;
        assert_eq!(record["Name"], "Acme");
        Ok(())
    }

    pub(crate) async fn create(&self) -> Result<(), Box<dyn std::error::Error>> {
        let account = NewAccount {
            name: "Acme".to_owned(),
            industry: "Manufacturing".to_owned(),
        };
        let url = format!("{}/services/data/v66.0/sobjects/Account", self.origin);
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(&account)?);
        let created: Created = serde_json::from_slice(&self.answer(request).await?)?;
        if !created.success {
            return Err(format!("{:?}", created.errors).into());
        }
        assert_eq!(created.id, server::ID);
        Ok(())
    }

    async fn answer(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<bytes::Bytes, reqwest::Error> {
        let request = request
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, self.authorization.clone());
        request.send().await?.error_for_status()?.bytes().await
    }
}
