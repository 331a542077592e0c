//! A struct as code generation writes it, in the hands of callers: flattened, and in other formats than JSON.

use std::collections::BTreeMap;

use serde::de::MapAccess;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;
use specforce_runtime::{
    Fields, Object, Others, Property, blank, impl_deserialize, open_properties, properties,
};

#[derive(Debug, PartialEq)]
struct Limit {
    max: i64,
    remaining: Option<i64>,
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut to = properties(to, "Limit", 1, &[self.remaining.is_some()]);
        to.always("max", &self.max);
        to.given("remaining", &self.remaining);
        to.end()
    }
}

impl_deserialize!(Limit);

impl Fields for Limit {
    const NAMES: &'static [&'static str] = &["max", "remaining"];
    const REQUIRED: &'static [usize] = &[0];
    const OTHERS: Others<Self> = Others::Refused;

    fn blank() -> Self {
        Self {
            max: blank(),
            remaining: None,
        }
    }

    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        value: Property<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => value.plain(&mut self.max),
            1 => value.plain(&mut self.remaining),
            _ => value.ignored(),
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flattened {
    name: String,
    #[serde(flatten)]
    limit: Limit,
    #[serde(flatten)]
    rest: Object,
}

#[test]
fn flattened_it_takes_its_own_properties_alone() {
    let json = json!({ "name": "Daily", "max": 5, "remaining": 4, "unit": "call" });
    let read: Flattened = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(read.limit.remaining, Some(4));
    assert_eq!(read.rest.keys().collect::<Vec<_>>(), ["unit"]);
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
}

#[test]
fn it_is_a_row_of_a_csv_file() {
    let limit = Limit {
        max: 5,
        remaining: Some(4),
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(&limit).unwrap();
    let file = writer.into_inner().unwrap();
    assert_eq!(file, b"max,remaining\n5,4\n");
    let rows: Result<Vec<Limit>, _> = csv::Reader::from_reader(&*file).deserialize().collect();
    assert_eq!(rows.unwrap(), [limit]);
}

/// A property that JSON cannot hold, between two that it can.
struct Faulty {
    open: bool,
}

impl Serialize for Faulty {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let fault = BTreeMap::from([(Some(1.5_f64.to_bits()), 1), (None, 2)]);
        if self.open {
            let mut to = open_properties(to);
            to.always("fault", &fault);
            to.always("after", &true);
            return to.end();
        }
        let mut to = properties(to, "Faulty", 2, &[]);
        to.always("fault", &fault);
        to.always("after", &true);
        to.end()
    }
}

#[test]
fn the_first_error_of_the_serializer_is_told() {
    for open in [true, false] {
        let refusal = serde_json::to_string(&Faulty { open }).unwrap_err();
        assert_eq!(refusal.to_string(), "key must be a string");
    }
}

#[test]
fn a_property_that_it_does_not_have_is_refused() {
    let refusal = serde_json::from_value::<Limit>(json!({ "max": 1, "min": 0 })).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "unknown field `min`, expected `max` or `remaining`"
    );
}
