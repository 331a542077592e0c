use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", endpoint = "/services/apexrest/things{?id,size}", output = Thing)]
struct GetThings {
    #[serde(default)]
    id: String,
    size: Option<i64>,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {}
