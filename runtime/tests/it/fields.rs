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

    fn others(&mut self) -> Others<'_> {
        Others::Kept(&mut self.others)
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

const MANY: [&str; 140] = [
    "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13", "p14",
    "p15", "p16", "p17", "p18", "p19", "p20", "p21", "p22", "p23", "p24", "p25", "p26", "p27",
    "p28", "p29", "p30", "p31", "p32", "p33", "p34", "p35", "p36", "p37", "p38", "p39", "p40",
    "p41", "p42", "p43", "p44", "p45", "p46", "p47", "p48", "p49", "p50", "p51", "p52", "p53",
    "p54", "p55", "p56", "p57", "p58", "p59", "p60", "p61", "p62", "p63", "p64", "p65", "p66",
    "p67", "p68", "p69", "p70", "p71", "p72", "p73", "p74", "p75", "p76", "p77", "p78", "p79",
    "p80", "p81", "p82", "p83", "p84", "p85", "p86", "p87", "p88", "p89", "p90", "p91", "p92",
    "p93", "p94", "p95", "p96", "p97", "p98", "p99", "p100", "p101", "p102", "p103", "p104",
    "p105", "p106", "p107", "p108", "p109", "p110", "p111", "p112", "p113", "p114", "p115", "p116",
    "p117", "p118", "p119", "p120", "p121", "p122", "p123", "p124", "p125", "p126", "p127", "p128",
    "p129", "p130", "p131", "p132", "p133", "p134", "p135", "p136", "p137", "p138", "p139",
];

struct Wide([i64; MANY.len()]);

impl Fields for Wide {
    const NAMES: &'static [&'static str] = &MANY;
    const REQUIRED: &'static [usize] = &[0, 139];

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

#[test]
fn more_properties_than_a_word_has_bits_are_told_apart() {
    let read = |names: &[&str]| {
        let json: Object = names
            .iter()
            .map(|name| ((*name).to_owned(), json!(1)))
            .collect();
        <Wide as FromAnswer>::from_answer(Value::Object(json))
            .map(|wide| wide.0.iter().sum::<i64>())
    };
    assert_eq!(read(&MANY).unwrap(), 140);
    assert_eq!(read(&["p139", "p11", "p0"]).unwrap(), 3);
    let refusal = read(&["p0", "p11", "p127", "p128"]).unwrap_err();
    assert_eq!(refusal.to_string(), "missing field `p139`");
}
