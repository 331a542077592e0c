use super::{DestinationError, Target};

/// What a place remembers of a sync that writes there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim<'a> {
    pub(super) sync: &'a str,
    pub(super) model: &'a str,
    pub(super) org: &'a str,
}

/// Refuses a target that would mix its rows with those of another org or another sync.
pub(super) fn check<'a>(
    place: &str,
    claims: impl IntoIterator<Item = Claim<'a>>,
    target: &Target<'_>,
) -> Result<(), DestinationError> {
    for claim in claims {
        same_org(place, claim.org, target, "give another destination")?;
        // File systems and SQLite do not tell names apart by the case of their letters.
        let same_model = claim.model.eq_ignore_ascii_case(target.model.name);
        if same_model != (claim.sync == target.sync) {
            return Err(mixed(place, &claim, target));
        }
    }
    Ok(())
}

/// Refuses a target of another org than the one that a place has rows of.
pub(super) fn same_org(
    place: &str,
    kept: &str,
    target: &Target<'_>,
    cure: &'static str,
) -> Result<(), DestinationError> {
    if kept == target.org {
        return Ok(());
    }
    Err(DestinationError::OtherOrg {
        place: place.to_owned(),
        kept: kept.to_owned(),
        given: target.org.to_owned(),
        cure,
    })
}

fn mixed(place: &str, claim: &Claim<'_>, target: &Target<'_>) -> DestinationError {
    let message = format!(
        "`{}` there is of the sync `{}`, and this is `{}` of `{}`; give another destination",
        claim.model, claim.sync, target.model.name, target.sync
    );
    DestinationError::unfit(place, message)
}
