use serde_json::{Value, json};

use crate::org::Org;
use crate::records::VERSION;
use crate::rest::{Answer, Response};

/// Follows [Get Knowledge Language Settings](https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/resources_knowledge_language_settings.htm).
pub(super) fn answer(org: &Org) -> Answer {
    let object = org.object(VERSION)?;
    let language = object.fields.get("Language");
    let names = language.iter().flat_map(|field| &field.values);
    let languages = names.map(|name| json!({ "active": true, "name": name }));
    let settings = json!({
        "defaultLanguage": language.and_then(|field| field.default.as_ref()),
        "knowledgeEnabled": true,
        "languages": languages.collect::<Vec<Value>>(),
    });
    Ok(Response::json(200, &settings))
}
