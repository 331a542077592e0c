use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(metod = "GET", vars(q = "name"), outpt = Vec<Thing>, endpoint = "/services/apexrest/things{?q}")]
struct GetThing {
    #[action(maxlength = 3, colour = "red", min_length = 1)]
    name: String,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [GetThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
