//! Functions of one's own org beside those of `specforce`: one made by a build script, one by a macro, one by hand.

use specforce::runtime::Registry;

/// From `spec/`, by the build script.
pub mod billing {
    include!(concat!(env!("OUT_DIR"), "/specforce/mod.rs"));
}

/// From `payments/`, by the macro.
pub mod cash {
    specforce::manifest!("payments");
}

mod reminder;

pub use reminder::{Reminder, SendReminder};

/// Every action and sync: those of `specforce`, and our own.
pub fn registry() -> Registry {
    let made = [
        specforce::functions(),
        billing::functions(),
        cash::functions(),
        &[SendReminder::FUNCTION],
    ];
    let syncs = [specforce::syncs(), billing::syncs()];
    Registry::of(made.concat()).with_syncs(syncs.concat())
}
