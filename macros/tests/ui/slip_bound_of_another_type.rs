use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", endpoint = "/services/apexrest/things/{id}", output = Thing)]
struct GetThing {
    /// The thing.
    #[action(minimum = 1, max_length = 18)]
    id: i64,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

fn main() {
    let functions = [GetThing::FUNCTION];
    specforce::runtime::Registry::of(functions);
}
