use specforce_emulator::{Description, Emulator, Seed, StartError};

use crate::support::{empty, start};

const INVOICE: Description = Description {
    file: "Invoice__c.yaml",
    text: "{ name: Invoice__c, label: Invoice, plural: Invoices, prefix: a01, fields: {} }",
};

#[tokio::test]
async fn each_has_a_port_of_its_own() {
    let (one, other) = (empty().await, empty().await);
    assert_ne!(one.emulator.instance_url(), other.emulator.instance_url());
    let port = one.emulator.instance_url().rsplit(':').next().unwrap();
    let taken = Emulator::builder()
        .port(port.parse().unwrap())
        .start()
        .await;
    assert!(matches!(taken, Err(StartError::Serve(_))));
}

#[tokio::test]
async fn it_ends_with_its_owner() {
    for ending in [true, false] {
        let org = start(Emulator::builder().seed(Seed::Empty)).await;
        let url = org.emulator.instance_url().to_owned();
        if ending {
            org.emulator.shutdown().await;
        } else {
            drop(org.emulator);
        }
        assert!(org.http.get(url).send().await.unwrap_err().is_connect());
    }
}

#[test]
fn it_needs_no_runtime() {
    let emulator = Emulator::builder()
        .seed(Seed::Empty)
        .start_blocking()
        .unwrap();
    assert!(emulator.instance_url().starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn a_file_keeps_the_org_and_its_objects() {
    let folder = tempfile::tempdir().unwrap();
    let builder = || Emulator::builder().data(folder.path().join("org.db"));
    let org = start(builder().objects(&[INVOICE])).await;
    let names = org.get("/emulator/objects").await.json();
    org.emulator.shutdown().await;
    let org = start(builder()).await;
    assert_eq!(org.get("/emulator/objects").await.json(), names);
    assert!(
        names
            .as_array()
            .unwrap()
            .iter()
            .any(|name| name == "Invoice__c")
    );
}

#[tokio::test]
async fn a_file_is_of_one_emulator_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let builder = || {
        let builder = Emulator::builder().seed(Seed::Empty);
        builder.data(folder.path().join("org.db"))
    };
    let org = start(builder()).await;
    let failed = builder().start().await.unwrap_err();
    assert!(matches!(failed, StartError::Data(_)), "{failed}");
    let told = failed.to_string();
    assert!(told.ends_with("it is in use by another emulator"), "{told}");
    org.emulator.shutdown().await;
    start(builder()).await;
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("not-an-org.db");
    std::fs::write(&file, "not an org ".repeat(1000)).unwrap();
    let failed = Emulator::builder().data(&file).start().await.unwrap_err();
    assert!(matches!(failed, StartError::Data(_)), "{failed}");
    let seed = Seed::Text("Nothing: 7".to_owned());
    let failed = Emulator::builder().seed(seed).start().await.unwrap_err();
    assert!(
        failed.to_string().contains("there is no such object"),
        "{failed}"
    );
    let wrong = Description {
        file: "Wrong.yaml",
        text: "name: 7",
    };
    let failed = Emulator::builder()
        .objects(&[wrong])
        .start()
        .await
        .unwrap_err();
    assert!(failed.to_string().starts_with("Wrong.yaml: "), "{failed}");
}

#[tokio::test]
async fn many_call_at_the_same_time() {
    let org = empty().await;
    let calls = (0..64).map(|_| {
        let request = org.request(reqwest::Method::GET, "/services/data/v66.0");
        tokio::spawn(crate::support::answer(request))
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().status, 200);
    }
    assert_eq!(org.get("/emulator/requests").await.json()["apiCalls"], 64);
}
