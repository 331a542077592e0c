use crate::{Field, FieldType, Object};

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether a field is a column. An address is put together from others, and what a parent has is the parent's.
pub(crate) fn is_stored(field: &Field) -> bool {
    field.r#type != FieldType::Address && field.of_parent().is_none()
}

/// What makes the table of an object, without its indexes.
///
/// Texts are compared whatever their case, ids and stamps byte by byte. What is put together from fields beside it is
/// a generated column.
pub(super) fn create(object: &Object) -> String {
    let columns = object.fields.iter().filter(|(_, field)| is_stored(field));
    let columns: Vec<String> = columns.map(|(name, field)| column(name, field)).collect();
    let table = quoted(&object.name);
    format!("CREATE TABLE {table} ({})", columns.join(", "))
}

/// What makes those indexes of an object that are missing.
pub(super) fn indexes(object: &Object) -> Vec<String> {
    let mut statements = Vec::new();
    // What a sync asks for, and what a query without a condition finds, each in its order and without the records.
    if object.fields.contains_key("IsDeleted") {
        let change = index(object, "by change", "SystemModstamp, Id, IsDeleted");
        let living = index(object, "living", "Id");
        statements.extend([change, format!("{living} WHERE IsDeleted = 0")]);
    } else {
        statements.push(index(object, "by change", "SystemModstamp, Id"));
    }
    let references = object.fields.iter().filter(|(_, field)| {
        field.r#type == FieldType::Reference && field.children.is_some()
            || field.unique
            || field.external_id
    });
    statements.extend(references.map(|(name, _)| index(object, name, &quoted(name))));
    statements
}

fn index(object: &Object, name: &str, columns: &str) -> String {
    let index = quoted(&format!("{} {name}", object.name));
    format!(
        "CREATE INDEX IF NOT EXISTS {index} ON {} ({columns})",
        quoted(&object.name)
    )
}

/// A field as a column of a table.
pub(crate) fn column(name: &str, field: &Field) -> String {
    let column = quoted(name);
    if field.r#type == FieldType::Id {
        return format!("{column} TEXT PRIMARY KEY NOT NULL");
    }
    if let Some(parts) = &field.computed {
        let parts: Vec<String> = parts.split_whitespace().map(part).collect();
        let whole = format!("nullif(trim({}), '')", parts.join(" || "));
        return format!("{column} TEXT COLLATE NOCASE GENERATED ALWAYS AS ({whole}) VIRTUAL");
    }
    format!("{column} {}", affinity(field.r#type))
}

fn part(name: &str) -> String {
    format!("coalesce({} || ' ', '')", quoted(name))
}

fn affinity(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Boolean | FieldType::Int => "INTEGER",
        FieldType::Double | FieldType::Currency | FieldType::Percent => "REAL",
        FieldType::Id
        | FieldType::Reference
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Base64
        | FieldType::Address => "TEXT",
        FieldType::String
        | FieldType::Textarea
        | FieldType::Picklist
        | FieldType::Multipicklist
        | FieldType::Combobox
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Encryptedstring => "TEXT COLLATE NOCASE",
    }
}
