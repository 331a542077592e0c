//! A sync whose manifest says something else than when it ran last.

use std::sync::Arc;

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specforce::runtime::sync::destination::Destination;
use specforce::runtime::sync::{
    Budget, Change, Model, Options, Plan, Report, State, Sync, SyncEntry, SyncError, SyncFunction,
    SyncInfo,
};
use specforce::runtime::{Client, Error};
use specforce::syncs::{accounts, contacts};

use crate::messages::Messages;
use crate::options::full;
use crate::org::Org;

/// The users, as manifests of several days have them.
#[derive(Serialize, Deserialize)]
struct Users<const ACTIVE_ONLY: bool, const BY: char, const WITH_EMAIL: bool> {}

type All = Users<false, 'M', false>;
type Active = Users<true, 'M', false>;
type ByCreation = Users<false, 'C', false>;
type WithEmail = Users<false, 'M', true>;

impl<const ACTIVE_ONLY: bool, const BY: char, const WITH_EMAIL: bool> SyncFunction
    for Users<ACTIVE_ONLY, BY, WITH_EMAIL>
{
    const NAME: &'static str = "users";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let cursor = if BY == 'M' {
            "SystemModstamp"
        } else {
            "CreatedDate"
        };
        let plan = Plan::new("User", cursor).field("Username");
        let plan = plan.condition(ACTIVE_ONLY.then(|| "IsActive = TRUE".to_owned()));
        Ok(if WITH_EMAIL {
            plan.field("Email")
        } else {
            plan
        })
    }
}

/// What is changed since the state, and the state then.
async fn changes<I: SyncFunction<Model = Value>>(
    client: &Client,
    input: I,
    state: Option<State>,
) -> Result<(usize, Option<State>), SyncError> {
    let mut changes = Sync::new(client, input).changes(state);
    let mut count = 0;
    while let Some(Change::Upsert(_)) = changes.try_next().await? {
        count += 1;
    }
    Ok((count, changes.state().cloned()))
}

#[tokio::test]
async fn other_conditions_and_another_cursor_are_refused() {
    let org = Org::demo().await;
    let (all, of_all) = changes(&org.client, All {}, None).await.unwrap();
    let (active, of_active) = changes(&org.client, Active {}, None).await.unwrap();
    assert!(active < all);
    let client = &org.client;
    for (refused, said) in [
        (
            changes(client, All {}, of_active.clone()).await,
            "where `IsActive = TRUE`",
        ),
        (
            changes(client, Active {}, of_all.clone()).await,
            "where `IsActive = TRUE`",
        ),
        (
            changes(client, ByCreation {}, of_all.clone()).await,
            "by `CreatedDate`",
        ),
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(error, SyncError::State(_)), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    assert_eq!(changes(client, All {}, of_all).await.unwrap().0, 0);
    assert_eq!(changes(client, Active {}, of_active).await.unwrap().0, 0);
}

#[tokio::test]
async fn a_state_of_another_object_is_refused() {
    let org = Org::demo().await;
    let mut of_contacts = contacts(&org.client).changes(None);
    while of_contacts.try_next().await.unwrap().is_some() {}
    let mut changes = accounts(&org.client).changes(of_contacts.state().cloned());
    let error = changes.try_next().await.unwrap_err();
    assert!(matches!(error, SyncError::State(_)), "{error}");
    let said = error.to_string();
    assert!(
        said.contains("`Contact`") && said.contains("`Account`"),
        "{said}"
    );
}

/// Users as a sync of the program.
const fn entry<I: SyncFunction + for<'de> Deserialize<'de>>() -> SyncEntry {
    SyncEntry::new::<I>(SyncInfo {
        group: "Users",
        description: "",
        docs: None,
        object: Some("User"),
        cursor: "SystemModstamp",
        every: std::time::Duration::ZERO,
        source: "",
        inputs: &[],
        input_schema: r#"{ "type": "object" }"#,
        model: Model {
            name: "User",
            columns: &[],
            schema: "{}",
        },
    })
}

async fn run(
    org: &Org,
    entry: SyncEntry,
    to: &Arc<dyn Destination>,
    options: &Options,
) -> Result<Report, SyncError> {
    let (report, result) = entry.run(&org.client, &json!({}), to, options).await;
    result.map(|()| report.unwrap())
}

#[tokio::test]
async fn a_condition_that_is_dropped_brings_all_rows_by_a_full_run() {
    let org = Org::demo().await;
    let to = Messages::default().destination();
    let by_default = Options::default();
    run(&org, entry::<Active>(), &to, &by_default)
        .await
        .unwrap();
    let error = run(&org, entry::<All>(), &to, &by_default)
        .await
        .unwrap_err();
    assert!(matches!(error, SyncError::State(_)), "{error}");
    let report = run(&org, entry::<All>(), &to, &full()).await.unwrap();
    assert_eq!(report.upserted, org.count("User").await as u64);
}

#[tokio::test]
async fn rows_that_lack_a_new_property_are_told_of_until_everything_is_read_anew() {
    let org = Org::demo().await;
    let to = Messages::default().destination();
    let by_default = Options::default();
    let report = run(&org, entry::<All>(), &to, &by_default).await.unwrap();
    assert_eq!(report.warnings, [""; 0]);
    // Whatever becomes of the first run that reads it.
    let at_once_over = Options {
        budget: Arc::new(Budget::of(2)),
        ..Options::default()
    };
    run(&org, entry::<WithEmail>(), &to, &at_once_over)
        .await
        .unwrap_err();
    let lacking =
        "rows that were read before lack `Email` of `User` until all is read anew, as by `--full`";
    for _ in 0..2 {
        let report = run(&org, entry::<WithEmail>(), &to, &by_default)
            .await
            .unwrap();
        assert_eq!(report.warnings, [lacking]);
    }
    // One that is dropped needs nothing.
    let report = run(&org, entry::<All>(), &to, &by_default).await.unwrap();
    assert_eq!(report.warnings, [""; 0]);
    run(&org, entry::<WithEmail>(), &to, &full()).await.unwrap();
    let report = run(&org, entry::<WithEmail>(), &to, &by_default)
        .await
        .unwrap();
    assert_eq!(report.warnings, [""; 0]);
}

#[tokio::test]
async fn a_field_that_the_input_names_anew_is_one_that_rows_lack() {
    let org = Org::demo().await;
    let (to, by_default) = (org.sqlite(), Options::default());
    let warnings = async |input: Value, options: &Options| {
        let ran = org.run("articles", &input, &to, options).await;
        ran.result.unwrap();
        ran.report.unwrap().warnings
    };
    let summary = json!({ "body_field": "Summary" });
    assert_eq!(warnings(summary.clone(), &by_default).await, [""; 0]);
    // An org's name is the same in whatever case.
    let lower = json!({ "body_field": "summary" });
    assert_eq!(warnings(lower, &by_default).await, [""; 0]);
    // Also of one that is read under another name as well.
    let title = json!({ "body_field": "Title" });
    let [warning] = &warnings(title.clone(), &by_default).await[..] else {
        panic!("nothing is said of it")
    };
    assert!(warning.contains("lack `Title`"), "{warning}");
    assert_eq!(warnings(title.clone(), &full()).await, [""; 0]);
    assert_eq!(warnings(title, &by_default).await, [""; 0]);
    assert_eq!(warnings(json!({}), &by_default).await, [""; 0]);
}
