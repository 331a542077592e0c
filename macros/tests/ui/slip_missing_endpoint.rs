use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", output = Thing)]
struct GetThing {}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [GetThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
