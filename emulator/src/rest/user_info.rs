use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;

use super::user::User;
use super::{Answer, Request, Response, not_allowed};

/// `GET /services/oauth2/userinfo`
///
/// Follows [Query for User Information](https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm&type=5).
pub(super) fn answer(org: &Org, request: &Request) -> Answer {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return not_allowed(request, "GET,HEAD,POST");
    }
    let user = User::of(org, &org.user, request)?;
    Ok(Response::json(200, &told(&user)?))
}

fn told(user: &User) -> Result<Value, Fault> {
    let photos = user.photos();
    Ok(json!({
        "sub": user.identity(),
        "user_id": user.id.as_str(),
        "organization_id": user.organization,
        "preferred_username": user.text("Username")?,
        "nickname": user.text("CommunityNickname")?,
        "name": user.text("Name")?,
        "email": user.text("Email")?,
        "email_verified": true,
        "given_name": user.text("FirstName")?,
        "family_name": user.text("LastName")?,
        "zoneinfo": user.zone()?,
        "photos": photos,
        "profile": user.profile(),
        "picture": photos["picture"],
        "address": address(user)?,
        "is_salesforce_integration_user": false,
        "urls": user.urls(),
        "active": user.is_active()?,
        "user_type": user.kind()?,
        "language": user.text("LanguageLocaleKey")?,
        "locale": user.text("LocaleSidKey")?,
        "utcOffset": user.offset()?,
        "updated_at": user.modified()?,
        "is_app_installed": true,
    }))
}

/// `OpenID Connect`'s names for it; what the user lacks is left out.
fn address(user: &User) -> Result<Value, Fault> {
    let mut address = json!({});
    for (name, field) in [
        ("street_address", "Street"),
        ("locality", "City"),
        ("region", "State"),
        ("postal_code", "PostalCode"),
        ("country", "Country"),
    ] {
        if let Some(text) = user.text(field)? {
            address[name] = text.into();
        }
    }
    Ok(address)
}
