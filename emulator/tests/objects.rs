//! The objects of every org, and what is told of descriptions that are wrong.

use std::collections::BTreeSet;
use std::path::Path;

use specforce_emulator::{Catalog, Description, FieldType};

/// What is told of an object of one's own.
fn told(text: &str) -> Vec<String> {
    let file = "Invoice__c.yaml";
    match Catalog::with(&[Description { file, text }]) {
        Ok(_) => Vec::new(),
        Err(slips) => slips.iter().map(ToString::to_string).collect(),
    }
}

/// An object of one's own with these fields.
fn with_fields(fields: &str) -> String {
    format!(
        "{{ name: Invoice__c, label: Invoice, plural: Invoices, prefix: a01, fields: {{ {fields} }} }}"
    )
}

#[test]
fn every_org_has_the_objects_of_the_folder() {
    let catalog = Catalog::standard().unwrap_or_else(|slips| panic!("{slips:?}"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("objects");
    let files = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten();
    let names = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"));
    let names: BTreeSet<String> = names
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let known: BTreeSet<String> = catalog
        .objects()
        .map(|object| object.name.clone())
        .collect();
    assert_eq!(known, names);
}

#[test]
fn objects_and_fields_are_found_whatever_their_case() {
    let catalog = Catalog::standard().unwrap_or_else(|slips| panic!("{slips:?}"));
    let contact = catalog.object("cOnTaCt").expect("it is there");
    assert_eq!(contact.prefix, "003");
    let (name, field) = contact.field("accountid").expect("it is there");
    assert_eq!((name, field.r#type), ("AccountId", FieldType::Reference));
    assert_eq!(field.children.as_deref(), Some("Contacts"));
    assert_eq!(
        catalog.of_prefix("500").map(|object| object.name.as_str()),
        Some("Case")
    );
}

#[test]
fn an_object_of_ones_own() {
    let fields = "Total__c: { type: currency, precision: 18, scale: 2 }";
    assert_eq!(told(&with_fields(fields)), [""; 0]);
}

#[test]
fn fields_of_ones_own_for_an_object_that_there_is() {
    let file = "fields.yaml";
    let with = |text| Catalog::with(&[Description { file, text }]);
    let catalog = with("{ extends: account, fields: { Size__c: { type: string, length: 9 } } }");
    let catalog = catalog.unwrap_or_else(|slips| panic!("{slips:?}"));
    let account = catalog.object("Account").expect("it is there");
    assert!(account.field("Size__c").is_some());
    for (text, expected) in [
        (
            "{ extends: Acount, fields: {} }",
            "fields.yaml: `Acount` is to be extended, and there is no such object",
        ),
        (
            "{ extends: Account, fields: { Size: { type: date } } }",
            "fields.yaml: `Size` is no name of a field of one's own: it ends in `__c`",
        ),
        (
            "{ extends: Account, fields: { ErpId__c: { type: date } } }",
            "fields.yaml: `ErpId__c` is a field of `Account` already",
        ),
    ] {
        let slips = with(text).err().unwrap_or_default();
        let told: Vec<String> = slips.iter().map(ToString::to_string).collect();
        assert_eq!(told, [expected]);
    }
}

#[test]
fn slips_tell_file_and_field() {
    let cases = [
        (
            "Total: { type: money }",
            "Invoice__c.yaml: fields.Total.type: unknown variant `money`",
        ),
        (
            "Total: { type: currency }",
            "Invoice__c.yaml: `Total` needs `precision`",
        ),
        (
            "Note: { type: textarea }",
            "Invoice__c.yaml: `Note` needs `length`",
        ),
        (
            "Paid: { type: boolean }",
            "Invoice__c.yaml: `Paid` needs `default`",
        ),
        (
            "Account__c: { type: reference, to: [Account], cascade: true, restrict: true }",
            "Invoice__c.yaml: `Account__c` cannot have `restrict`",
        ),
        (
            "Due: { type: date, length: 3 }",
            "Invoice__c.yaml: `Due` cannot have `length`",
        ),
        (
            "SystemModstamp: { type: date }",
            "Invoice__c.yaml: `SystemModstamp` is no name that a field may have here",
        ),
        (
            "RowId: { type: date }",
            "Invoice__c.yaml: `RowId` is no name that a field may have here",
        ),
        (
            "No: { type: string, length: 30, auto_number: 'A-{00000000000}' }",
            "Invoice__c.yaml: `No` is numbered by `A-{00000000000}`, which needs one `{0}` of 1 to 10 zeros",
        ),
        (
            "No: { type: string, length: 30, auto_number: A }",
            "Invoice__c.yaml: `No` is numbered by `A`",
        ),
        (
            "To: { type: reference, to: [Acount] }",
            "Invoice__c.yaml: `To` leads to `Acount`, which there is not",
        ),
        (
            "Sum: { type: string, length: 9, computed: A B }",
            "Invoice__c.yaml: `Sum` is put together from `A`, which is not there",
        ),
        (
            "A: { type: reference, to: [Account], children: contacts }",
            "Invoice__c.yaml: `A` are the `contacts` of `Account`, as `Contact.AccountId` are",
        ),
        (
            "A: { type: reference, to: [Account], relationship: X }, B: { type: reference, to: [User], relationship: x }",
            "Invoice__c.yaml: `B` has the relationship `x` of `A`",
        ),
    ];
    for (fields, expected) in cases {
        let told = told(&with_fields(fields));
        let first = told.first().unwrap_or_else(|| panic!("{fields} is taken"));
        assert!(first.starts_with(expected), "{first}");
    }
}

#[test]
fn two_objects_have_neither_one_name_nor_one_prefix() {
    let text = "{ name: account, label: A, plural: As, prefix: '003', fields: {} }";
    let expected = [
        "Invoice__c.yaml: another object is called `account`",
        "Invoice__c.yaml: `003` is the prefix of `Contact` already",
    ];
    assert_eq!(told(text), expected);
}

#[test]
fn what_follows_a_field_is_there() {
    let text = "{ name: X, label: A, plural: As, prefix: x01, fields: { Status: { type: picklist, values: [New] } }, statuses: { Old: { IsOld: true } } }";
    let expected = [
        "Invoice__c.yaml: `Status` has no value `Old`",
        "Invoice__c.yaml: `IsOld` follows `Status` and is no field",
    ];
    assert_eq!(told(text), expected);
}

#[test]
fn an_object_has_what_the_org_finds_its_records_by() {
    let text = "{ name: sqlite_X, label: A, plural: As, prefix: x01, without: [Id, IsDeleted, SystemModstamp], fields: {} }";
    let expected = [
        "Invoice__c.yaml: `sqlite_X` is no name of an object: letters, digits and `_`, a letter first",
        "Invoice__c.yaml: `Id` is a field that no object is without",
        "Invoice__c.yaml: `SystemModstamp` is a field that no object is without",
    ];
    assert_eq!(told(text), expected);
}
