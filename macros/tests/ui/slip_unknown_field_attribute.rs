use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", endpoint = "/services/apexrest/things/{id}", output = Thing)]
struct GetThing {
    #[action(max_lenght = 18)]
    id: String,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [GetThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
