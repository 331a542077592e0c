use indexmap::IndexMap;

use super::{Field, FieldType, Object};

/// Adds to an object's own fields those that every object has, so that whoever reads its fields sees all.
pub(super) fn complete(object: &mut Object) {
    let own = std::mem::take(&mut object.fields);
    let has_owner = own.contains_key("OwnerId");
    let id = labelled(of(FieldType::Id), &format!("{} ID", object.label));
    let mut fields = IndexMap::from([("Id".to_owned(), id)]);
    fields.insert("IsDeleted".to_owned(), labelled(flag(), "Deleted"));
    fields.extend(own);
    if object.owner && !has_owner {
        let mut owner = labelled(user("Owner"), "Owner ID");
        owner.read_only = false;
        fields.insert("OwnerId".to_owned(), owner);
    }
    fields.insert("CreatedDate".to_owned(), of(FieldType::Datetime));
    fields.insert(
        "CreatedById".to_owned(),
        labelled(user("CreatedBy"), "Created By ID"),
    );
    fields.insert("LastModifiedDate".to_owned(), of(FieldType::Datetime));
    let modifier = labelled(user("LastModifiedBy"), "Last Modified By ID");
    fields.insert("LastModifiedById".to_owned(), modifier);
    fields.insert("SystemModstamp".to_owned(), of(FieldType::Datetime));
    if object.mru_enabled {
        for name in ["LastViewedDate", "LastReferencedDate"] {
            fields.insert(
                name.to_owned(),
                Field {
                    required: false,
                    ..of(FieldType::Datetime)
                },
            );
        }
    }
    for name in &object.without {
        fields.shift_remove(name);
    }
    object.fields = fields;
}

/// A field that the org fills in.
fn of(ty: FieldType) -> Field {
    Field {
        required: true,
        read_only: true,
        ..Field::new(ty)
    }
}

fn labelled(field: Field, label: &str) -> Field {
    Field {
        label: Some(label.to_owned()),
        ..field
    }
}

fn flag() -> Field {
    Field {
        default: Some(false.into()),
        ..of(FieldType::Boolean)
    }
}

fn user(relationship: &str) -> Field {
    Field {
        to: vec!["User".to_owned()],
        relationship: Some(relationship.to_owned()),
        ..of(FieldType::Reference)
    }
}
