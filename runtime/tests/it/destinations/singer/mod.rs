//! Messages for targets.

mod messages;
mod states;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use specforce_runtime::sync::Model;
use specforce_runtime::sync::destination::{Singer, Target};

use super::support::{CONTACT, ORG};

/// What was written, for whoever wrote it to look at.
#[derive(Clone, Default)]
pub(super) struct Out(Arc<Mutex<Vec<u8>>>);

impl Out {
    pub(super) fn messages(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn singer() -> (Singer, Out) {
    let out = Out::default();
    (Singer::new(out.clone(), None).unwrap(), out)
}

pub(super) fn users() -> Target<'static> {
    static USER: Model = Model {
        name: "User",
        ..CONTACT
    };
    Target {
        sync: "users",
        model: &USER,
        org: ORG,
    }
}
