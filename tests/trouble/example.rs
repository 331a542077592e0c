use specforce::query::{QueryRecordsInput, query_records};
use specforce::records::{UpsertRecordInput, upsert_record};
use specforce::{Client, Error, object};
use specforce_emulator::{Emulator, Rule, Trouble, When};

/// What is tested: a customer of another system becomes an account.
async fn push(client: &Client, number: &str, name: &str) -> Result<(), Error> {
    let record = object!({ "Name": name });
    let input = UpsertRecordInput::new("Account", "ErpId__c", number, record);
    upsert_record(client, &input).await?;
    Ok(())
}

#[tokio::test]
async fn a_customer_is_pushed_once_though_the_answer_is_lost() {
    let org = Emulator::start().await.unwrap();
    let client = Client::builder(org.instance_url()).token(org.token().expose());
    let client = client.build().unwrap();
    let lost = Rule::new(Trouble::Reset { when: When::After });
    org.trouble(lost.method("PATCH")).unwrap();

    push(&client, "ERP-9000", "Fernhollow Mill").await.unwrap();

    let requests = org.requests();
    let statuses: Vec<_> = requests.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [None, Some(200)]);
    assert!(requests[0].done, "the first one was carried out");
    let soql = "SELECT COUNT() FROM Account WHERE ErpId__c = 'ERP-9000'";
    let found = query_records(&client, &QueryRecordsInput::new(soql)).await;
    assert_eq!(found.unwrap().total_size, 1);
}
