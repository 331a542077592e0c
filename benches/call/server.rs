//! An org that knows one record: it answers from a thread of its own, so that what it does is not counted.

use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};
use std::{hint, thread};

pub(crate) const TOKEN: &str = "00DKd0000000001!AQ4AQFakeTokenOfABenchmark";
pub(crate) const ID: &str = "001Kd00000Qm3RtIAJ";

const RECORD: &str = r#"{"attributes":{"type":"Account","url":"/services/data/v66.0/sobjects/Account/001Kd00000Qm3RtIAJ"},"Name":"Acme","Industry":"Manufacturing","Id":"001Kd00000Qm3RtIAJ"}"#;
const CREATED: &str = r#"{"id":"001Kd00000Qm3RtIAJ","success":true,"errors":[]}"#;

/// Starts the server and gives its address.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            thread::spawn(move || serve(&connection));
        }
    });
    format!("http://{address}")
}

/// Answers one request after the other, until the connection ends.
fn serve(mut connection: &TcpStream) -> Option<()> {
    connection.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(Awake(connection));
    loop {
        let (created, length) = head(&mut reader)?;
        reader
            .by_ref()
            .take(length)
            .read_to_end(&mut Vec::new())
            .ok()?;
        let (status, body) = if created {
            ("201 Created", CREATED)
        } else {
            ("200 OK", RECORD)
        };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json;charset=UTF-8\r\nSforce-Limit-Info: api-usage=18/5000\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        connection.write_all(answer.as_bytes()).ok()?;
    }
}

/// A connection whose reader stays awake between two calls: whoever calls a sleeper pays for waking it, which takes longer
/// than the call, and now more and now less.
struct Awake<'a>(&'a TcpStream);

/// As long as calls follow each other.
const BETWEEN_CALLS: Duration = Duration::from_millis(1);

impl Read for Awake<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut connection = self.0;
        let began = Instant::now();
        while began.elapsed() < BETWEEN_CALLS {
            connection.set_nonblocking(true)?;
            let read = connection.read(buffer);
            connection.set_nonblocking(false)?;
            match read {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => hint::spin_loop(),
                done => return done,
            }
        }
        connection.read(buffer)
    }
}

/// Whether a request creates, and the length of its body.
fn head(reader: &mut impl BufRead) -> Option<(bool, u64)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let creates = line.starts_with("POST ");
    let mut length = 0;
    while line.trim() != "" {
        line.clear();
        reader.read_line(&mut line).ok()?;
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    // A closed connection gives empty lines without end.
    (!line.is_empty()).then_some((creates, length))
}
