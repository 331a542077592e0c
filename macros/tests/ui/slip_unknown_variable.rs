use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", endpoint = "/services/apexrest/things/{thing_ids}", output = Thing)]
struct GetThing {
    thing_id: String,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [GetThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
