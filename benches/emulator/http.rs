use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use specforce_emulator::Emulator;

/// One connection, kept.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Connection {
    pub(crate) fn to(org: &Emulator) -> Self {
        let address = org.instance_url().trim_start_matches("http://");
        let stream = TcpStream::connect(address).expect("the org listens");
        stream.set_nodelay(true).expect("it is a TCP connection");
        let stream = BufReader::with_capacity(1 << 16, stream);
        let token = org.token().expose().to_owned();
        Self { stream, token }
    }

    pub(crate) fn get(&mut self, path: &str) -> String {
        self.send("GET", path, "")
    }

    /// The body of an answer, which is a success.
    pub(crate) fn send(&mut self, method: &str, path: &str, body: &str) -> String {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        let stream = self.stream.get_mut();
        stream.write_all(head.as_bytes()).expect("the org reads");
        let (mut line, mut length, mut success) = (String::new(), 0, false);
        while line != "\r\n" {
            line.clear();
            self.stream.read_line(&mut line).expect("the org answers");
            let lower = line.to_ascii_lowercase();
            success |= lower.starts_with("http/1.1 2");
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().expect("it is a number");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the whole body comes");
        let body = String::from_utf8(body).expect("it is text");
        assert!(success, "{method} {path}: {body}");
        body
    }
}
