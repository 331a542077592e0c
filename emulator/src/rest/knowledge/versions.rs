use serde::Deserialize;
use serde_json::json;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::VERSION;

use super::{Answer, Request, Response, missing, not_allowed};

/// `POST …/masterVersions`: a draft of what is online, or of what is archived.
///
/// Follows [Edit an Online Version of a Primary Article](https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/knowledge_REST_edit_online_master.htm)
/// and [Restore an Archived Version of an Article](https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/knowledge_REST_restore_archived_version.htm).
pub(super) fn draft(org: &mut Org, request: &Request) -> Answer {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Body {
        article_id: Option<String>,
        version_number: Option<i64>,
    }
    let body: Body = request.json()?;
    let article = id(&body.article_id.ok_or_else(|| missing("articleId"))?)?;
    let made = org.atomically(|org| match (org.online(&article)?, body.version_number) {
        (Some(online), None) => org.edit(&online, false),
        (_, number) => org.restore(&article, number),
    })?;
    let answer = json!({ "id": made.as_str(), "success": true, "errors": [] });
    Ok(Response::json(201, &answer))
}

/// `…/masterVersions/ka0…` and `…/translations/ka0…`
pub(super) fn answer(org: &mut Org, request: &Request, is_master: bool, text: &str) -> Answer {
    let id = id(text)?;
    if org.is_master(&id)? != Some(is_master) {
        return Err(Fault::not_found());
    }
    match request.method.as_str() {
        "PATCH" => change(org, request, &id),
        "DELETE" => {
            org.atomically(|org| org.delete(VERSION, &id))?;
            Ok(Response::no_content())
        }
        _ => not_allowed(request, "DELETE,PATCH"),
    }
}

/// What is done to a version: its status says it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Change {
    publish_status: Option<String>,
    /// `NextVersion`, or left out.
    version_number: Option<String>,
}

/// Follows [Publish the Primary Version of an Article](https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/knowledge_REST_publish_master_version.htm),
/// and those for archiving and unpublishing one.
fn change(org: &mut Org, request: &Request, id: &RecordId) -> Answer {
    let change: Change = request.json()?;
    let status = change
        .publish_status
        .ok_or_else(|| missing("publishStatus"))?;
    let as_next = match change.version_number.as_deref() {
        None => false,
        Some(next) if next.eq_ignore_ascii_case("NextVersion") => true,
        Some(other) => return Err(unknown("versionNumber", other)),
    };
    org.atomically(|org| match status.to_ascii_lowercase().as_str() {
        "online" => org.publish(id, as_next),
        "archived" => org.archive(id),
        "draft" => org.edit(id, true).map(drop),
        _ => Err(unknown("publishStatus", &status)),
    })?;
    Ok(Response::no_content())
}

fn unknown(name: &str, value: &str) -> Fault {
    let message = format!("'{value}' is no value of {name}");
    Fault::new(400, "INVALID_API_INPUT", message)
}

fn id(text: &str) -> Result<RecordId, Fault> {
    let malformed = |_| Fault::save("MALFORMED_ID", format!("malformed id {text}"), [""; 0]);
    text.parse().map_err(malformed)
}
