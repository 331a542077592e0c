use specforce_soql::Value;

/// A text as it stands between the quotes of a SOQL string, whatever is in it.
///
/// ```
/// use specforce_runtime::sync::soql_text;
///
/// assert_eq!(soql_text("O'Neill"), r"O\'Neill");
/// ```
pub fn soql_text(text: &str) -> String {
    let quoted = Value::String(text.to_owned()).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}
