use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::fault::Fault;
use crate::org::{Keep, Org};
use crate::rest::Response;

/// Does all of a request or, where the emulator itself fails, nothing. It is kept before it is answered.
pub(super) fn guarded(org: &mut Org, work: impl FnOnce(&mut Org) -> Response) -> Response {
    guarded_unless(org, |org| (Keep::Yes, work(org)))
}

/// The same of work that says whether it is to be kept.
pub(super) fn guarded_unless(
    org: &mut Org,
    work: impl FnOnce(&mut Org) -> (Keep, Response),
) -> Response {
    if let Err(error) = org.db.execute_batch("BEGIN") {
        return Fault::from(error).into();
    }
    let done = catch_unwind(AssertUnwindSafe(|| work(&mut *org)));
    let (keep, response) = done.unwrap_or_else(|_| {
        let message =
            "The emulator panicked. That is a fault of the emulator's, which standard error tells";
        (Keep::No, Fault::unexpected(message).into())
    });
    let ended = if keep == Keep::Yes && response.status < 500 {
        org.db.execute_batch("COMMIT")
    } else {
        org.undo()
    };
    match ended {
        Ok(()) => response,
        Err(error) => {
            let _ = org.undo();
            Fault::from(error).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rest::Response;
    use crate::{Catalog, Clock, Seed, store};

    use super::{Org, guarded};

    fn org() -> Org {
        let db = store::open(None).unwrap();
        let catalog = Catalog::standard().unwrap();
        Org::open(db, catalog, Clock::default(), &Seed::Empty).unwrap()
    }

    /// Answers so after it has renamed every user.
    fn rename(org: &mut Org, answer: impl FnOnce() -> Response) -> u16 {
        let renaming = |org: &mut Org| {
            let done = org.atomically(|org| {
                org.db.execute("UPDATE User SET LastName = 'Renamed'", [])?;
                Ok::<_, crate::fault::Fault>(())
            });
            assert!(done.is_ok());
            answer()
        };
        guarded(org, renaming).status
    }

    fn name(org: &Org) -> String {
        let name = "SELECT LastName FROM User";
        org.db.query_row(name, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_panics_is_answered_and_not_kept() {
        let mut org = org();
        assert_eq!(rename(&mut org, || panic!("as the test wants it")), 500);
        assert_eq!(name(&org), "Admin");
        assert_eq!(rename(&mut org, || Response::text(500, "")), 500);
        assert_eq!(name(&org), "Admin");
        assert_eq!(rename(&mut org, Response::no_content), 204);
        assert_eq!(name(&org), "Renamed");
    }
}
