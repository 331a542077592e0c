use crate::support::{echo, specforce};

#[test]
fn explains_a_function() {
    let run = specforce(&["show", "create-record"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("show", run.stdout);
}

#[test]
fn explains_what_is_inside_of_an_output() {
    let run = specforce(&["show", "query-records"]).run();
    assert!(
        run.stdout
            .lines()
            .any(|line| line.starts_with("records[].attributes.type")),
        "{}",
        run.stdout
    );
}

#[test]
fn explains_every_function() {
    for function in specforce::FUNCTIONS {
        let run = specforce(&["show", function.name]).run();
        assert_eq!(
            (run.status, run.stderr.as_str()),
            (0, ""),
            "{}",
            function.name
        );
        assert!(run.stdout.contains("\nExample\n"), "{}", run.stdout);
    }
}

/// A shell understands the example, and it sends what the exchange says.
#[cfg(unix)]
#[tokio::test]
async fn an_example_runs_in_a_shell() {
    use crate::support::{TOKEN, path, requests};

    for function in specforce::FUNCTIONS {
        let shown = specforce(&["show", function.name]).run().stdout;
        let (_, example) = shown.split_once("\nExample\n").unwrap();
        let (line, _) = example.split_once("\n\n").unwrap();
        let program = env!("CARGO_BIN_EXE_specforce");
        let server = echo().await;
        std::process::Command::new("sh")
            .args([
                "-c",
                &line
                    .trim_start()
                    .replacen("specforce", &format!("'{program}'"), 1),
            ])
            .env("SPECFORCE_INSTANCE_URL", server.uri())
            .env("SPECFORCE_ACCESS_TOKEN", TOKEN)
            .output()
            .unwrap();
        let sent = requests(&server).await;
        let expected = function.exchanges.iter().map(|exchange| exchange.path);
        assert!(
            sent.len() == 1
                && expected
                    .into_iter()
                    .any(|expected| path(&sent[0]) == expected),
            "{line}\n{sent:?}"
        );
    }
}

#[test]
fn an_unknown_function_is_near_a_known_one() {
    let run = specforce(&["show", "creat-record"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("create-record"), "{}", run.stderr);
}
