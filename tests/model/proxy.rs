//! What stands between the program and the org, and kills the program.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Hands on what a program and an org say to each other, until the org has said so many bytes.
pub(crate) struct Proxy {
    address: String,
    shared: Arc<Shared>,
}

struct Shared {
    org: String,
    ended: AtomicBool,
    victim: Mutex<Victim>,
}

struct Victim {
    /// After how many more bytes it dies.
    left: usize,
    passed: usize,
    child: Option<Child>,
}

impl Proxy {
    pub(crate) fn start(org: &str, kill_after: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            org: org.trim_start_matches("http://").to_owned(),
            ended: AtomicBool::new(false),
            victim: Mutex::new(Victim {
                left: kill_after,
                passed: 0,
                child: None,
            }),
        });
        let serving = shared.clone();
        thread::spawn(move || serve(&listener, &serving));
        Self { address, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Whom to kill.
    pub(crate) fn watch(&self, child: Child) {
        self.shared.victim.lock().unwrap().child = Some(child);
    }

    /// The program, which has closed its output, and how many bytes the org has said to it.
    pub(crate) fn end(self) -> (Child, usize) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // It waits for a connection.
        drop(TcpStream::connect(&self.address));
        let mut victim = self.shared.victim.lock().unwrap();
        (victim.child.take().unwrap(), victim.passed)
    }
}

fn serve(listener: &TcpListener, shared: &Arc<Shared>) {
    for program in listener.incoming() {
        let Ok(program) = program else { return };
        if shared.ended.load(Ordering::SeqCst) {
            return;
        }
        let Ok(org) = TcpStream::connect(&shared.org) else {
            return;
        };
        let (from, to) = (program.try_clone().unwrap(), org.try_clone().unwrap());
        thread::spawn(move || hand_on(from, to, |_| true));
        let shared = shared.clone();
        thread::spawn(move || hand_on(org, program, |bytes| shared.passes(bytes)));
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, passes: impl Fn(usize) -> bool) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !passes(read) || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

impl Shared {
    /// Whether the program may have these bytes. Otherwise it is dead.
    fn passes(&self, bytes: usize) -> bool {
        let mut victim = self.victim.lock().unwrap();
        victim.passed += bytes;
        let lives = victim.left >= bytes;
        victim.left = victim.left.saturating_sub(bytes);
        match &mut victim.child {
            Some(child) if !lives => {
                let _ = child.kill();
                false
            }
            _ => true,
        }
    }
}
