use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Done, Request, Response};

use super::limit::at_most;
use super::series::{self, Outcome, unsupported};
use super::subrequest::{self, Subrequest, result};
use super::{number, references, required};

/// The first version that has graphs.
pub(super) const SINCE: u32 = 50;

/// [Composite Graph Limits](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph_limits.htm).
const MOST_GRAPHS: usize = 75;
const MOST_NODES: usize = 500;
const MOST_KINDS: usize = 15;
const MOST_DEPTH: usize = 15;
const MOST_FAILURES: usize = 14;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    graphs: Option<Vec<Given>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    graph_id: Option<String>,
    composite_request: Option<Vec<subrequest::Given>>,
}

struct Graph {
    id: String,
    nodes: Vec<Subrequest>,
}

/// Follows [Composite Graph](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph.htm).
pub(super) fn answer(org: &mut Org, request: &Request, version: &str) -> Answer {
    let body: Body = request.json()?;
    let given = body.graphs.ok_or_else(|| required("graphs"))?;
    let graphs = given.into_iter().map(|given| read(given, request, version));
    let graphs: Vec<Graph> = graphs.collect::<Result<_, _>>()?;
    check(&graphs)?;
    let mut failures = 0;
    let (mut answers, mut parts) = (Vec::new(), Vec::new());
    for graph in &graphs {
        let done = if failures > MOST_FAILURES {
            halted(graph)
        } else {
            series::run(org, &graph.nodes, version, true, supported)?
        };
        failures += usize::from(done.is_undone);
        parts.push(done.done);
        answers.push(json!({
            "graphId": graph.id,
            "graphResponse": { "compositeResponse": done.results },
            "isSuccessful": !done.is_undone,
        }));
    }
    let answer = Response::json(200, &json!({ "graphs": answers }));
    Ok(answer.with_done(Done::of(parts)))
}

fn read(given: Given, request: &Request, version: &str) -> Result<Graph, Fault> {
    let id = given.graph_id.ok_or_else(|| required("graphId"))?;
    let nodes = given.composite_request;
    let nodes = nodes.ok_or_else(|| required("compositeRequest"))?;
    let begins_well = id.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !begins_well || id.chars().count() >= 40 || id.contains('.') {
        let message = format!(
            "Provided graphId ('{id}') must start with a letter or a number, have fewer than 40 characters and no period."
        );
        return Err(Fault::new(400, "JSON_PARSER_ERROR", message));
    }
    let nodes = subrequest::read(nodes, request, version)?;
    Ok(Graph { id, nodes })
}

fn check(graphs: &[Graph]) -> Result<(), Fault> {
    at_most(MOST_GRAPHS, graphs.len(), "graphs")?;
    let nodes = || graphs.iter().flat_map(|graph| &graph.nodes);
    at_most(MOST_NODES, nodes().count(), "nodes")?;
    let kinds: HashSet<_> = nodes().map(kind).collect();
    at_most(MOST_KINDS, kinds.len(), "different nodes")?;
    let deepest = graphs.iter().map(|graph| depth(&graph.nodes)).max();
    let what = "nodes that depend on one another in a row";
    at_most(MOST_DEPTH, deepest.unwrap_or_default(), what)?;
    let mut ids = HashSet::new();
    let twice = graphs.iter().find(|graph| !ids.insert(&graph.id));
    twice.map_or(Ok(()), |twice| {
        let message = format!("Provided graphId ('{}') must be unique.", twice.id);
        Err(Fault::new(400, "JSON_PARSER_ERROR", message))
    })
}

/// Nodes are of one kind that have version, method and object in common.
fn kind(node: &Subrequest) -> (String, &str, String) {
    let (version, path) = node.resource().unwrap_or_default();
    let object = path.get(1).copied().unwrap_or_default();
    let object = object.to_ascii_lowercase();
    (version.to_owned(), node.method.as_str(), object)
}

/// How many nodes the longest chain of references has.
fn depth(nodes: &[Subrequest]) -> usize {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    for node in nodes {
        let mut names = references::names(&Value::from(node.url.as_str()));
        names.extend(node.body.iter().flat_map(references::names));
        let below = names.iter().filter_map(|name| depths.get(name.as_str()));
        let depth = below.max().copied().unwrap_or_default() + 1;
        depths.insert(&node.reference, depth);
    }
    depths.into_values().max().unwrap_or_default()
}

/// Records only, by their ids and external ids.
fn supported(node: &Subrequest) -> Result<(), Fault> {
    let refused = || Err(unsupported(&node.url, "a composite graph"));
    let Some((version, path)) = node.resource() else {
        return refused();
    };
    match (node.method.as_str(), path.as_slice()) {
        _ if number(version) < SINCE => refused(),
        ("POST", ["sobjects", _])
        | ("DELETE" | "GET" | "PATCH", ["sobjects", _, _])
        | ("DELETE" | "GET" | "PATCH" | "POST", ["sobjects", _, _, _]) => Ok(()),
        _ => refused(),
    }
}

/// For the graphs that are left when too many have failed.
fn halted(graph: &Graph) -> Outcome {
    let message = format!(
        "Processing was halted since more than {MOST_FAILURES} graphs of the request failed."
    );
    let response: Response = series::halted(message).into();
    let nodes = graph.nodes.iter();
    Outcome {
        results: nodes
            .map(|node| result(Some(&node.reference), &response))
            .collect(),
        is_undone: true,
        done: Done::Nothing,
    }
}
