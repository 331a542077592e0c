/// A message, and what was probably meant by a name that is not known.
pub(crate) fn with_near<'a>(
    message: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    match nearest(name, known) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message.to_owned(),
    }
}

/// The name that differs by no more than a slip of the pen.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let most = (length / 3).max(1);
    let name = name.to_lowercase();
    let alike = known
        .into_iter()
        .filter(|known| known.chars().count().abs_diff(length) <= most);
    let distances = alike.map(|known| {
        let distance = strsim::damerau_levenshtein(&name, &known.to_lowercase());
        (distance, known)
    });
    let near = distances.filter(|(distance, _)| *distance <= most).min();
    near.map(|(_, known)| known)
}
