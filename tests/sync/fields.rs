//! Fields that the user may not see, and queries that are too long for a URL.

use futures_util::TryStreamExt as _;
use serde::Serialize;
use serde_json::{Value, json};
use specforce::runtime::Error;
use specforce::runtime::sync::{Change, Options, Plan, Sync, SyncError, SyncFunction};

use crate::options::full;
use crate::org::Org;

#[tokio::test]
async fn a_hidden_field_is_left_out_with_a_warning() {
    let org = Org::demo().await;
    org.emulator.hide_fields(["Account.Phone"]).unwrap();
    let report = org.sync("accounts", &org.ndjson()).await;
    assert_eq!(report.fields_left_out, ["Phone"]);
    assert_eq!(
        report.warnings,
        ["`Account` has no `Phone` that the user can see: it is left out"]
    );
    let lines = org.lines("Account");
    assert!(
        lines
            .iter()
            .all(|line| line.get("phone").is_none() && line["name"].is_string())
    );
}

#[tokio::test]
async fn without_a_field_that_rows_must_have_nothing_is_read() {
    let org = Org::demo().await;
    org.emulator
        .hide_fields(["Knowledge__kav.KnowledgeArticleId"])
        .unwrap();
    let to = org.ndjson();
    let ran = org
        .run("articles", &json!({}), &to, &Options::default())
        .await;
    let Err(SyncError::HiddenFields { object, fields }) = &ran.result else {
        panic!("{:?}", ran.result)
    };
    let [field] = &fields[..] else {
        panic!("{fields:?}")
    };
    assert_eq!(
        (object.as_str(), field.path.as_str(), &field.meant),
        ("Knowledge__kav", "KnowledgeArticleId", &None)
    );
}

/// A sync that was written in haste.
#[derive(Serialize)]
struct Misspelt {}

impl SyncFunction for Misspelt {
    const NAME: &'static str = "misspelt";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let plan = Plan::new("Account", "SystemModstmp");
        let plan = plan.required_field("billing_city");
        let plan = plan.required_field("Owner.user_name");
        Ok(plan.required_field("Ownr.Name").required_field("Nothing"))
    }
}

#[tokio::test]
async fn what_was_meant_by_a_name_that_is_not_there_is_asked() {
    let org = Org::demo().await;
    let changes = Sync::new(&org.client, Misspelt {}).changes(None);
    let error = changes.try_collect::<Vec<_>>().await.unwrap_err();
    for part in [
        "`billing_city` (did you mean `BillingCity`?)",
        "`Owner.user_name` (did you mean `Owner.Username`?)",
        "`Ownr.Name` (did you mean `Owner.Name`?)",
        "`Nothing`, ",
        "`SystemModstmp` (did you mean `SystemModstamp`?)",
        "correct the name, or give the user access",
    ] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[tokio::test]
async fn a_field_that_can_be_seen_again_is_told_until_everything_is_read_anew() {
    let org = Org::demo().await;
    let to = org.sqlite();
    org.emulator.hide_fields(["Account.Phone"]).unwrap();
    org.sync("accounts", &to).await;
    org.emulator.show_fields();
    for _ in 0..2 {
        let report = org.sync("accounts", &to).await;
        let [warning] = &report.warnings[..] else {
            panic!("{:?}", report.warnings)
        };
        assert!(
            warning.contains("`Phone`") && warning.contains("--full"),
            "{warning}"
        );
    }
    let ran = org.run("accounts", &json!({}), &to, &full()).await;
    assert_eq!(ran.report.unwrap().warnings, [""; 0]);
    assert_eq!(org.sync("accounts", &to).await.warnings, [""; 0]);
}

/// A sync of several fields of one parent.
#[derive(Serialize)]
struct Owned {}

impl SyncFunction for Owned {
    const NAME: &'static str = "owned";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let plan = Plan::new("Account", "SystemModstamp");
        Ok(plan.field("Owner.Email").field("Owner.Name"))
    }
}

#[tokio::test]
async fn a_parent_is_described_once() {
    let org = Org::demo().await;
    let changes: Vec<Change<Value>> = Sync::new(&org.client, Owned {})
        .changes(None)
        .try_collect()
        .await
        .unwrap();
    assert!(!changes.is_empty());
    let requests = org.emulator.requests();
    let described = requests
        .iter()
        .filter(|request| request.target.ends_with("/User/describe"));
    assert_eq!(described.count(), 1);
}

/// A sync with a condition that no URL can hold.
#[derive(Serialize)]
struct Long {}

impl SyncFunction for Long {
    const NAME: &'static str = "long";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let names: Vec<String> = (0..1_000).map(|n| format!("'Account {n}'")).collect();
        Ok(Plan::new("Account", "SystemModstamp")
            .field("Name")
            .condition(Some(format!("Name IN ({})", names.join(", ")))))
    }
}

#[tokio::test]
async fn a_query_too_long_for_a_url_goes_in_a_body() {
    let org = Org::empty().await;
    org.accounts(1_200).await;
    org.wait(6);
    let changes: Vec<Change<Value>> = Sync::new(&org.client, Long {})
        .changes(None)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(changes.len(), 1_000);
    let requests = org.emulator.requests();
    assert!(
        requests
            .iter()
            .any(|request| request.method == "POST" && request.target.ends_with("/composite"))
    );
}
