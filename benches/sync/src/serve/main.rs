//! An org of nothing but accounts. It makes every page when it starts, and then only sends, so that no reader waits for it.
//!
//! `serve ROWS` prints its address and serves until it is ended.

mod answers;
mod pages;

use std::error::Error;
use std::io::{BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::SystemTime;

use answers::Answers;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().nth(1).ok_or("how many rows?")?.parse()?;
    let answers = Answers::of(rows);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    thread::scope(|scope| {
        for connection in listener.incoming().flatten() {
            let answers = &answers;
            scope.spawn(move || serve(&connection, answers));
        }
    });
    Ok(())
}

/// Answers one request after the other, until the connection ends.
fn serve(mut connection: &TcpStream, answers: &Answers) -> Option<()> {
    connection.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(connection);
    loop {
        let target = target(&mut reader)?;
        let body = answers.to(&target);
        let (length, date) = (body.len(), httpdate::fmt_http_date(SystemTime::now()));
        let head = format!(
            "HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Type: application/json;charset=UTF-8\r\nSforce-Limit-Info: api-usage=18/100000\r\nContent-Length: {length}\r\n\r\n"
        );
        connection.write_all(head.as_bytes()).ok()?;
        connection.write_all(body).ok()?;
    }
}

/// What the next request asks for. All of them are GET, so none has a body.
fn target(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    while line.trim() != "" {
        line.clear();
        reader.read_line(&mut line).ok()?;
    }
    Some(target)
}
