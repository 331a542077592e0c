//! The crate `force`: its stream of typed rows, and a file of lines.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use async_trait::async_trait;
use force::api::RestOperation as _;
use force::auth::{AccessToken, Authenticator, TokenResponse};
use force::client::ForceClientBuilder;
use force::error::Result;
use serde_json::json;
use sync_bench::{Account, Error, SOQL, file, org};

/// A token that is there already: the crate's own ways all log in first.
#[derive(Debug)]
struct Token(TokenResponse);

#[async_trait]
impl Authenticator for Token {
    async fn authenticate(&self) -> Result<AccessToken> {
        Ok(AccessToken::from_response(self.0.clone()))
    }

    async fn refresh(&self) -> Result<AccessToken> {
        self.authenticate().await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Error> {
    let (instance, token) = org()?;
    let token = json!({ "access_token": token, "instance_url": instance });
    let token = Token(serde_json::from_value(token)?);
    let client = ForceClientBuilder::new()
        .authenticate(token)
        .build()
        .await?;
    let mut accounts = client.rest().query_stream::<Account>(SOQL);
    let mut lines = BufWriter::new(File::create(file()?)?);
    while let Some(account) = accounts.next().await? {
        serde_json::to_writer(&mut lines, &account)?;
        lines.write_all(b"\n")?;
    }
    Ok(lines.flush()?)
}
