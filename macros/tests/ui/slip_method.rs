use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "PSOT", endpoint = "/services/apexrest/things", output = Thing)]
struct CreateThing {}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [CreateThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
