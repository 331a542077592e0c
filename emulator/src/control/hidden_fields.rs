use super::{Answer, deeds, not_allowed};
use crate::org::Org;
use crate::rest::{Request, Response};

/// `GET /emulator/hidden-fields`: those that field-level security hides. `POST` hides those of its body too, such as
/// `["Contact.Phone"]`. `DELETE` shows all again.
pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    match request.method.as_str() {
        "GET" => {}
        "POST" => {
            let names: Vec<String> = request.json()?;
            deeds::hide(org, &names)?;
        }
        "DELETE" => org.unhide(),
        _ => return Err(not_allowed(request, "GET,HEAD,POST,DELETE")),
    }
    Ok(Response::json(200, &org.hidden.names()))
}
