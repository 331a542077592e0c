/// Checks that the schema in a file is the one that schemars has for the type.
///
/// A type that several functions give back knows no examples; a file of one function has its examples.
///
/// # Panics
/// When they differ.
pub fn same_schema<T: schemars::JsonSchema>(file: &str) {
    let mut of_type = schemars::schema_for!(T).to_value();
    let mut of_file: serde_json::Value = serde_json::from_str(file).expect("the file is JSON");
    if of_type.get("examples").is_none()
        && let Some(schema) = of_file.as_object_mut()
    {
        schema.remove("examples");
    }
    if T::inline_schema() {
        // A list of a type has no name of its own but in the file.
        for schema in [&mut of_type, &mut of_file] {
            schema.as_object_mut().map(|schema| schema.remove("title"));
        }
    }
    assert_eq!(of_file, of_type, "the schema of {}", T::schema_name());
}
