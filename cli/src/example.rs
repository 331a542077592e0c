use std::fmt::Write as _;

use serde_json::Value;
use specforce_runtime::{Function, Input, Kind, Outcome};

use crate::{Program, flag};

/// How a function can be called, and what it gives back then.
pub(crate) struct Example {
    /// The command, ready for a shell, indented by two spaces.
    pub(crate) command_line: String,
    /// What it prints.
    pub(crate) output: Value,
}

/// Whether a function has an example.
pub(crate) fn is_there(function: &Function) -> bool {
    success(function).is_some()
}

/// Input and output of the first exchange of a function in which it succeeds.
fn success(function: &Function) -> Option<(&'static str, &'static str)> {
    let mut exchanges = function.exchanges.iter();
    exchanges.find_map(|exchange| match exchange.outcome {
        Outcome::Output(output) => Some((exchange.input, output)),
        Outcome::Error { .. } => None,
    })
}

/// The first exchange of a function in which it succeeds, as a command.
pub(crate) fn of(program: &Program, function: &Function) -> Option<Example> {
    let (input, output) = success(function)?;
    Some(Example {
        command_line: command_line(program, function, &serde_json::from_str(input).ok()?),
        output: serde_json::from_str(output).ok()?,
    })
}

/// The command that calls a function with this input, ready for a shell, indented by two spaces.
pub(crate) fn command_line(program: &Program, function: &Function, input: &Value) -> String {
    let words = words(function, input);
    let mut command_line = format!("  {} call {}", program.name, function.name);
    let all_in_one =
        command_line.len() + words.iter().map(|word| word.len() + 1).sum::<usize>() <= 80;
    for word in words {
        command_line.push_str(if all_in_one { " " } else { " \\\n    " });
        command_line.push_str(&word);
    }
    command_line
}

/// The flags that give `input`, each with its value; where flags cannot say it, `--input` for it all.
fn words(function: &Function, input: &Value) -> Vec<String> {
    let by_flags = input.as_object().and_then(|properties| {
        let mut words = Vec::new();
        for (name, value) in properties {
            let property = function
                .inputs
                .iter()
                .find(|property| property.name == name)?;
            words.extend(words_of(property, value)?);
        }
        Some(words)
    });
    by_flags.unwrap_or_else(|| vec![format!("--input {}", quoted(&input.to_string()))])
}

fn words_of(property: &Input, value: &Value) -> Option<Vec<String>> {
    let word = |value: String| format!("--{} {}", flag::name(property), quoted(&value));
    match (&property.kind, value) {
        (Kind::List(_), Value::Array(items)) if items.is_empty() => None,
        (Kind::List(kind), Value::Array(items)) => items
            .iter()
            .map(|item| Some(word(text(kind, item)?)))
            .collect(),
        (kind, value) => Some(vec![word(text(kind, value)?)]),
    }
}

/// A value as its flag takes it.
fn text(kind: &Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (Kind::String | Kind::Enum(_), Value::String(text)) => Some(text.clone()),
        (Kind::Integer | Kind::Number, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Json, _) => Some(value.to_string()),
        _ => None,
    }
}

/// A text as one word of a POSIX shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,=@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut word = String::new();
    let _ = write!(word, "'{}'", text.replace('\'', r"'\''"));
    word
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use specforce_runtime::{Input, Kind};

    use super::{quoted, words_of};

    const NAMES: Input = Input {
        name: "names",
        rust_name: "all_names",
        kind: Kind::List(&Kind::String),
        required: true,
        description: "",
        default: None,
    };

    #[test]
    fn a_word_is_quoted_where_a_shell_would_change_it() {
        assert_eq!(quoted("v66.0"), "v66.0");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }

    #[test]
    fn a_list_repeats_its_flag() {
        let words = words_of(&NAMES, &json!(["a", "b c"]));
        assert_eq!(
            words,
            Some(vec![
                "--all-names a".to_owned(),
                "--all-names 'b c'".to_owned()
            ])
        );
    }

    #[test]
    fn what_no_flag_can_say_has_no_words() {
        assert_eq!(words_of(&NAMES, &json!([])), None);
        assert_eq!(words_of(&NAMES, &json!([null])), None);
        assert_eq!(words_of(&NAMES, &json!(7)), None);
    }
}
