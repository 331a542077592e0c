use crate::fault::Fault;
use crate::org::Org;
use crate::records::Row;

use super::Draft;

/// A user is of its profile's type, and has a nickname.
pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    if draft.changes("ProfileId")
        && let Some(Ok(id)) = draft.row.text("ProfileId").map(str::parse)
    {
        let profile = Row::load(&org.db, &*org.whole("Profile")?, &id)?;
        if let Some(ty) = profile.as_ref().and_then(|profile| profile.get("UserType")) {
            draft.row.set("UserType", ty.clone());
        }
    }
    if draft.row.get("CommunityNickname").is_none() {
        let id = draft.row.text("Id").unwrap_or_default();
        let nickname = format!("User{id}");
        draft.row.set("CommunityNickname", nickname);
    }
    Ok(())
}
