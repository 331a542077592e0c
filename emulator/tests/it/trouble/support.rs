//! Orgs in trouble, and a client below HTTP that sees how a connection ends.

use std::io::ErrorKind;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Answer, Org};

pub(crate) use crate::support::{ACCOUNTS, VERSION};

/// What a client below HTTP got.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    pub(crate) end: RawEnd,
}

/// How the connection ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RawEnd {
    Closed,
    Reset,
}

impl Raw {
    /// All that comes until the connection ends.
    pub(crate) async fn read(mut stream: TcpStream) -> Self {
        let mut got = Vec::new();
        let end = match stream.read_to_end(&mut got).await {
            Ok(_) => RawEnd::Closed,
            Err(error) if error.kind() == ErrorKind::ConnectionReset => RawEnd::Reset,
            Err(error) => panic!("{error}"),
        };
        let (head, body) = parted(&got);
        Self { head, body, end }
    }

    /// What the head says of the body's length.
    pub(crate) fn length(&self) -> usize {
        let mut lines = self.head.lines();
        let length = lines.find_map(|line| line.strip_prefix("Content-Length: "));
        length.unwrap().parse().unwrap()
    }
}

impl Org {
    /// Lets something go wrong, as a test in any language would.
    pub(crate) async fn trouble(&self, rules: &Value) -> Answer {
        self.post("/emulator/trouble", rules).await
    }

    /// Sends a request on a connection of its own, which is the last one there, and reads until it ends.
    pub(crate) async fn raw(&self, request: &str, body: &str) -> Raw {
        Raw::read(self.sent(request, body, "").await).await
    }

    /// A connection on which a request was sent.
    pub(crate) async fn sent(&self, request: &str, body: &str, headers: &str) -> TcpStream {
        let address = self.emulator.instance_url().strip_prefix("http://");
        let mut stream = TcpStream::connect(address.unwrap()).await.unwrap();
        let token = self.emulator.token().expose();
        let length = body.len();
        let text = format!(
            "{request} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

fn parted(got: &[u8]) -> (String, Vec<u8>) {
    let end = got.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = end.map_or((got, &b""[..]), |end| (&got[..end], &got[end + 4..]));
    (String::from_utf8(head.to_vec()).unwrap(), body.to_vec())
}
