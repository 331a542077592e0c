use serde::de::MapAccess;
use serde_json::{Value, json};
use specforce_runtime::{Fields, FromAnswer, Object, Others, Property, blank};

#[derive(Debug)]
struct Row {
    id: String,
    name: Option<String>,
    others: Object,
}

impl Fields for Row {
    const NAMES: &'static [&'static str] = &["Id", "Name"];
    const REQUIRED: &'static [usize] = &[0];
    const OTHERS: Others<Self> = Others::Kept(|own| &mut own.others);

    fn blank() -> Self {
        Self {
            id: blank(),
            name: None,
            others: blank(),
        }
    }

    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        value: Property<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => value.plain(&mut self.id),
            1 => value.plain(&mut self.name),
            _ => value.ignored(),
        }
    }
}

fn read(json: &str) -> Result<Row, String> {
    let mut reader = serde_json::Deserializer::from_str(json);
    <Row as FromAnswer>::from_answer(&mut reader).map_err(|error| error.to_string())
}

#[test]
fn properties_come_in_any_order_and_with_escapes() {
    let row = read(r#"{"Name": null, "Fax": 1, "\u0049d": "001", "": 2}"#).unwrap();
    assert_eq!((row.id.as_str(), row.name), ("001", None));
    assert_eq!(Value::Object(row.others), json!({"Fax": 1, "": 2}));
}

#[test]
fn what_is_no_such_object_is_refused() {
    let begins = |json: &str, with: &str| {
        let refusal = read(json).unwrap_err();
        assert!(refusal.starts_with(with), "{refusal}");
    };
    begins(r#"{"Name": "Acme"}"#, "missing field `Id`");
    begins(
        r#"{"Id": "1", "Name": "a", "Id": "2"}"#,
        "duplicate field `Id`",
    );
    begins(
        r#"["1", "a"]"#,
        "invalid type: sequence, expected an object",
    );
    begins("null", "invalid type: null, expected an object");
}

/// Ten names for each number.
macro_rules! names {
    ($($number:literal)*) => {[$(
        concat!("p", $number, "0"), concat!("p", $number, "1"), concat!("p", $number, "2"), concat!("p", $number, "3"),
        concat!("p", $number, "4"), concat!("p", $number, "5"), concat!("p", $number, "6"), concat!("p", $number, "7"),
        concat!("p", $number, "8"), concat!("p", $number, "9"),
    )*]};
}

const MANY: [&str; 300] = names![
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
];

struct Wide([i64; MANY.len()]);

impl Fields for Wide {
    const NAMES: &'static [&'static str] = &MANY;
    const REQUIRED: &'static [usize] = &[0, 299];

    fn blank() -> Self {
        Self([0; MANY.len()])
    }

    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        value: Property<'_, A>,
    ) -> Result<(), A::Error> {
        value.plain(&mut self.0[index])
    }
}

/// What is read of an object with these names, or why it is refused.
fn sum(names: &[&str]) -> Result<i64, String> {
    let properties: Vec<String> = names.iter().map(|name| format!("\"{name}\": 1")).collect();
    let json = format!("{{{}}}", properties.join(", "));
    let mut reader = serde_json::Deserializer::from_str(&json);
    let wide = <Wide as FromAnswer>::from_answer(&mut reader);
    let wide = wide.map_err(|error| error.to_string())?;
    Ok(wide.0.iter().sum())
}

#[test]
fn more_properties_than_a_word_has_bits_are_told_apart() {
    assert_eq!(sum(&MANY), Ok(300));
    assert_eq!(sum(&["p299", "p11", "p00"]), Ok(3));
    let begins = |names: &[&str], with: &str| {
        let refusal = sum(names).unwrap_err();
        assert!(refusal.starts_with(with), "{refusal}");
    };
    begins(&["p00", "p11", "p127", "p128"], "missing field `p299`");
    for twice in ["p127", "p128", "p255", "p256", "p298"] {
        let expected = format!("duplicate field `{twice}`");
        begins(&["p00", twice, "p01", twice, "p299"], &expected);
    }
}
