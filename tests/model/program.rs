//! The real program, which is killed.

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::copy::Copy;
use crate::org::Org;
use crate::proxy::Proxy;

/// What a program is told, and when it dies.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    pub(crate) syncs: &'a [&'static str],
    pub(crate) flags: &'a [&'static str],
    /// After so many bytes from the org, if it still runs then.
    pub(crate) kill_after: usize,
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

impl Program<'_> {
    pub(crate) fn run(&self, org: &Org, copy: &Copy) -> Ended {
        let proxy = Proxy::start(org.emulator.instance_url(), self.kill_after);
        let mut child = Command::new(env!("CARGO_BIN_EXE_specforce"))
            .env_clear()
            .env("SPECFORCE_INSTANCE_URL", proxy.url())
            .env(
                "SPECFORCE_ACCESS_TOKEN",
                org.emulator.new_session().expose(),
            )
            .arg("sync")
            .args(self.syncs)
            .args(self.flags)
            .arg("--to")
            .args(copy.arguments())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        proxy.watch(child);
        let (mut out, mut err) = (Vec::new(), String::new());
        stdout.read_to_end(&mut out).unwrap();
        stderr.read_to_string(&mut err).unwrap();
        let (mut child, bytes) = proxy.end();
        Ended {
            status: child.wait().unwrap().code(),
            out,
            err,
            bytes,
        }
    }
}
