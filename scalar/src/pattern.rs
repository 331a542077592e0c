use regex_lite::Regex;

/// What ECMA-262 calls a space, which is more than Rust's regex does.
const SPACES: &str =
    r"\t-\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// All that it does not, for brackets that hold something else besides.
const NO_SPACES: &str = r"\x00-\x08\x0E-\x1F!-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";

/// Any sign but the ends of a line, of which Rust's regex knows one.
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";

/// Compiles a pattern of a JSON Schema, so that it matches what [ECMA-262] says it does: `.` and `\s` stand for other
/// signs there than in Rust's regex. Of patterns that the two read otherwise than alike nothing is promised.
///
/// # Errors
/// Where it is no regular expression to Rust.
///
/// [ECMA-262]: https://tc39.es/ecma262/#sec-regexp-regular-expression-objects
pub fn compile(pattern: &str) -> Result<Regex, regex_lite::Error> {
    Regex::new(&translated(pattern))
}

fn translated(pattern: &str) -> String {
    let mut translated = String::new();
    let mut in_class = false;
    let mut signs = pattern.chars();
    while let Some(sign) = signs.next() {
        match (sign, in_class) {
            ('\\', _) => escape(signs.next(), in_class, &mut translated),
            ('.', false) => translated.push_str(DOT),
            _ => {
                in_class = sign == '[' || in_class && sign != ']';
                translated.push(sign);
            }
        }
    }
    translated
}

/// Adds what an escape of a sign stands for.
fn escape(sign: Option<char>, in_class: bool, translated: &mut String) {
    let signs = match sign {
        Some('s') => SPACES,
        Some('S') => NO_SPACES,
        other => {
            translated.push('\\');
            translated.extend(other);
            return;
        }
    };
    if in_class {
        translated.push_str(signs);
    } else {
        translated.extend(["[", signs, "]"]);
    }
}

#[cfg(test)]
mod tests {
    use super::compile;

    /// Every sign is a space or none, whichever way a pattern asks.
    #[test]
    fn spaces_are_those_of_ecma_262() {
        let all =
            ["^\\s$", "^[\\s]$", "^[^\\S]$"].map(|pattern| compile(pattern).expect("a pattern"));
        let none =
            ["^\\S$", "^[\\S]$", "^[^\\s]$"].map(|pattern| compile(pattern).expect("a pattern"));
        for sign in '\0'..='\u{FFFF}' {
            let is_space = sign.is_whitespace() && sign != '\u{85}' || sign == '\u{FEFF}';
            let text = sign.to_string();
            assert!(
                all.iter().all(|regex| regex.is_match(&text) == is_space),
                "{sign:?}"
            );
            assert!(
                none.iter().all(|regex| regex.is_match(&text) != is_space),
                "{sign:?}"
            );
        }
    }

    #[test]
    fn a_dot_is_any_sign_but_the_end_of_a_line() {
        let dot = compile("^a.c$").expect("a pattern");
        assert!(dot.is_match("a\u{85}c") && dot.is_match("a\u{1F600}c"));
        let ends = ["a\nc", "a\rc", "a\u{2028}c", "a\u{2029}c"];
        assert!(!ends.iter().any(|text| dot.is_match(text)));
    }

    #[test]
    fn what_is_escaped_or_in_brackets_stays() {
        let plain = compile(r"^\.[.\]s]\\s$").expect("a pattern");
        assert!(plain.is_match(r".]\s") && plain.is_match(r"..\s"));
        assert!(!plain.is_match(r".x\s"));
    }
}
