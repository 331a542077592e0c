//! What is asked of the names, whichever way the manifest became Rust.

use crate::all::n2_words_æther::{self, MappedInput, WholeInput};
use crate::all::self_::{self, Both, OddPlacesInput, OddPlacesInputRef};
use crate::all::std::{self, MoveInput, SelfType, SelfTypeKind};
use crate::all::{registry, r#type};
use serde_json::{Value, json};
use specforce_runtime::schemars::JsonSchema;
use specforce_runtime::serde::de::DeserializeOwned;
use specforce_runtime::testing::{inputs_agree, outputs_agree, play, same_schema};
use specforce_runtime::{Action, Violations};

/// Plays every exchange of the functions, and sees that no other function has one.
macro_rules! play_all {
    ($($function:path),* $(,)?) => {{
        let mut functions = registry().functions.iter().filter(|function| !function.exchanges.is_empty());
        $(
            let function = functions.next().expect("a function is left");
            for exchange in function.exchanges {
                play(exchange, $function).await;
            }
        )*
        assert!(functions.next().is_none());
    }};
}

#[tokio::test]
async fn each_function_sends_and_reads_the_names_of_the_manifest() {
    play_all!(
        n2_words_æther::whole,
        n2_words_æther::mapped,
        n2_words_æther::picked,
        self_::odd_places,
        self_::both,
        std::r#move,
        r#type::r#match, r#type::r#async, r#type::r#await, r#type::r#box, r#type::self_, r#type::super_,
        r#type::crate_, r#type::r#type, r#type::r#gen, r#type::r#try, r#type::option, r#type::vec, r#type::string,
        r#type::result, r#type::send, r#type::clone, r#type::default, r#type::new, r#type::call, r#type::check,
        r#type::request, r#type::output, r#type::input, r#type::client, r#type::runtime, r#type::r#mod, r#type::serde,
        r#type::serde_json, r#type::schemars, r#type::std, r#type::core, r#type::alloc, r#type::tokio,
        r#type::specforce, r#type::specforce_runtime, r#type::tests, r#type::example, r#type::exchange_1,
        r#type::schemas_are_those_of_the_types, r#type::into, r#type::from, r#type::some, r#type::none, r#type::ok,
        r#type::err, r#type::d, r#type::wire, r#type::body, r#type::definitions, r#type::function, r#type::functions,
        r#type::registry, r#type::println,
        r#type::a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_ab,
    );
}

#[test]
fn schemas_types_and_checks_agree() {
    agree::<WholeInput>();
    agree::<MappedInput>();
    agree::<MoveInput>();
    agree::<OddPlacesInput>();
}

fn agree<A>()
where
    A: Action<Output: DeserializeOwned> + DeserializeOwned + JsonSchema,
{
    let function = registry().find(A::NAME).expect("it is in the manifest");
    same_schema::<A>(function.input_schema);
    inputs_agree::<A>(function.input_schema);
    outputs_agree::<A::Output>(function.name, function.output_schema);
}

/// Every name that properties have under `types:` stands so in the schema, in its order.
#[test]
fn schemas_name_what_the_manifest_names() {
    let schema: Value = serde_json::from_str(registry().schema).expect("it is JSON");
    let whole = &registry().find("whole").expect("it is there").exchanges[0];
    let input: Value = serde_json::from_str(whole.input).expect("it is JSON");
    let sent = input["all"].as_object().expect("an object").keys();
    let named = &schema["$defs"]["Required"]["properties"];
    assert!(named.as_object().expect("an object").keys().eq(sent));
}

#[test]
fn violations_point_at_the_names_of_the_manifest() {
    let input = OddPlacesInput::new("", "id", "Id", "ID").r#ref(OddPlacesInputRef::SelfValue);
    let mut found = Violations::new();
    input.check(&mut found);
    let mut pointers: Vec<String> = found
        .into_vec()
        .into_iter()
        .map(|one| one.pointer)
        .collect();
    pointers.dedup();
    assert_eq!(pointers, ["/self"]);
}

#[test]
fn an_enum_has_a_variant_for_each_text() {
    for text in [
        "", " ", "Self", "self", "a b", "a-b", "a_b", "2fast", "---", "None", "日本",
    ] {
        let value: OddPlacesInputRef = serde_json::from_value(json!(text)).expect("it is one");
        assert_eq!(value.as_str(), text);
        assert_eq!(json!(value), text);
    }
    assert_eq!(OddPlacesInputRef::AB3.as_str(), "a_b");
    assert_eq!(OddPlacesInputRef::None.as_str(), "None");
    assert_eq!(OddPlacesInputRef::N2fast.as_str(), "2fast");
}

#[test]
fn types_and_setters_have_names_that_rust_takes() {
    let value = SelfType::new("a", SelfTypeKind::SelfValue).next([]);
    assert_eq!(
        json!(value),
        json!({ "self": "a", "kind": "Self", "next": [] })
    );
    let both = Both::new().default("a").clone("b").eq("c");
    assert_eq!(
        json!(both),
        json!({ "default": "a", "clone": "b", "eq": "c" })
    );
}
