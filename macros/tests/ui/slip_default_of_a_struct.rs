use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Default, Serialize, Deserialize)]
#[serde(default)]
#[action(method = "GET", endpoint = "/services/apexrest/things{?id,size}", output = Thing)]
struct GetThings {
    id: String,
    size: Option<i64>,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {}
