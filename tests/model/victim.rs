//! A program that runs, and is killed when its time has come.

use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::death::Death;
use crate::traffic::Traffic;

/// Traffic comes while it is held, so that the org and the program do one thing after another.
pub(crate) struct Victim {
    death: Death,
    traffic: Arc<Mutex<Traffic>>,
    asked: usize,
    received: usize,
    /// Nothing before it runs, and after it was taken away.
    child: Option<Child>,
}

impl Victim {
    pub(crate) fn new(death: Death, traffic: Arc<Mutex<Traffic>>) -> Self {
        Self {
            death,
            traffic,
            asked: 0,
            received: 0,
            child: None,
        }
    }

    pub(crate) fn begin(&mut self, command: &mut Command) -> (ChildStdout, ChildStderr) {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        self.child = Some(child);
        output
    }

    /// The program, and how many bytes it had.
    pub(crate) fn taken(&mut self) -> (Child, usize) {
        (self.child.take().unwrap(), self.received)
    }

    /// It sends a request. Tells whether it lives still.
    pub(crate) fn asks(&mut self, this: &Arc<Mutex<Self>>) -> bool {
        if self.child.is_none() {
            return false;
        }
        self.asked += 1;
        match self.death {
            Death::Asked(last) if self.asked >= last => return self.dies(),
            Death::Later(last, delay) if self.asked == last => {
                let victim = this.clone();
                thread::spawn(move || {
                    thread::sleep(delay);
                    victim.lock().unwrap().dies();
                });
            }
            _ => {}
        }
        self.traffic.lock().unwrap().between_requests();
        true
    }

    /// The org says something to it. Tells whether it lives still.
    pub(crate) fn receives(&mut self, bytes: usize) -> bool {
        self.received += bytes;
        match self.death {
            Death::Received(most) if self.received > most => self.dies(),
            _ => true,
        }
    }

    /// It has said so many bytes until now.
    pub(crate) fn has_said(&mut self, bytes: usize) {
        if matches!(self.death, Death::Said(most) if bytes > most) {
            self.dies();
        }
    }

    fn dies(&mut self) -> bool {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
        }
        false
    }
}
