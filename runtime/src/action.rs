use serde::Serialize;

use crate::{Error, FromAnswer, Method, Request, Response, Violations};

/// A function that is one call to Salesforce, implemented by its input.
///
/// Code generation writes the implementations; [`Client::call`](crate::Client::call) runs them.
pub trait Action: Serialize + Send + Sync {
    /// The function's name in the manifest, such as `create-record`.
    const NAME: &'static str;
    /// The HTTP method of the call.
    const METHOD: Method;
    /// What the function gives back.
    type Output: FromAnswer + Serialize + Send;

    /// Adds what is wrong with the input; nothing is sent when anything was added.
    fn check(&self, _at: &mut Violations) {}

    /// Fills in path, query and body of an empty request.
    fn request(&self, request: Request) -> Request;

    /// Reads the output from a successful answer.
    fn output(&self, answer: &Response) -> Result<Self::Output, Error> {
        answer.read()
    }
}
