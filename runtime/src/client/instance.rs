use std::net::IpAddr;

use reqwest::Url;

use crate::Error;

/// The org that a client talks to: scheme, host and port, and nothing else.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    url: Url,
    origin: String,
}

impl Instance {
    /// Reads the URL of an instance, such as `https://acme.my.salesforce.com`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        // The text itself is not repeated: somebody may have put a password into it.
        let refuse = |why: &str| {
            Error::invalid_input(format!(
                "the instance URL {why}, like `https://acme.my.salesforce.com`"
            ))
        };
        let url = Url::parse(text.trim())
            .map_err(|error| refuse(&format!("is not a URL ({error}); write it")))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("must not hold a user or a password; write it"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("must end after the host; write it"));
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => {
                return Err(refuse(
                    "must begin with https (plain http is only for this very machine); write it",
                ));
            }
            _ => return Err(refuse("must begin with https; write it")),
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self { url, origin })
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether nothing is encrypted on the way, as is allowed on this machine.
    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// Whether the org runs on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// The URL of a path with its query. Only these are set, so that no path can name another host.
    pub(crate) fn at(&self, path: &str) -> Result<Url, Error> {
        if !path.starts_with('/') {
            return Err(Error::invalid_input(
                "the path of the request must begin with `/`",
            ));
        }
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path, None),
        };
        let mut url = self.url.clone();
        url.set_path(path);
        url.set_query(query);
        Ok(url)
    }

    /// Whether a URL leads to this very instance.
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        // As `Url::origin` has it for http and https, without making texts of both.
        url.scheme() == self.url.scheme()
            && url.host() == self.url.host()
            && url.port_or_known_default() == self.url.port_or_known_default()
            && url.username().is_empty()
            && url.password().is_none()
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
