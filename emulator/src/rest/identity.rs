use serde_json::{Value, json};

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;

use super::user::User;
use super::{Answer, Request, Response, not_allowed};

/// `GET /id/00D…/005…`, the identity URL of a user.
///
/// Follows [Identity URLs](https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm&type=5).
pub(super) fn answer(org: &Org, request: &Request, organization: &str, id: &str) -> Answer {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return not_allowed(request, "GET,HEAD,POST");
    }
    let (Ok(organization), Ok(id)) = (organization.parse::<RecordId>(), id.parse::<RecordId>())
    else {
        return Ok(Response::oauth_refusal(404, "Bad_Id"));
    };
    let user = User::of(org, &id, request)?;
    if organization.as_str() != user.organization {
        return Ok(Response::oauth_refusal(403, "Wrong_Org"));
    }
    Ok(match user.is_active()? {
        None => Response::oauth_refusal(404, "Bad_Id"),
        Some(false) => Response::oauth_refusal(404, "Inactive"),
        Some(true) => Response::json(200, &told(&user, *user.id == org.user)?),
    })
}

fn told(user: &User, is_asserted: bool) -> Result<Value, Fault> {
    Ok(json!({
        "id": user.identity(),
        "asserted_user": is_asserted,
        "user_id": user.id.as_str(),
        "organization_id": user.organization,
        "username": user.text("Username")?,
        "nick_name": user.text("CommunityNickname")?,
        "display_name": user.text("Name")?,
        "email": user.text("Email")?,
        "email_verified": true,
        "first_name": user.text("FirstName")?,
        "last_name": user.text("LastName")?,
        "timezone": user.zone()?,
        "photos": user.photos(),
        "addr_street": user.text("Street")?,
        "addr_city": user.text("City")?,
        "addr_state": user.text("State")?,
        "addr_country": user.text("Country")?,
        "addr_zip": user.text("PostalCode")?,
        "mobile_phone": user.text("MobilePhone")?,
        "mobile_phone_verified": false,
        "is_lightning_login_user": false,
        "status": { "created_date": null, "body": null },
        "urls": user.urls(),
        "active": true,
        "user_type": user.kind()?,
        "language": user.text("LanguageLocaleKey")?,
        "locale": user.text("LocaleSidKey")?,
        "utcOffset": user.offset()?,
        "last_modified_date": user.modified()?,
        "is_app_installed": true,
    }))
}
