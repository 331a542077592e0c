//! Whatever an input can be: its schema, its type and the check of JSON take the same.

mod all {
    specforce_macros::manifest!("tests/agree");
}

use all::everything::{TakeEverythingInput, TakeEverythingOutput};
use specforce_runtime::testing::{inputs_agree, outputs_agree};

#[test]
fn schemas_types_and_checks_agree() {
    let function = all::registry()
        .find("take-everything")
        .expect("it is in the manifest");
    inputs_agree::<TakeEverythingInput>(function.input_schema);
    outputs_agree::<TakeEverythingOutput>(function.name, function.output_schema);
}
