//! Rows with the records that refer to them: cases with their conversation.

use std::sync::Arc;

use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use specforce::runtime::sync::{Budget, Change, Options};
use specforce::syncs::tickets;
use specforce_emulator::{Builder, Emulator, Seed, Trouble};

use crate::options::{full, until};
use crate::org::{Org, rows};

/// What a case's conversation is told to be: a kind, and what it says.
fn told(row: &Value) -> Vec<(&str, &str)> {
    let items = row["conversation"].as_array();
    let items = items.into_iter().flatten();
    let told = items.map(|item| {
        (
            item["type"].as_str().unwrap(),
            item["body"].as_str().unwrap_or(""),
        )
    });
    told.collect()
}

async fn case(org: &Org, subject: &str) -> String {
    org.create("Case", json!({ "Subject": subject })).await
}

async fn comment(org: &Org, case: &str, body: &str) -> String {
    let comment = json!({ "ParentId": case, "CommentBody": body });
    org.create("CaseComment", comment).await
}

async fn empty(builder: Builder) -> Org {
    Org::start(builder.seed(Seed::Empty)).await
}

#[tokio::test]
async fn a_case_comes_with_its_conversation_oldest_first() {
    let org = Org::empty().await;
    let (one, other) = (case(&org, "One").await, case(&org, "Other").await);
    let email = json!({ "ParentId": one, "TextBody": "Hello", "Status": "0", "Incoming": true });
    org.create("EmailMessage", email).await;
    org.wait(1);
    comment(&org, &one, "First").await;
    comment(&org, &one, "Second").await;
    org.wait(1);
    org.create("FeedItem", json!({ "ParentId": one, "Body": "Posted" }))
        .await;
    org.wait(6);
    let to = org.ndjson();
    let report = org.sync("tickets", &to).await;
    assert_eq!((report.upserted, report.warnings), (2, vec![]));
    let rows = rows(&org.lines("Ticket"));
    let conversation = [
        ("EmailMessage", "Hello"),
        ("CaseComment", "First"),
        ("CaseComment", "Second"),
        ("FeedItem", "Posted"),
    ];
    assert_eq!(told(&rows[&one]), conversation);
    assert_eq!(rows[&other].get("conversation"), None);
    assert_eq!(rows[&other].get("is_deleted"), None);
    let item = &rows[&one]["conversation"][1];
    assert_eq!(item["created_date"], "2026-05-01T07:26:37.000+0000");
    assert!(item["created_by"].as_str().unwrap().starts_with("005"));
}

#[tokio::test]
async fn what_is_said_later_or_taken_back_comes_with_its_case() {
    let org = Org::empty().await;
    let (one, other) = (case(&org, "One").await, case(&org, "Other").await);
    let taken_back = comment(&org, &other, "Sorry").await;
    org.wait(6);
    let to = org.ndjson();
    org.sync("tickets", &to).await;
    assert_eq!(org.sync("tickets", &to).await.upserted, 0);

    // Salesforce moves no stamp of the cases.
    let later = comment(&org, &one, "Later").await;
    org.delete("CaseComment", &taken_back).await;
    org.wait(6);
    let report = org.sync("tickets", &to).await;
    assert_eq!((report.upserted, report.deleted), (2, 0));
    let found = rows(&org.lines("Ticket"));
    assert_eq!(told(&found[&one]), [("CaseComment", "Later")]);
    assert_eq!(told(&found[&other]), []);

    org.update("CaseComment", &later, json!({ "CommentBody": "Better" }))
        .await;
    org.wait(6);
    org.sync("tickets", &to).await;
    assert_eq!(
        told(&rows(&org.lines("Ticket"))[&one]),
        [("CaseComment", "Better")]
    );
    assert_eq!(org.sync("tickets", &to).await.upserted, 0);
}

