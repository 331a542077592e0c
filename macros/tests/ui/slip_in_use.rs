use serde::{Deserialize, Serialize};
use specforce::{Action, Client, Error, FromAnswer};

/// What uses a function with an error has none of its own.
#[derive(Action, Serialize, Deserialize)]
#[action(method = "GET", endpoint = "/services/apexrest/things/{id", output = Vec<Thing>)]
struct GetThings {
    id: String,
}

#[derive(Serialize, Deserialize, FromAnswer)]
struct Thing {
    name: String,
}

async fn first(client: &Client) -> Result<Option<String>, Error> {
    let things = client.call(&GetThings { id: String::new() }).await?;
    Ok(things.into_iter().next().map(|thing| thing.name))
}

fn main() {
    assert_eq!(GetThings::FUNCTION.name, "get-things");
    let _ = first;
}
