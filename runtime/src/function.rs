use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Action, ApiVersion, Client, Error, Request, Violation, Violations};

/// A function of the manifest, with all that a program needs to offer it without knowing its Rust type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Function {
    /// Its name in the manifest, such as `create-record`.
    pub name: &'static str,
    /// The group it belongs to, such as `Records`.
    pub group: &'static str,
    /// What it does, in Markdown.
    pub description: &'static str,
    /// The Salesforce page it follows.
    pub docs: Option<&'static str>,
    /// The HTTP method, such as `POST`.
    pub method: &'static str,
    /// The endpoint, as an RFC 6570 template.
    pub endpoint: &'static str,
    /// The HTTP statuses of success that the manifest documents.
    pub statuses: &'static [u16],
    /// The file and line of the manifest it comes from, such as `spec/records.yaml:3`.
    pub source: &'static str,
    /// Its input properties, in the manifest's order.
    pub inputs: &'static [Input],
    /// The JSON Schema of its input.
    pub input_schema: &'static str,
    /// The JSON Schema of its output.
    pub output_schema: &'static str,
    /// Examples of what it sends, is answered and gives back.
    pub exchanges: &'static [Exchange],
    /// The sources of other functions of this name, which a [`Registry`](crate::Registry) has left out.
    pub namesakes: &'static [&'static str],
    inspect: fn(&Value) -> Vec<Violation>,
    invoke: Invoke,
}

/// An input property of a [`Function`].
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Its name in JSON, such as `recordId`.
    pub name: &'static str,
    /// Its name in Rust, such as `record_id`; with dashes it is the command line's flag.
    pub rust_name: &'static str,
    /// What it is on the command line.
    pub kind: Kind,
    /// Whether a call needs it.
    pub required: bool,
    /// What it means, in Markdown; may be empty.
    pub description: &'static str,
    /// What it is when left out, as JSON.
    pub default: Option<&'static str>,
}

/// How the text of a command line becomes the JSON of an [`Input`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The text itself.
    String,
    /// A string that is one of these.
    Enum(&'static [&'static str]),
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Anything else, written as JSON.
    Json,
    /// A list: each time the flag is given is one item.
    List(&'static Kind),
}

/// An example of a [`Function`]: an input, the request it sends, the answer and the outcome.
#[derive(Debug, Clone, Copy)]
pub struct Exchange {
    /// The input, as JSON.
    pub input: &'static str,
    /// Path and query of the request.
    pub path: &'static str,
    /// The body of the request, as JSON.
    pub body: Option<&'static str>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The body of the answer, as JSON.
    pub answer: Option<&'static str>,
    /// What the function makes of it.
    pub outcome: Outcome,
}

/// What comes out of an [`Exchange`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The output, as JSON.
    Output(&'static str),
    /// An error of this [kind](Error::kind), with Salesforce's `errorCode` where it has one.
    Error {
        /// Such as `salesforce`.
        kind: &'static str,
        /// Such as `NOT_FOUND`.
        error_code: Option<&'static str>,
    },
}

type Invoke = for<'a> fn(&'a Client, Value) -> BoxFuture<'a, Result<Value, Error>>;

/// What [`Function::new`] takes beside the type: all that is told rather than done.
#[derive(Debug, Clone, Copy)]
#[allow(
    missing_docs,
    reason = "each field is the field of `Function` with the same name"
)]
pub struct FunctionInfo {
    pub group: &'static str,
    pub description: &'static str,
    pub docs: Option<&'static str>,
    pub method: &'static str,
    pub endpoint: &'static str,
    pub statuses: &'static [u16],
    pub source: &'static str,
    pub inputs: &'static [Input],
    pub input_schema: &'static str,
    pub output_schema: &'static str,
    pub exchanges: &'static [Exchange],
}

impl Function {
    /// The function whose input is `A`.
    pub const fn new<A: Action + DeserializeOwned>(info: FunctionInfo) -> Self {
        Self {
            name: A::NAME,
            group: info.group,
            description: info.description,
            docs: info.docs,
            method: info.method,
            endpoint: info.endpoint,
            statuses: info.statuses,
            source: info.source,
            inputs: info.inputs,
            input_schema: info.input_schema,
            output_schema: info.output_schema,
            exchanges: info.exchanges,
            namesakes: &[],
            inspect: inspect::<A>,
            invoke: invoke::<A>,
        }
    }

    /// Whether the other is the same function, and not only of the same name.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let told = |function: &Self| {
            let schemas = (function.input_schema, function.output_schema);
            (function.source, function.method, function.endpoint, schemas)
        };
        told(self) == told(other)
    }

    /// Checks the JSON of an input, and sends nothing.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with every violation of [`input_schema`](Self::input_schema), and of what the function
    /// asks beyond it.
    pub fn check(&self, input: &Value) -> Result<(), Error> {
        let mut found = crate::schema_check::violations(input, self.input_schema)?;
        // What no schema tells: segments of the path, and conditions of the manifest.
        for violation in (self.inspect)(input) {
            if !found.iter().any(|known| known.pointer == violation.pointer) {
                found.push(violation);
            }
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(Error::violations(found))
        }
    }

    /// Calls the function with JSON and gives its output as JSON.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] with every violation when `input` breaks [`input_schema`](Self::input_schema)
    /// (nothing is sent then); else as [`Client::call`].
    pub async fn call(&self, client: &Client, input: Value) -> Result<Value, Error> {
        self.check(&input)?;
        (self.invoke)(client, input).await
    }
}

/// What the typed input finds wrong with itself. Unknown properties are told elsewhere, and must not hide the rest.
fn inspect<A: Action + DeserializeOwned>(input: &Value) -> Vec<Violation> {
    let mut known = input.clone();
    let typed = loop {
        match serde_json::from_value::<A>(known.clone()) {
            Ok(typed) => break typed,
            Err(error) if !drop_unknown(&mut known, &error.to_string()) => return Vec::new(),
            Err(_) => {}
        }
    };
    let mut found = Violations::new();
    typed.check(&mut found);
    let request = typed.request(Request::new(A::METHOD, ApiVersion::DEFAULT));
    request.finish(found).err().unwrap_or_default()
}

/// Removes the property that serde does not know, if that is what is wrong.
fn drop_unknown(input: &mut Value, message: &str) -> bool {
    let name = message
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split('`').next());
    match (input, name) {
        (Value::Object(map), Some(name)) => map.shift_remove(name).is_some(),
        _ => false,
    }
}

fn invoke<A: Action + DeserializeOwned>(
    client: &Client,
    input: Value,
) -> BoxFuture<'_, Result<Value, Error>> {
    async move {
        let input: A = serde_json::from_value(input)
            .map_err(|error| Error::invalid_input(error.to_string()))?;
        let output = client.call(&input).await?;
        serde_json::to_value(output).map_err(|error| Error::invalid_input(error.to_string()))
    }
    .boxed()
}