#[tokio::test]
async fn a_case_that_is_changed_too_comes_once() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    org.wait(6);
    let to = org.ndjson();
    org.sync("tickets", &to).await;
    comment(&org, &one, "Changed").await;
    org.update("Case", &one, json!({ "Subject": "New" })).await;
    // It is of no case.
    let account = org.create("Account", json!({ "Name": "Acme" })).await;
    org.create(
        "FeedItem",
        json!({ "ParentId": account, "Body": "Elsewhere" }),
    )
    .await;
    org.create(
        "EmailMessage",
        json!({ "TextBody": "Nowhere", "Status": "0" }),
    )
    .await;
    org.wait(6);
    let report = org.sync("tickets", &to).await;
    assert_eq!((report.upserted, report.unchanged), (1, 0));
    let rows = rows(&org.lines("Ticket"));
    assert_eq!(
        (told(&rows[&one]).len(), &rows[&one]["subject"]),
        (1, &json!("New"))
    );
}

#[tokio::test]
async fn more_than_a_page_of_cases_and_of_comments() {
    let org = empty(Emulator::builder().page_size(3)).await;
    let mut cases = Vec::new();
    for at in 0..7 {
        let case = case(&org, &format!("Case {at}")).await;
        for comment_at in 0..at {
            comment(&org, &case, &format!("{at}.{comment_at}")).await;
        }
        cases.push(case);
    }
    org.wait(6);
    let to = org.ndjson();
    assert_eq!(org.sync("tickets", &to).await.upserted, 7);
    let found = rows(&org.lines("Ticket"));
    for (at, case) in cases.iter().enumerate() {
        let expected: Vec<_> = (0..at).map(|n| format!("{at}.{n}")).collect();
        let bodies: Vec<_> = told(&found[case])
            .into_iter()
            .map(|(_, body)| body.to_owned())
            .collect();
        assert_eq!(bodies, expected);
    }
    for case in &cases {
        comment(&org, case, "More").await;
    }
    org.wait(6);
    // A run that ends amid them goes on there.
    let ran = org
        .run(
            "tickets",
            &json!({}),
            &to,
            &until(|report| report.upserted >= 3),
        )
        .await;
    assert!(!ran.report.unwrap().complete);
    org.sync("tickets", &to).await;
    let found = rows(&org.lines("Ticket"));
    for (at, case) in cases.iter().enumerate() {
        assert_eq!(told(&found[case]).len(), at + 1);
    }
    assert_eq!(org.sync("tickets", &to).await.upserted, 0);
    let ran = org.run("tickets", &json!({}), &to, &full()).await;
    ran.result.unwrap();
    assert_eq!(ran.report.unwrap().unchanged, 7);
}

#[tokio::test]
async fn fields_that_are_hidden_are_left_out_with_a_warning() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    comment(&org, &one, "Unseen").await;
    org.emulator
        .hide_fields(["CaseComment.CommentBody"])
        .unwrap();
    org.wait(6);
    let to = org.ndjson();
    let report = org.sync("tickets", &to).await;
    assert_eq!(report.fields_left_out, ["CaseComment.CommentBody"]);
    let warning = "`CaseComment` has no `CommentBody` that the user can see: it is left out";
    assert_eq!(report.warnings, [warning]);
    let row = rows(&org.lines("Ticket")).remove(&one).unwrap();
    assert_eq!(row["conversation"][0].get("body"), None);
    org.emulator.show_fields();
    let report = org.sync("tickets", &to).await;
    let lacking = "rows that were read before lack `CaseComment.CommentBody` of `Case` until all is read anew, as by `--full`";
    assert_eq!(report.warnings, [lacking]);
}

#[tokio::test]
async fn a_stream_has_conversations_too() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    comment(&org, &one, "Said").await;
    org.wait(6);
    let mut changes = tickets(&org.client).changes(None);
    let Some(Change::Upsert(ticket)) = changes.try_next().await.unwrap() else {
        panic!("no row")
    };
    let conversation = ticket.conversation.unwrap();
    assert_eq!(conversation[0].body.as_deref(), Some("Said"));
    assert!(changes.try_next().await.unwrap().is_none());
    let state = changes.state().cloned();
    comment(&org, &one, "Said again").await;
    org.wait(6);
    let changes = tickets(&org.client).changes(state);
    let changes: Vec<_> = changes.try_collect().await.unwrap();
    let [Change::Upsert(ticket)] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!(ticket.conversation.as_ref().map(Vec::len), Some(2));
}

