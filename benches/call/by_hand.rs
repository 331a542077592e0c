//! The two calls as a careful person would write them with reqwest and serde: they take and give what the functions
//! do, with the same time-outs, and read Salesforce's list of errors. Nothing is repeated.

use std::time::Duration;

use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::server;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub(crate) type Failure = Box<dyn std::error::Error>;

pub(crate) struct Client {
    http: reqwest::Client,
    sobjects: String,
    authorization: HeaderValue,
}

#[derive(Deserialize)]
pub(crate) struct Created {
    pub(crate) id: String,
    success: bool,
    errors: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are shown")]
struct Problem {
    error_code: String,
    message: String,
}

impl Client {
    pub(crate) fn new(origin: &str) -> Self {
        // As the client of the runtime has it.
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(150))
            .user_agent("by-hand/0.1.0")
            .default_headers(HeaderMap::from_iter([(ACCEPT, JSON)]))
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
            sobjects: format!("{origin}/services/data/v66.0/sobjects"),
            authorization,
        }
    }

    pub(crate) async fn get(
        &self,
        object: &str,
        id: &str,
        fields: &[&str],
    ) -> Result<Map<String, Value>, Failure> {
        let (object, id, fields) = (encoded(object), encoded(id), fields.join(","));
        let url = format!(
            "{}/{object}/{id}?fields={}",
            self.sobjects,
            encoded(&fields)
        );
        let body = self.answer(self.http.get(url)).await?;
        Ok(serde_json::from_slice(&body)?)
    }

    pub(crate) async fn create(
        &self,
        object: &str,
        record: &Map<String, Value>,
    ) -> Result<Created, Failure> {
        let url = format!("{}/{}", self.sobjects, encoded(object));
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, JSON)
            .body(serde_json::to_vec(record)?);
        let created: Created = serde_json::from_slice(&self.answer(request).await?)?;
        if !created.success {
            return Err(format!("{:?}", created.errors).into());
        }
        Ok(created)
    }

    /// The body of an answer that tells of success.
    async fn answer(&self, request: RequestBuilder) -> Result<Bytes, Failure> {
        let request = request.header(AUTHORIZATION, self.authorization.clone());
        let response = request.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() {
            return Ok(body);
        }
        let problems: Vec<Problem> = serde_json::from_slice(&body)?;
        Err(format!("{status}: {problems:?}").into())
    }
}

fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}
