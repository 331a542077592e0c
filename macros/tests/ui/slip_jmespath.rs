use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "POST", endpoint = "/services/apexrest/things", body(Name = "name", Size = "size ||"), output = Thing)]
struct CreateThing {
    name: String,
    size: i64,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {}