#[tokio::test]
async fn expired_sessions_and_lost_locators_change_nothing() {
    let builder = Emulator::builder().page_size(2).trouble_seed(5);
    let org = empty(builder).await.with_renewed_sessions();
    for at in 0..9 {
        let case = case(&org, &format!("Case {at}")).await;
        for _ in 0..3 {
            comment(&org, &case, "Said").await;
        }
    }
    org.wait(6);
    for rule in [
        "expired-session,rate=0.1",
        "expired-locators,rate=0.3",
        "503,rate=0.1",
    ] {
        org.emulator
            .trouble(rule.parse::<specforce_emulator::Rule>().unwrap())
            .unwrap();
    }
    let to = org.ndjson();
    let ran = org
        .run("tickets", &json!({}), &to, &Options::default())
        .await;
    ran.result.unwrap();
    let rows = rows(&org.lines("Ticket"));
    assert_eq!(rows.len(), 9);
    assert!(rows.values().all(|row| told(row).len() == 3));
}

#[tokio::test]
async fn a_run_without_changes_asks_for_nobody_s_records() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    comment(&org, &one, "Said").await;
    // It is of no case.
    org.create(
        "EmailMessage",
        json!({ "TextBody": "Nowhere", "Status": "0" }),
    )
    .await;
    org.wait(6);
    let to = org.ndjson();
    org.sync("tickets", &to).await;
    org.emulator.clear_requests();
    org.sync("tickets", &to).await;
    let requests = org.emulator.requests();
    let asked = requests
        .iter()
        .filter(|request| request.target.contains("ParentId+IN"));
    assert_eq!(asked.count(), 0);
    assert!(requests.len() < 12, "{}", requests.len());
}

#[tokio::test]
async fn whatever_the_limit_no_comment_is_lost() {
    for requests in 1..=20 {
        let org = Org::empty().await;
        let mut cases = Vec::new();
        for at in 0..3 {
            cases.push(case(&org, &format!("Case {at}")).await);
        }
        org.wait(6);
        let to = org.ndjson();
        org.sync("tickets", &to).await;
        for case in &cases {
            comment(&org, case, "Said").await;
        }
        org.wait(6);
        let few = Options {
            budget: Arc::new(Budget::of(requests)),
            ..Options::default()
        };
        let _ = org.run("tickets", &json!({}), &to, &few).await;
        org.sync("tickets", &to).await;
        let rows = rows(&org.lines("Ticket"));
        for case in &cases {
            assert_eq!(told(&rows[case]), [("CaseComment", "Said")], "{requests}");
        }
    }
}

#[tokio::test]
async fn many_cases_come_a_part_at_a_time_so_that_a_limit_loses_little() {
    let org = Org::empty().await;
    org.emulator.add_records("Case: 1200").unwrap();
    org.wait(30);
    let to = org.ndjson();
    let few = || Options {
        budget: Arc::new(Budget::of(14)),
        ..Options::default()
    };
    let ran = org.run("tickets", &json!({}), &to, &few()).await;
    assert!(ran.result.is_err());
    let first = ran.report.unwrap().upserted;
    assert!((500..1_200).contains(&first), "{first}");
    for _ in 0..4 {
        let _ = org.run("tickets", &json!({}), &to, &few()).await;
    }
    assert_eq!(rows(&org.lines("Ticket")).len(), 1_200);
}

#[tokio::test]
async fn a_first_run_that_is_broken_off_has_later_comments_all_the_same() {
    let org = empty(Emulator::builder().page_size(2)).await;
    let mut cases = Vec::new();
    for at in 0..6 {
        cases.push(case(&org, &format!("Case {at}")).await);
    }
    org.wait(6);
    let to = org.ndjson();
    let ran = org
        .run(
            "tickets",
            &json!({}),
            &to,
            &until(|report| report.upserted >= 2),
        )
        .await;
    assert!(!ran.report.unwrap().complete);
    for case in &cases {
        comment(&org, case, "Said").await;
    }
    org.wait(6);
    org.sync("tickets", &to).await;
    let rows = rows(&org.lines("Ticket"));
    assert!(cases.iter().all(|case| told(&rows[case]).len() == 1));
}

