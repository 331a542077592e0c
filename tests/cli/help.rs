use crate::support::specforce;

#[test]
fn the_program_explains_itself() {
    let run = specforce(&["--help"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("help", run.stdout);
}

#[test]
fn a_function_explains_its_inputs() {
    let run = specforce(&["call", "get-record", "--help"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("help_of_a_function", run.stdout);
}

#[test]
fn help_shows_nothing_of_the_environment() {
    let run = specforce(&["call", "get-record", "--help"])
        .org("https://acme.my.salesforce.com")
        .run();
    assert_eq!(run, specforce(&["call", "get-record", "--help"]).run());
}

#[test]
fn every_command_explains_itself() {
    for command in [
        "list",
        "show",
        "call",
        "request",
        "schema",
        "check",
        "completions",
        "emulator",
        "demo",
    ] {
        let run = specforce(&[command, "--help"]).run();
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{command}");
        assert!(run.stdout.contains("--error-format"), "{}", run.stdout);
    }
}

#[test]
fn call_names_every_function() {
    let run = specforce(&["call", "--help"]).run();
    for function in specforce::functions() {
        assert!(
            run.stdout.contains(&format!("\n  {} ", function.name)),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn an_input_says_its_bounds() {
    let run = specforce(&["call", "parameterized-search-records", "--help"]).run();
    assert!(run.stdout.contains("[1 to 2000]"), "{}", run.stdout);
    let run = specforce(&["call", "delete-sobject-collection", "--help"]).run();
    assert!(run.stdout.contains("[1 to 200 items]"), "{}", run.stdout);
    let run = specforce(&["call", "retrieve-query-more", "--help"]).run();
    assert!(
        run.stdout.contains("[pattern ^/services/data"),
        "{}",
        run.stdout
    );
}

#[test]
fn every_input_has_its_flag() {
    for function in specforce::functions() {
        let help = specforce(&["call", function.name, "--help"]).run().stdout;
        for input in function.inputs {
            assert!(
                help.contains(&format!("--{} ", input.rust_name.replace('_', "-"))),
                "{help}"
            );
        }
    }
}

#[test]
fn tells_its_version() {
    let run = specforce(&["--version"]).run();
    assert_eq!(
        (run.status, run.stdout),
        (0, format!("specforce {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn completes_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = specforce(&["completions", shell]).run();
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        assert!(
            run.stdout.contains("create-record") && run.stdout.contains("external-id"),
            "{shell}"
        );
    }
    assert_eq!(specforce(&["completions", "cobol"]).run().status, 2);
}
