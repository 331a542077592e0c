use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use specforce::runtime::sync::destination::{Destination, Singer};

/// Messages of Singer's, kept in memory.
#[derive(Clone, Default)]
pub(crate) struct Messages(Arc<Mutex<Vec<u8>>>);

impl Messages {
    pub(crate) fn destination(&self) -> Arc<dyn Destination> {
        Arc::new(Singer::new(self.clone(), None).unwrap())
    }

    pub(crate) fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Write for Messages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
