use std::collections::HashMap;

use super::{Catalog, Field, FieldType, Object, Slip, auto_number};

/// What objects have beside their own fields.
const SYSTEM: [&str; 9] = [
    "Id",
    "IsDeleted",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
    "LastViewedDate",
    "LastReferencedDate",
];

/// Those of them by which the org finds records.
const NEEDED: [&str; 2] = ["Id", "SystemModstamp"];

/// Everything that is wrong with one object among the others.
pub(super) fn object(catalog: &Catalog, file: &str, object: &Object, slips: &mut Vec<Slip>) {
    if !is_prefix(&object.prefix) {
        let message = "is no key prefix: three letters or digits";
        slips.push(Slip::at(file, &object.prefix, message));
    }
    // SQLite keeps the tables whose names begin so for itself.
    let start = object.name.get(..7).unwrap_or_default();
    if !is_name(&object.name) || start.eq_ignore_ascii_case("sqlite_") {
        let message = "is no name of an object: letters, digits and `_`, a letter first";
        slips.push(Slip::at(file, &object.name, message));
    }
    if let Some(name) = &object.name_field
        && object.field(name).is_none()
    {
        slips.push(Slip::at(file, name, "names records and is no field"));
    }
    for (name, field) in &object.fields {
        let mut refuse = |message: String| slips.push(Slip::at(file, name, message));
        let twice = object.field(name).is_some_and(|(first, _)| first != name);
        if !is_name(name) || twice || is_system(object, name) || is_row_number(name) {
            refuse("is no name that a field may have here".to_owned());
        }
        let format = field.auto_number.as_deref();
        format
            .and_then(auto_number::check)
            .into_iter()
            .for_each(&mut refuse);
        self::field(field).into_iter().for_each(&mut refuse);
        made_of(catalog, object, field)
            .into_iter()
            .for_each(&mut refuse);
        reference(catalog, field).into_iter().for_each(&mut refuse);
    }
    for name in object
        .without
        .iter()
        .filter(|name| !SYSTEM.contains(&name.as_str()))
    {
        slips.push(Slip::at(file, name, "is no field that every object has"));
    }
    for name in object
        .without
        .iter()
        .filter(|name| NEEDED.contains(&name.as_str()))
    {
        slips.push(Slip::at(file, name, "is a field that no object is without"));
    }
    followers(file, object, slips);
    relationships(file, object, slips);
}

/// `OwnerId` may be described instead, where the owner is more than a user.
fn is_system(object: &Object, name: &str) -> bool {
    let owner = object.owner.then_some("OwnerId");
    let mut known = SYSTEM.into_iter().chain(owner);
    known.any(|known| known.eq_ignore_ascii_case(name))
}

/// What `SQLite` calls the number of a row.
fn is_row_number(name: &str) -> bool {
    let mut known = ["rowid", "oid"].into_iter();
    known.any(|known| known.eq_ignore_ascii_case(name))
}

fn is_prefix(prefix: &str) -> bool {
    prefix.len() == 3 && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(is_part)
}

/// That each keyword goes with the type, and is there where it must be.
fn field(field: &Field) -> Vec<String> {
    let ty = field.r#type;
    let is_reference = ty == FieldType::Reference;
    let rules = [
        (
            "length",
            field.length.is_some(),
            ty.has_length(),
            ty.has_length(),
        ),
        (
            "precision",
            field.precision.is_some(),
            ty.is_number(),
            ty.is_number(),
        ),
        ("values", !field.values.is_empty(), ty.has_values(), false),
        ("restricted", field.restricted, ty.has_values(), false),
        ("to", !field.to.is_empty(), is_reference, is_reference),
        (
            "relationship",
            field.relationship.is_some(),
            is_reference,
            false,
        ),
        ("children", field.children.is_some(), is_reference, false),
        ("cascade", field.cascade, is_reference, false),
        (
            "restrict",
            field.restrict,
            is_reference && !field.cascade,
            false,
        ),
        (
            "parts",
            !field.parts.is_empty(),
            ty == FieldType::Address,
            ty == FieldType::Address,
        ),
        ("html", field.html, ty == FieldType::Textarea, false),
        (
            "default",
            field.default.is_some(),
            true,
            ty == FieldType::Boolean,
        ),
    ];
    let slips = rules
        .into_iter()
        .filter_map(|(keyword, is_there, may, must)| {
            if is_there && !may {
                Some(format!("cannot have `{keyword}`"))
            } else if must && !is_there {
                Some(format!("needs `{keyword}`"))
            } else {
                None
            }
        });
    slips.collect()
}

/// That what it is put together from is there.
fn made_of(catalog: &Catalog, object: &Object, field: &Field) -> Vec<String> {
    let computed = field.computed.iter().flat_map(|all| all.split_whitespace());
    let parts = field.parts.iter().map(String::as_str);
    let is_there = |path: &&str| match path.split_once('.') {
        None => object.field(path).is_some(),
        Some((relationship, name)) => {
            let mut fields = object.fields.values();
            let way = fields.find(|field| field.relationship.as_deref() == Some(relationship));
            way.is_some_and(|way| {
                let mut parents = way.to.iter().filter_map(|to| catalog.object(to));
                parents.any(|parent| parent.field(name).is_some())
            })
        }
    };
    let missing = computed.chain(parts).filter(|path| !is_there(path));
    missing
        .map(|path| format!("is put together from `{path}`, which is not there"))
        .collect()
}

fn reference(catalog: &Catalog, field: &Field) -> Vec<String> {
    let unknown = field.to.iter().filter(|to| catalog.object(to).is_none());
    unknown
        .map(|to| format!("leads to `{to}`, which there is not"))
        .collect()
}

/// That what follows a field is there, and each value that it follows.
fn followers(file: &str, object: &Object, slips: &mut Vec<Slip>) {
    for (name, followers) in object.followers() {
        let Some((_, field)) = object.field(name) else {
            slips.push(Slip::at(
                file,
                name,
                "is followed by others and is no field",
            ));
            continue;
        };
        for (value, brought) in followers {
            if !field.values.contains(value) {
                let message = format!("has no value `{value}`");
                slips.push(Slip::at(file, name, message));
            }
            for follower in brought.keys().filter(|key| object.field(key).is_none()) {
                slips.push(Slip::at(
                    file,
                    follower,
                    format!("follows `{name}` and is no field"),
                ));
            }
        }
    }
}

/// That no two references of an object have one name.
fn relationships(file: &str, object: &Object, slips: &mut Vec<Slip>) {
    let mut known = HashMap::new();
    for (name, field) in &object.fields {
        let Some(relationship) = &field.relationship else {
            continue;
        };
        if let Some(other) = known.insert(relationship.to_ascii_lowercase(), name) {
            let message = format!("has the relationship `{relationship}` of `{other}`");
            slips.push(Slip::at(file, name, message));
        }
    }
}

/// That no two lists of children of an object have one name.
pub(super) fn children(read: &[(&str, Object)], slips: &mut Vec<Slip>) {
    let mut known = HashMap::new();
    for (file, object) in read {
        for (name, field) in &object.fields {
            let Some(children) = &field.children else {
                continue;
            };
            for parent in &field.to {
                let key = (parent.to_ascii_lowercase(), children.to_ascii_lowercase());
                let this = format!("{}.{name}", object.name);
                if let Some(other) = known.insert(key, this) {
                    let message = format!("are the `{children}` of `{parent}`, as `{other}` are");
                    slips.push(Slip::at(file, name, message));
                }
            }
        }
    }
}
