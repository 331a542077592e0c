use std::time::{Duration, Instant};

use clap::Command;
use serde_json::{Map, Value};
use specforce_emulator::Emulator;
use specforce_runtime::{Client, Error, Function};

use crate::failure::Failure;
use crate::{Program, connect, emulator, example, output};

pub(crate) const NAME: &str = "demo";

/// What is called. It is data, since the functions are another program's where the manifest is another.
const CALLS: &str = include_str!("../demo.json");

/// How much of an output is shown.
const EXCERPT: usize = 150;

pub(crate) fn command() -> Command {
    Command::new(NAME).about("Start a local org, call a few functions, and show what happens")
}

pub(crate) fn run(program: &Program) -> Result<(), Failure> {
    let start = Instant::now();
    let emulator = emulator::start(Emulator::builder())?;
    let (url, took) = (emulator.instance_url(), milliseconds(start.elapsed()));
    output::text(&format!(
        "A local org with demo records is at {url}, after {took}.\n"
    ))?;
    let client = Client::builder(url)
        .token(emulator.token().expose())
        .build();
    let client = client.map_err(|error| Failure::of_call(&error))?;
    let calls: Vec<Value> = serde_json::from_str(CALLS).unwrap_or_default();
    let came_out = connect::block_on(called(program, &client, &calls))?;
    output::text(&ending(&program.name))?;
    came_out
}

/// Makes all calls. The first that does not come out as it should is the failure.
async fn called(program: &Program, client: &Client, calls: &[Value]) -> Result<(), Failure> {
    let (mut kept, mut came_out) = (Map::new(), Ok(()));
    for call in calls {
        let name = call["function"].as_str().unwrap_or_default();
        if let Some(function) = program.registry.find(name) {
            let (told, as_it_should) = told(program, client, function, call, &mut kept).await;
            output::text(&told)?;
            came_out = came_out.and(as_it_should);
        }
    }
    came_out
}

/// Calls a function, and tells it, and whether it came out as it should.
async fn told(
    program: &Program,
    client: &Client,
    function: &Function,
    call: &Value,
    kept: &mut Map<String, Value>,
) -> (String, Result<(), Failure>) {
    let input = filled_in(&call["input"], kept);
    let command_line = example::command_line(program, function, &input);
    let start = Instant::now();
    let answer = function.call(client, input).await;
    let took = milliseconds(start.elapsed());
    if let Ok(output) = &answer {
        keep(&call["keep"], output, kept);
    }
    let about = call["about"].as_str().unwrap_or_default();
    let shown = shown(&answer, call["show"].as_str());
    let told = format!("{about} ({took}):\n{command_line}\n  {shown}\n");
    (told, judged(&answer, call["refused"] == true))
}

/// One of the calls shows a refusal.
fn judged(answer: &Result<Value, Error>, is_to_be_refused: bool) -> Result<(), Failure> {
    match answer {
        Ok(_) if is_to_be_refused => Err(Failure::demo("a call was not refused that has to be")),
        Err(Error::Salesforce(_)) if is_to_be_refused => Ok(()),
        Err(error) => Err(Failure::of_call(error)),
        Ok(_) => Ok(()),
    }
}

/// The input, with what earlier calls gave in place of `{name}`.
fn filled_in(input: &Value, kept: &Map<String, Value>) -> Value {
    match input {
        Value::String(text) => {
            let name = text
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let known = name.and_then(|name| kept.get(name));
            known.unwrap_or(input).clone()
        }
        Value::Array(items) => items.iter().map(|item| filled_in(item, kept)).collect(),
        Value::Object(map) => {
            let filled = map
                .iter()
                .map(|(name, value)| (name.clone(), filled_in(value, kept)));
            Value::Object(filled.collect())
        }
        other => other.clone(),
    }
}

/// Keeps what a later call needs, each under a name, by its place in the output.
fn keep(places: &Value, output: &Value, kept: &mut Map<String, Value>) {
    for (name, place) in places.as_object().into_iter().flatten() {
        let value = place.as_str().and_then(|place| output.pointer(place));
        kept.extend(value.map(|value| (name.clone(), value.clone())));
    }
}

fn shown(answer: &Result<Value, Error>, place: Option<&str>) -> String {
    let text = match answer {
        Ok(output) => {
            let part = place.and_then(|place| output.pointer(place));
            without_attributes(part.unwrap_or(output)).to_string()
        }
        Err(error) => format!("error: {error}"),
    };
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Without what every record tells of its object and its path.
fn without_attributes(output: &Value) -> Value {
    match output {
        Value::Object(map) => {
            let fields = map.iter().filter(|(name, _)| *name != "attributes");
            Value::Object(
                fields
                    .map(|(name, value)| (name.clone(), without_attributes(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(without_attributes).collect(),
        other => other.clone(),
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn ending(program: &str) -> String {
    format!(
        "The org is gone again. One for other programs, and for the commands above: {program} {}\n\
         One for a single command: {program} --emulator call …    All functions: {program} list",
        emulator::NAME
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the demo comes out if of its calls those are to be refused.
    fn came_out(is_to_be_refused: impl Fn(&Value) -> bool) -> Result<(), Failure> {
        let mut calls: Vec<Value> = serde_json::from_str(CALLS).unwrap();
        for call in &mut calls {
            call["refused"] = is_to_be_refused(call).into();
        }
        let emulator = Emulator::builder().start_blocking().unwrap();
        let client = Client::builder(emulator.instance_url()).token(emulator.token().expose());
        let program = Program {
            name: "specforce".to_owned(),
            registry: specforce::registry(),
        };
        connect::block_on(called(&program, &client.build().unwrap(), &calls)).unwrap()
    }

    #[test]
    fn a_call_that_comes_out_otherwise_is_a_failure() {
        came_out(|call| call["refused"] == true).unwrap();
        assert_eq!(came_out(|_| false).unwrap_err().kind, "salesforce");
        assert_eq!(came_out(|_| true).unwrap_err().kind, "demo");
    }
}
