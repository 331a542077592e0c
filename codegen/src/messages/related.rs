//! Lists of a sync's model that are made of related records.

use super::words::with_near;
use crate::fault::Message;
use crate::parse::place::Place;

pub(crate) fn unknown_list(name: &str, model: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("`{name}` is no property of `{model}`"),
        "expected a list of the model",
    );
    with_near(message, near, "add it to the properties of the model")
}

pub(crate) fn no_list_of_objects(name: &str, property: &Place) -> Message {
    Message::new(
        format!("`{name}` is no list of objects"),
        "related records are a list",
    )
    .other(property, "this property")
    .help("give it a type `list<T>`, of a type with `properties:`")
}

pub(crate) fn required_list(name: &str, related: &Place) -> Message {
    Message::new(
        "a record may have no related records",
        "the property is required",
    )
    .other(related, "made of them here")
    .help(format!("call it `{name}?`"))
}

pub(crate) fn list_of_no_name(related: &Place) -> Message {
    Message::new(
        "related records stand under one name beside the fields of a record",
        "expected one name",
    )
    .other(related, "made of them here")
    .help("leave `from:` out, or write a name that no field and no list has")
}

pub(crate) fn taken_list_name(name: &str) -> Message {
    Message::new(
        format!("`{name}` is in the record already"),
        "the list would stand under the same name",
    )
    .help("say with `from:` another name, which no field and no list has")
}

pub(crate) fn unknown_item_property(name: &str, item: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("`{name}` is no property of `{item}`"),
        "no property of an item has this name",
    );
    with_near(message, near, "add it to the properties of the items")
}

pub(crate) fn cannot_order(name: &str, property: &Place) -> Message {
    Message::new(
        format!("`{name}` cannot order a list"),
        "expected a required string that is taken from a field",
    )
    .other(property, "this property")
}

pub(crate) fn no_field_of_an_item() -> Message {
    Message::new(
        "an item of a list takes the fields of its own record, one by one",
        "expected the name of a field",
    )
    .help("say with `from:` which field it is")
}

pub(crate) fn from_of_no_field(name: &str, property: &Place) -> Message {
    Message::new(
        format!("`{name}` is not taken from a field"),
        "no object has a field for it",
    )
    .other(property, "this property")
    .help("remove it")
}

pub(crate) fn from_of_required(name: &str, from: &Place) -> Message {
    Message::new(
        format!("a record may be without the field that is taken for `{name}`"),
        "the property is required",
    )
    .other(from, "taken from here")
    .help(format!("call it `{name}?`"))
}

pub(crate) fn lacks_from(object: &str, name: &str, first: &Place) -> Message {
    Message::new(
        format!("nothing says which field of `{object}` is taken for `{name}`"),
        format!("this needs `from: {{ {name}: … }}`"),
    )
    .other(first, "another object says it")
}
