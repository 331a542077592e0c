use serde::Deserialize as _;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_yaml::Deserializer;

/// Reads YAML or JSON that is one document; `instead` tells what to do who has several.
///
/// # Errors
/// What is wrong with the text.
pub(crate) fn read<T: DeserializeOwned>(text: &str, instead: &str) -> Result<T, String> {
    serde_yaml::from_str(text).map_err(|error| {
        if is_several(text) {
            format!("there are several documents with `---` between them: {instead}")
        } else {
            error.to_string()
        }
    })
}

/// A text that breaks off has no end of documents.
fn is_several(text: &str) -> bool {
    let mut documents = Deserializer::from_str(text);
    let first = documents.next().map(IgnoredAny::deserialize);
    first.is_some_and(|first| first.is_ok()) && documents.next().is_some()
}
