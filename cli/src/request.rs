use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde_json::Value;
use specforce_runtime::{Client, Error, Method, Response};

use crate::failure::Failure;
use crate::{connect, input, output};

pub(crate) const NAME: &str = "request";

const METHODS: [&str; 6] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"];

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Send one request, for whatever has no function yet, and print the answer")
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .required(true)
                .ignore_case(true)
                .value_parser(PossibleValuesParser::new(METHODS))
                .help("The HTTP method"),
        )
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .required(true)
                .help("Path and query, percent-encoded, such as /services/data/v66.0/limits"),
        )
        .arg(
            Arg::new("body")
                .long("body")
                .value_name("JSON")
                .help("The body as JSON, as @file, or as - for standard input"),
        )
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let (method, path) = (
        text("method").unwrap_or_default(),
        text("path").unwrap_or_default(),
    );
    let body = text("body")
        .map(|given| input::json("--body", given))
        .transpose()?;
    let org = connect::org(matches)?;
    let answer = connect::block_on(send(&org.client, method, path, body.as_ref()))?;
    let answer = answer.map_err(|error| Failure::of_request(&error))?;
    match serde_json::from_slice::<Value>(answer.body()) {
        Ok(json) => output::json(&json),
        // An empty answer, or a file: Salesforce answers not only in JSON.
        Err(_) => output::bytes(answer.body()),
    }
}

async fn send(
    client: &Client,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<Response, Error> {
    let method = method.to_ascii_uppercase().parse::<Method>();
    let method = method.map_err(|error| Error::invalid_input(error.to_string()))?;
    let request = client.request(method, path);
    match body {
        Some(body) => request.json(body).send().await,
        None => request.send().await,
    }
}