#[tokio::test]
async fn a_state_without_related_records_is_one_to_go_on_from() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    org.wait(6);
    let mut changes = tickets(&org.client).changes(None);
    while changes.try_next().await.unwrap().is_some() {}
    let mut state = serde_json::to_value(changes.state()).unwrap();
    state.as_object_mut().unwrap().remove("related").unwrap();
    let state = serde_json::from_value(state).unwrap();
    comment(&org, &one, "Said").await;
    org.update("Case", &one, json!({ "Subject": "New" })).await;
    org.wait(6);
    let changes = tickets(&org.client).changes(state);
    let changes: Vec<_> = changes.try_collect().await.unwrap();
    let [Change::Upsert(ticket)] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!(ticket.conversation.as_ref().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_comment_that_comes_back_meanwhile_is_no_row_that_is_missing() {
    for before in 4..14 {
        let org = empty(Emulator::builder().page_size(2)).await;
        let one = case(&org, "One").await;
        let mut comments = Vec::new();
        for at in 0..7 {
            comments.push(comment(&org, &one, &at.to_string()).await);
        }
        org.delete("CaseComment", &comments[0]).await;
        org.wait(10);
        let (emulator, back, gone) = (
            org.emulator.clone(),
            comments[0].clone(),
            comments[6].clone(),
        );
        let org = org.with_waits(move || {
            emulator.hard_delete(&[&gone]).unwrap();
            emulator.undelete(&[&back]).unwrap();
        });
        let rule = specforce_emulator::Rule::new(Trouble::status(503)).after(before);
        org.emulator.trouble(rule).unwrap();
        let to = org.ndjson();
        let ran = org
            .run("tickets", &json!({}), &to, &Options::default())
            .await;
        ran.result
            .unwrap_or_else(|error| panic!("{before}: {error}"));
        org.emulator.clear_trouble();
        org.wait(10);
        let ran = org
            .run("tickets", &json!({}), &to, &Options::default())
            .await;
        ran.result
            .unwrap_or_else(|error| panic!("{before}, again: {error}"));
    }
}

#[tokio::test]
async fn a_case_about_which_several_things_are_said_comes_once() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    org.wait(6);
    let to = org.ndjson();
    org.sync("tickets", &to).await;
    comment(&org, &one, "Comment").await;
    let post = json!({ "ParentId": one, "Body": "Post" });
    org.create("FeedItem", post).await;
    let email = json!({ "ParentId": one, "TextBody": "Mail", "Status": "0" });
    org.create("EmailMessage", email).await;
    org.wait(6);
    assert_eq!(org.sync("tickets", &to).await.upserted, 1);
    assert_eq!(org.lines("Ticket").len(), 2);
    assert_eq!(told(&rows(&org.lines("Ticket"))[&one]).len(), 3);
}

#[tokio::test]
async fn deletes_of_long_ago_are_warned_of() {
    let org = Org::empty().await;
    let one = case(&org, "One").await;
    let gone = comment(&org, &one, "Sorry").await;
    org.wait(6);
    let to = org.sqlite();
    org.sync("tickets", &to).await;
    org.delete("CaseComment", &gone).await;
    org.wait(16 * 24 * 60);
    let warnings = org.sync("tickets", &to).await.warnings;
    let of_comments =
        "deletes of `CaseComment` since 2026-05-01T07:26:37.000Z are not told any more";
    assert!(
        warnings.iter().any(|it| it.starts_with(of_comments)),
        "{warnings:?}"
    );
}

#[tokio::test]
async fn an_object_whose_parent_is_hidden_is_left_out() {
    let builder = Emulator::builder().hide_fields(["EmailMessage.ParentId"]);
    let org = empty(builder).await;
    let one = case(&org, "One").await;
    comment(&org, &one, "Said").await;
    org.wait(6);
    let report = org.sync("tickets", &org.ndjson()).await;
    let begin = "rows come without the records of `EmailMessage`, and lack them until all is read anew, as by `--full`: `EmailMessage` has no `ParentId`";
    assert!(
        report.warnings[0].starts_with(begin),
        "{:?}",
        report.warnings
    );
    assert_eq!(told(&rows(&org.lines("Ticket"))[&one]).len(), 1);
}
