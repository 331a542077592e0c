//! A function is added by editing `spec/` and nothing else: done here in a copy of the repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the repository without its history and build output.
struct Copy {
    folder: tempfile::TempDir,
    target: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(root, folder.path(), true);
        // Kept from run to run, so that only the first pays for the dependencies.
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("new-function");
        Self { folder, target }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn build(&self) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["build", "--offline", "--locked"])
            .current_dir(self.folder.path());
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("RUSTFLAGS");
        command.output().expect("cargo runs")
    }

    fn built(&self) -> String {
        let output = self.build();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        told
    }

    fn specforce(&self, arguments: &[&str]) -> String {
        let output = Command::new(self.target.join("debug/specforce"))
            .args(arguments)
            .output()
            .expect("the program runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Every file by its path, but for what is generated or the manifest.
    fn written_by_hand(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.folder.path(), &mut files);
        files.retain(|path, _| {
            !path.starts_with(self.path("generated")) && !path.starts_with(self.path("spec"))
        });
        files
    }
}

fn copy(from: &Path, to: &Path, top: bool) {
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let name = entry.file_name();
        if top && (name == "target" || name == ".git") {
            continue;
        }
        let (from, to) = (entry.path(), to.join(&name));
        if from.is_dir() {
            std::fs::create_dir(&to).expect("a folder");
            copy(&from, &to, false);
        } else {
            std::fs::copy(&from, &to).expect("a copy");
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let content = std::fs::read(&path).expect("a file");
            files.insert(path, content);
        }
    }
}

const INVOICES: &str = r"group: Invoices
actions:
  get-invoice:
    description: Read one invoice of the billing service.
    method: GET
    endpoint: /services/apexrest/invoices/{number}{?currency}
    input: { number: InvoiceNumber, currency?: string }
    output: Invoice
types:
  InvoiceNumber: { type: string, pattern: '^INV-[0-9]+$', description: Such as `INV-42`. }
  Invoice:
    properties:
      number: { type: InvoiceNumber, from: Number__c }
      total?: { type: number, from: Total__c, description: What is to be paid. }
";

// One test, for the steps build on one another and each build takes its time.
#[test]
fn a_file_in_spec_is_all_it_takes() {
    let copy = Copy::new();
    copy.built();
    let before = copy.written_by_hand();
    let generated = copy.read("generated/lib.rs");

    std::fs::write(copy.path("spec/invoices.yaml"), INVOICES).expect("a spec file");
    copy.built();
    assert!(
        copy.read("generated/invoices/get_invoice.rs")
            .contains("pub fn get_invoice(")
    );
    assert!(
        copy.read("generated/invoices/invoice.rs")
            .contains("pub total: Option<f64>")
    );
    assert!(
        copy.read("generated/schemas/get-invoice.input.schema.json")
            .contains("^INV-[0-9]+$")
    );
    assert!(
        copy.read("generated/schemas/get-invoice.output.schema.json")
            .contains("What is to be paid.")
    );
    assert!(copy.specforce(&["list"]).contains("get-invoice"));
    assert!(
        copy.specforce(&["show", "get-invoice"])
            .contains("/services/apexrest/invoices/{number}{?currency}")
    );
    assert!(
        copy.specforce(&["call", "get-invoice", "--help"])
            .contains("--number")
    );
    assert_eq!(
        before,
        copy.written_by_hand(),
        "a file outside spec/ and generated/ changed"
    );

    let again = copy.built();
    assert!(
        !again.contains("Compiling"),
        "a build after a build compiled something:\n{again}"
    );

    std::fs::write(copy.path("generated/lib.rs"), "// edited by hand").expect("an edit");
    copy.built();
    assert!(
        copy.read("generated/lib.rs").contains("pub mod invoices;"),
        "an edit by hand was not undone"
    );

    std::fs::write(
        copy.path("spec/invoices.yaml"),
        INVOICES.replace("output: Invoice", "output: Invioce"),
    )
    .expect("a slip");
    let output = copy.build();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    for line in [
        "unknown type `Invioce`",
        "--> spec/invoices.yaml:8:13",
        "8 |     output: Invioce",
        "  |             ^^^^^^^ no type has this name",
        "= help: did you mean `Invoice`?",
    ] {
        assert!(told.contains(line), "no `{line}` in\n{told}");
    }

    std::fs::remove_file(copy.path("spec/invoices.yaml")).expect("the file was there");
    copy.built();
    assert_eq!(copy.read("generated/lib.rs"), generated);
    assert!(
        !copy.path("generated/invoices").exists(),
        "what has no cause any more is still there"
    );
}
