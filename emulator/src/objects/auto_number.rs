use super::Field;

/// How many digits a number may have at least.
const DIGITS: usize = 10;

impl Field {
    /// The text of a number that the org gives out; `None` of a field without one.
    pub(crate) fn numbered(&self, number: u64) -> Option<String> {
        let format = self.auto_number.as_deref()?;
        let Some((before, digits, after)) = parts(format) else {
            return Some(format!("{format}{number}"));
        };
        Some(format!("{before}{number:0digits$}{after}"))
    }
}

/// What is wrong with the text of a number.
pub(super) fn check(format: &str) -> Option<String> {
    let is_right = parts(format).is_some_and(|(before, digits, after)| {
        let is_plain = |part: &str| !part.contains(['{', '}']);
        is_plain(before) && is_plain(after) && (1..=DIGITS).contains(&digits)
    });
    (!is_right).then(|| {
        format!("is numbered by `{format}`, which needs one `{{0}}` of 1 to {DIGITS} zeros")
    })
}

/// What stands before the number, how many digits it has, and what stands behind it.
fn parts(format: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = format.split_once('{')?;
    let (digits, after) = rest.split_once('}')?;
    let is_number = digits.bytes().all(|digit| digit == b'0');
    is_number.then_some((before, digits.len(), after))
}
