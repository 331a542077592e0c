//! The real program, which is killed.

use std::io::Read;
use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::copy::Copy;
use crate::death::Death;
use crate::org::Org;
use crate::proxy::Proxy;
use crate::traffic::Traffic;

/// What a program is told, and when it dies.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    pub(crate) syncs: &'a [&'static str],
    pub(crate) flags: &'a [&'static str],
    pub(crate) death: Death,
}

/// What came of it.
pub(crate) struct Ended {
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
    /// `None` for one that was killed.
    pub(crate) status: Option<i32>,
    /// How many bytes came from the org.
    pub(crate) bytes: usize,
}

impl Ended {
    /// Which errors were told, each on a line of its own.
    pub(crate) fn error_kinds(&self) -> Vec<String> {
        let lines = self.err.lines().filter(|line| line.starts_with('{'));
        let errors = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
        errors
            .filter_map(|error| error["kind"].as_str().map(str::to_owned))
            .collect()
    }
}

impl Program<'_> {
    /// Runs it, while traffic comes between any two of its requests.
    pub(crate) fn while_traffic(&self, traffic: &Arc<Mutex<Traffic>>, copy: &Copy) -> Ended {
        traffic.lock().unwrap().begin_beside();
        let org = traffic.lock().unwrap().org.clone();
        let proxy = Proxy::start(org.emulator.instance_url(), self.death, traffic.clone());
        let (mut stdout, mut stderr) = proxy.run(&mut self.command(&org, proxy.url(), copy));
        let (mut out, mut err) = (Vec::new(), String::new());
        let mut buffer = [0; 1_024];
        while let Ok(said @ 1..) = stdout.read(&mut buffer) {
            out.extend_from_slice(&buffer[..said]);
            proxy.has_said(out.len());
        }
        stderr.read_to_string(&mut err).unwrap();
        let (mut child, bytes) = proxy.end();
        Ended {
            status: child.wait().unwrap().code(),
            out,
            err,
            bytes,
        }
    }

    fn command(&self, org: &Org, url: String, copy: &Copy) -> Command {
        let session = org.emulator.new_session();
        let mut command = Command::new(env!("CARGO_BIN_EXE_specforce"));
        command
            .env_clear()
            .env("SPECFORCE_INSTANCE_URL", url)
            .env("SPECFORCE_ACCESS_TOKEN", session.expose())
            .args(["sync", "--error-format", "json"])
            .args(self.syncs)
            .args(self.flags)
            .arg("--to")
            .args(copy.arguments());
        command
    }
}
