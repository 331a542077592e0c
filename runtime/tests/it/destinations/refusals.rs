//! Whom every destination that keeps rows refuses, and whom it lets go on.

use specforce_runtime::sync::Model;
use specforce_runtime::sync::destination::Target;

use super::support::{CONTACT, CONTACTS, ORG, ids, keepers, named, open, page, refused, state};

#[test]
fn who_comes_again_finds_the_state_and_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        let mut writer = open(&*keeper);
        assert_eq!(writer.state(), None);
        writer
            .write(&page(1, [named("1", "Ada"), named("2", "Bo")], []))
            .unwrap();
        writer.write(&page(2, [named("3", "Cy")], ["1"])).unwrap();
        drop(writer);
        let mut writer = open(&*keeper);
        assert_eq!(writer.state(), Some(&state(2)));
        assert_eq!(ids(&mut *writer), ["2", "3"]);
        assert!(writer.warnings().is_empty());
    }
}

#[test]
fn one_sync_writes_once_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        let first = open(&*keeper);
        let message = refused(&*keeper, &CONTACTS);
        assert!(
            message.ends_with("another `contacts` is writing there; wait until it has ended"),
            "{message}"
        );
        drop(first);
        open(&*keeper);
    }
}

/// The lock under which a place is opened is called like no sync.
#[test]
fn a_sync_called_like_the_program_is_let_in() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        let target = Target {
            sync: "specforce",
            ..CONTACTS
        };
        keeper.open(&target).unwrap();
    }
}

#[test]
fn a_path_by_another_name_is_the_same_place() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    let detour = folder.path().join("inner").join("..");
    for (keeper, same) in keepers(folder.path()).iter().zip(keepers(&detour)) {
        let _first = open(&**keeper);
        assert!(refused(&*same, &CONTACTS).contains("another `contacts` is writing there"));
    }
}

const USER: Model = Model {
    name: "User",
    ..CONTACT
};

#[test]
fn other_syncs_write_beside_it_if_they_are_of_the_same_org() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        let mut contacts = open(&*keeper);
        let users = Target {
            sync: "users",
            model: &USER,
            org: ORG,
        };
        let mut users = keeper.open(&users).unwrap();
        contacts.write(&page(1, [named("1", "Ada")], [])).unwrap();
        users.write(&page(2, [named("2", "Bo")], [])).unwrap();
        users.finish().unwrap();
        drop(contacts);
        let status = keeper.status().unwrap();
        let told: Vec<_> = status
            .iter()
            .map(|kept| (&*kept.sync, kept.model.as_deref().unwrap(), &kept.state))
            .collect();
        assert_eq!(
            told,
            [
                ("contacts", "Contact", &state(1)),
                ("users", "User", &state(2))
            ]
        );

        let other = "00DKd00000BBBBBMAA";
        let message = refused(
            &*keeper,
            &Target {
                sync: "leads",
                model: &Model {
                    name: "Lead",
                    ..CONTACT
                },
                org: other,
            },
        );
        assert!(
            message.contains(&format!(
                "what is there came from the org {ORG}, and this is {other}"
            )),
            "{message}"
        );
    }
}

#[test]
fn an_org_is_remembered_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        open(&*keeper);
        let other = Target {
            org: "00DKd00000BBBBBMAA",
            ..CONTACTS
        };
        assert!(refused(&*keeper, &other).contains("came from the org"));
        assert!(keeper.status().unwrap().is_empty());
    }
}

#[test]
fn two_syncs_do_not_mix_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    for keeper in keepers(folder.path()) {
        open(&*keeper);
        let mixed = Target {
            sync: "people",
            ..CONTACTS
        };
        let message = refused(&*keeper, &mixed);
        assert!(
            message.contains(
                "`Contact` there is of the sync `contacts`, and this is `Contact` of `people`"
            ),
            "{message}"
        );
        let renamed = Model {
            name: "Person",
            ..CONTACT
        };
        refused(
            &*keeper,
            &Target {
                model: &renamed,
                ..CONTACTS
            },
        );
    }
}
