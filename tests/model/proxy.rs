//! What stands between the program and the org, and kills the program.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, ChildStderr, ChildStdout, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::death::Death;
use crate::traffic::Traffic;
use crate::victim::Victim;

/// Hands on what a program and an org say to each other, until the program dies.
pub(crate) struct Proxy {
    address: String,
    ended: Arc<AtomicBool>,
    victim: Arc<Mutex<Victim>>,
}

impl Proxy {
    pub(crate) fn start(org: &str, death: Death, traffic: Arc<Mutex<Traffic>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let victim = Arc::new(Mutex::new(Victim::new(death, traffic)));
        let ended = Arc::new(AtomicBool::new(false));
        let (org, watched, done) = (org.to_owned(), victim.clone(), ended.clone());
        thread::spawn(move || serve(&listener, &org, &watched, &done));
        Self {
            address,
            ended,
            victim,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Begins the program that is to be killed.
    pub(crate) fn run(&self, command: &mut Command) -> (ChildStdout, ChildStderr) {
        self.victim.lock().unwrap().begin(command)
    }

    /// How many bytes the program has said until now.
    pub(crate) fn has_said(&self, bytes: usize) {
        self.victim.lock().unwrap().has_said(bytes);
    }

    /// The program, which has closed its output, and how many bytes the org has said to it.
    pub(crate) fn end(self) -> (Child, usize) {
        self.ended.store(true, Ordering::SeqCst);
        // It waits for a connection.
        drop(TcpStream::connect(&self.address));
        self.victim.lock().unwrap().taken()
    }
}

fn serve(listener: &TcpListener, org: &str, victim: &Arc<Mutex<Victim>>, ended: &AtomicBool) {
    for program in listener.incoming() {
        let Ok(program) = program else { return };
        if ended.load(Ordering::SeqCst) {
            return;
        }
        let Ok(org) = TcpStream::connect(org.trim_start_matches("http://")) else {
            return;
        };
        let (from, to) = (program.try_clone().unwrap(), org.try_clone().unwrap());
        let asking = victim.clone();
        thread::spawn(move || {
            hand_on(from, to, |bytes| {
                !is_request(bytes) || asking.lock().unwrap().asks(&asking)
            });
        });
        let receiving = victim.clone();
        thread::spawn(move || {
            hand_on(org, program, |bytes| {
                receiving.lock().unwrap().receives(bytes.len())
            });
        });
    }
}

/// Syncs only read, so that no body can look like it.
fn is_request(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GET ") || bytes.starts_with(b"POST ")
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, passes: impl Fn(&[u8]) -> bool) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !passes(&buffer[..read]) || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
