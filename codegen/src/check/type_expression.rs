/// A type as it is written: names are not looked up yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeExpression {
    Name(String),
    List(Box<Self>),
    Map(Box<Self>),
    Nullable(Box<Self>),
}

impl TypeExpression {
    /// Reads `string`, `list<T>`, `map<T>`, `T | null`, or a name.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.trim();
        let parsed = one(&mut rest, 0)?;
        if rest.is_empty() {
            Ok(parsed)
        } else {
            Err(format!("`{rest}` is left over after a type"))
        }
    }
}

/// Deeper than any real type; a limit keeps the parser from running out of stack.
const DEEPEST: usize = 32;

fn one(rest: &mut &str, depth: usize) -> Result<TypeExpression, String> {
    if depth > DEEPEST {
        return Err(format!("this type is nested more than {DEEPEST} deep"));
    }
    let name = name(rest)?;
    let mut parsed = match name {
        "list" | "map" => {
            expect(rest, '<', name)?;
            let inner = Box::new(one(rest, depth + 1)?);
            expect(rest, '>', name)?;
            if name == "list" {
                TypeExpression::List(inner)
            } else {
                TypeExpression::Map(inner)
            }
        }
        _ => TypeExpression::Name(name.to_owned()),
    };
    if let Some(after) = rest.strip_prefix('|') {
        *rest = after.trim_start();
        if self::name(rest)? != "null" {
            return Err("only `null` may stand behind `|`".to_owned());
        }
        parsed = TypeExpression::Nullable(Box::new(parsed));
    }
    Ok(parsed)
}

fn name<'a>(rest: &mut &'a str) -> Result<&'a str, String> {
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-' || c == '.'))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after.trim_start();
    if name.is_empty() {
        return Err("expected a type: `string`, `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>` or a type's name".to_owned());
    }
    Ok(name)
}

fn expect(rest: &mut &str, sign: char, name: &str) -> Result<(), String> {
    match rest.strip_prefix(sign) {
        Some(after) => {
            *rest = after.trim_start();
            Ok(())
        }
        None => Err(format!("expected `{sign}`: write `{name}<T>`")),
    }
}
