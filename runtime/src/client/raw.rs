use serde::Serialize;

use super::Client;
use crate::{Error, Method, Request, Response, Violations};

/// A request to whatever has no function yet. Begin with [`Client::request`].
#[derive(Debug)]
#[must_use = "a request is sent by `send`"]
pub struct RequestBuilder {
    client: Client,
    request: Request,
}

impl RequestBuilder {
    pub(super) fn new(client: Client, method: Method, path: &str) -> Self {
        let request = Request::new(method, client.api_version()).raw("path", path);
        Self { client, request }
    }

    /// The body, written as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.request = self.request.body(body);
        self
    }

    /// Sends the request, with the client's retries.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] when the path leads elsewhere than below `/services/` of the org or the body
    /// cannot be written as JSON; otherwise every error but [`Error::SaveFailed`].
    pub async fn send(self) -> Result<Response, Error> {
        let request = self
            .request
            .finish(Violations::new())
            .map_err(Error::violations)?;
        self.client.send("request", request).await
    }
}
