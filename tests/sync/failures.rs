//! What is told when an org and a destination fail at once.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::json;
use specforce::runtime::sync::destination::{Destination, Kept, Page, Target, Writer, Written};
use specforce::runtime::sync::{DestinationError, Options, State, SyncError};
use specforce_emulator::{Rule, Trouble};

use crate::org::Org;

/// A destination that gathers rows for a disk that is full.
#[derive(Default)]
struct Full {
    unsaved: Written,
}

fn full<T>() -> Result<T, DestinationError> {
    Err(DestinationError::Other {
        place: "full".to_owned(),
        source: "no space is left".into(),
    })
}

impl Destination for Full {
    fn open(&self, _: &Target<'_>) -> Result<Box<dyn Writer>, DestinationError> {
        Ok(Box::new(Self::default()))
    }

    fn status(&self) -> Result<Vec<Kept>, DestinationError> {
        full()
    }
}

impl Writer for Full {
    fn state(&self) -> Option<&State> {
        None
    }

    fn write(&mut self, page: &Page) -> Result<Written, DestinationError> {
        let written = Written {
            upserted: page.upserts.len() as u64,
            ..Written::default()
        };
        self.unsaved += written;
        Ok(written)
    }

    fn unsaved(&self) -> Written {
        self.unsaved
    }

    fn finish(&mut self) -> Result<(), DestinationError> {
        full()
    }

    fn ids(&mut self) -> Result<HashSet<String>, DestinationError> {
        full()
    }
}

#[tokio::test]
async fn both_are_told_and_no_row_that_was_not_saved() {
    let org = Org::empty().await;
    org.accounts(2_200).await;
    org.wait(6);
    org.emulator
        .trouble(Rule::new(Trouble::status(500)).path("/query/").times(9))
        .unwrap();
    let to: Arc<dyn Destination> = Arc::new(Full::default());
    let ran = org
        .run("accounts", &json!({}), &to, &Options::default())
        .await;
    let error = ran.result.unwrap_err();
    assert!(matches!(error, SyncError::Both { .. }), "{error:?}");
    let told = error.to_string();
    assert!(
        told.contains("500") && told.contains("no space is left"),
        "{told}"
    );
    let report = ran.report.unwrap();
    assert_eq!((report.upserted, report.to), (0, None));
}
