//! A local Salesforce org, for trying, demos and tests: what objects it has, and the ids of their records.
//!
//! Objects are described by data files, those of every org in `emulator/objects`, and others beside them:
//!
//! ```
//! use specforce_emulator::{Catalog, Description, RecordId};
//!
//! let invoice = Description {
//!     file: "Invoice__c.yaml",
//!     text: "
//!         name: Invoice__c
//!         label: Invoice
//!         plural: Invoices
//!         prefix: a01
//!         fields:
//!           Account__c: { type: reference, to: [Account], relationship: Account__r, children: Invoices__r }
//!     ",
//! };
//! let catalog = Catalog::with(&[invoice]).map_err(|slips| slips[0].clone())?;
//! let id: RecordId = "a01Lo0000000001".parse()?;
//! let object = catalog.of_prefix(id.prefix()).map(|object| object.label.as_str());
//! assert_eq!(object, Some("Invoice"));
//! assert_eq!(id.as_str(), "a01Lo0000000001IAA");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clock;
mod control;
mod emulator;
mod fault;
mod http;
mod id;
mod near;
mod objects;
mod org;
mod query;
mod records;
mod rest;
mod search;
mod seed;
mod stamp;
mod store;
mod trouble;
mod usage;
mod yaml;

pub use clock::Clock;
pub use emulator::{Builder, Emulator, Refusal, StartError, Token};
pub use id::{MalformedId, RecordId};
pub use objects::{Catalog, Description, Field, FieldType, Followers, Object, Slip};
pub use seed::Seed;
pub use trouble::{BadRule, RequestRecord, Rule, RuleRecord, Trouble, When};
