use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::VERSION;

use super::{Answer, Done, Request, Response, missing, not_allowed};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    inputs: Option<Vec<Input>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Input {
    article_version_id_list: Option<Ids>,
    article_version_id: Option<String>,
    article_id: Option<String>,
    version_number: Option<i64>,
    action: Option<String>,
    pub_action: Option<String>,
    unpublish: Option<bool>,
}

/// Salesforce takes a list for what it documents as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ids {
    List(Vec<String>),
    Text(String),
}

/// What one input came to, by the ids that it names.
type Outputs = Vec<(String, Result<(), Fault>)>;

/// The actions that there are for Knowledge, `/actions/standard/publishKnowledgeArticles` and others.
///
/// Follows [Knowledge Actions](https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_obj_knowledge.htm).
pub(super) fn answer(org: &mut Org, request: &Request, name: &str) -> Answer {
    let act = match name {
        "archiveKnowledgeArticles" => archive,
        "createDraftFromOnlineKnowledgeArticle" => edit,
        "deleteKnowledgeArticles" => delete,
        "publishKnowledgeArticles" => publish,
        "restoreKnowledgeArticleVersion" => restore,
        _ => return Err(Fault::not_found()),
    };
    if request.method != "POST" {
        return not_allowed(request, "POST");
    }
    let body: Body = request.json()?;
    let inputs = body.inputs.ok_or_else(|| missing("inputs"))?;
    let results = inputs.iter().map(|input| result(name, act(org, input)));
    let results: Vec<Value> = results.collect();
    let fails = results.iter().all(|result| result["isSuccess"] == false);
    let status = if fails { 400 } else { 200 };
    let done = results
        .iter()
        .map(|result| Done::all_if(result["isSuccess"] == true));
    Ok(Response::json(status, &results).with_done(Done::of(done)))
}

/// An error is the action's, or that of one article.
fn result(name: &str, outputs: Result<Outputs, Fault>) -> Value {
    let (errors, values, succeeds) = match outputs {
        Err(fault) => (json!([fault.to_save_error()]), Value::Null, false),
        Ok(outputs) => {
            let succeeds = outputs.iter().all(|(_, done)| done.is_ok());
            let told = outputs.into_iter().map(|(id, done)| {
                let told = done.map_or_else(|fault| fault.message, |()| "Success".to_owned());
                (id, told.into())
            });
            (
                Value::Null,
                Value::Object(told.collect::<Map<_, _>>()),
                succeeds,
            )
        }
    };
    json!({ "actionName": name, "errors": errors, "isSuccess": succeeds, "outputValues": values })
}

fn publish(org: &mut Org, input: &Input) -> Result<Outputs, Fault> {
    let as_next = match input.pub_action.as_deref() {
        Some("PUBLISH_ARTICLE" | "PUBLISH_TRANSLATION") => false,
        Some("PUBLISH_ARTICLE_NEW_VERSION") => true,
        other => return Err(unknown("pubAction", other)),
    };
    each(org, input, |org, id| org.publish(id, as_next))
}

fn archive(org: &mut Org, input: &Input) -> Result<Outputs, Fault> {
    each(org, input, Org::archive)
}

fn delete(org: &mut Org, input: &Input) -> Result<Outputs, Fault> {
    each(org, input, |org, id| org.delete(VERSION, id))
}

fn edit(org: &mut Org, input: &Input) -> Result<Outputs, Fault> {
    let unpublish = input.unpublish.ok_or_else(|| missing("unpublish"))?;
    let version = match (
        input.action.as_deref(),
        &input.article_version_id,
        &input.article_id,
    ) {
        (Some("EDIT_AS_DRAFT_ARTICLE" | "EDIT_AS_DRAFT_TRANSLATION"), Some(id), _) => id.clone(),
        (Some("EDIT_AS_DRAFT_ARTICLE"), None, Some(id)) => {
            let done = one(org, id, |org, id| {
                let online = org.online(id)?.ok_or_else(Fault::not_found)?;
                org.edit(&online, unpublish).map(drop)
            });
            return Ok(vec![(id.clone(), done)]);
        }
        (Some("EDIT_AS_DRAFT_ARTICLE"), None, None) => return Err(missing("articleId")),
        (Some("EDIT_AS_DRAFT_TRANSLATION"), None, _) => return Err(missing("articleVersionId")),
        (other, ..) => return Err(unknown("action", other)),
    };
    let done = one(org, &version, |org, id| org.edit(id, unpublish).map(drop));
    Ok(vec![(version, done)])
}

fn restore(org: &mut Org, input: &Input) -> Result<Outputs, Fault> {
    match input.action.as_deref() {
        Some("RESTORE_KNOWLEDGE_ARTICLE_VERSION") => {}
        other => return Err(unknown("action", other)),
    }
    let article = input.article_id.as_ref();
    let article = article.ok_or_else(|| missing("articleId"))?;
    let number = input.version_number;
    let done = one(org, article, |org, id| org.restore(id, number).map(drop));
    // It is the action that fails, as it is of one article.
    done.map(|()| vec![(article.clone(), Ok(()))])
}

/// Does something to each version, whose short id then stands for it.
fn each(
    org: &mut Org,
    input: &Input,
    work: impl Fn(&mut Org, &RecordId) -> Result<(), Fault>,
) -> Result<Outputs, Fault> {
    let ids: Vec<&str> = match &input.article_version_id_list {
        None => return Err(missing("articleVersionIdList")),
        Some(Ids::List(ids)) => ids.iter().map(String::as_str).collect(),
        Some(Ids::Text(ids)) => ids.split(',').map(str::trim).collect(),
    };
    let done = ids.into_iter().map(|id| {
        let short = id.get(..15).unwrap_or(id).to_owned();
        (short, one(org, id, &work))
    });
    Ok(done.collect())
}

fn one(
    org: &mut Org,
    id: &str,
    work: impl Fn(&mut Org, &RecordId) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let malformed = |_| Fault::new(400, "MALFORMED_ID", format!("malformed id {id}"));
    let id = id.parse().map_err(malformed)?;
    org.atomically(|org| work(org, &id))
}

fn unknown(name: &str, value: Option<&str>) -> Fault {
    value.map_or_else(
        || missing(name),
        |value| {
            let message = format!("'{value}' is no value of {name}");
            Fault::new(400, "INVALID_API_INPUT", message)
        },
    )
}
