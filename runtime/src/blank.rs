use std::collections::BTreeMap;

use serde_json::Value;

use crate::Object;

/// A value that stands in a field until the field's own is read. Nobody gets to see it.
pub trait Blank {
    /// Whatever is cheap.
    fn blank() -> Self;
}

/// [`Blank::blank`], for code that does not name the type.
pub fn blank<T: Blank>() -> T {
    T::blank()
}

macro_rules! by_default {
    ($($type:ty),+) => {$(
        impl Blank for $type {
            fn blank() -> Self {
                Self::default()
            }
        }
    )+};
}

by_default!(String, bool, i64, f64, Value, Object);

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}
