use serde::Deserialize;
use serde_json::json;

use super::{Answer, deeds, only};
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Request, Response};
use crate::seed;

/// `POST /emulator/records`, whose body is a seed, as YAML or JSON: its records come to those that are there.
pub(super) fn add(org: &mut Org, request: &Request) -> Answer {
    only(request, "POST")?;
    let text = String::from_utf8_lossy(&request.body);
    let added = seed::add(org, &text);
    added.map_err(|why| Fault::new(400, "INVALID_SEED", why))?;
    Ok(Response::no_content())
}

/// `POST /emulator/undelete`: `{"ids": ["001…"]}`, and what went with these comes back too.
pub(super) fn undelete(org: &mut Org, request: &Request) -> Answer {
    deeds::undelete(org, &ids(request)?)?;
    Ok(Response::no_content())
}

/// `POST /emulator/hard-delete`: `{"ids": ["001…"]}`, which no recycle bin has then.
pub(super) fn hard_delete(org: &mut Org, request: &Request) -> Answer {
    deeds::hard_delete(org, &ids(request)?)?;
    Ok(Response::no_content())
}

fn ids(request: &Request) -> Result<Vec<String>, Fault> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Which {
        ids: Vec<String>,
    }
    only(request, "POST")?;
    let Which { ids } = request.json()?;
    Ok(ids)
}

/// `POST /emulator/merge`: `{"master": "001…", "merged": ["001…"]}`, for which REST has nothing either.
pub(super) fn merge(org: &mut Org, request: &Request) -> Answer {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Which {
        master: String,
        merged: Vec<String>,
    }
    only(request, "POST")?;
    let Which { master, merged } = request.json()?;
    deeds::merge(org, &master, &merged)?;
    Ok(Response::no_content())
}

/// `DELETE /emulator/recycle-bin` empties it: what was in it cannot be queried any more.
pub(super) fn recycle_bin(org: &mut Org, request: &Request) -> Answer {
    only(request, "DELETE")?;
    let purged = deeds::empty_recycle_bin(org)?;
    Ok(Response::json(200, &json!({ "purged": purged })))
}

/// `DELETE /emulator/delete-log` purges what is older than two hours: `deleted` does not tell it any more.
pub(super) fn delete_log(org: &mut Org, request: &Request) -> Answer {
    only(request, "DELETE")?;
    let purged = deeds::purge_delete_log(org)?;
    Ok(Response::json(200, &json!({ "purged": purged })))
}

/// `DELETE /emulator/locators` lets the rest of every query expire.
pub(super) fn locators(org: &mut Org, request: &Request) -> Answer {
    only(request, "DELETE")?;
    org.locators.expire();
    Ok(Response::no_content())
}
