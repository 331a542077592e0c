use std::borrow::Cow;

/// JSON without line breaks, which stand between its tokens only.
pub(super) fn one_line(json: &str) -> Cow<'_, str> {
    // One at a time: such a search takes many bytes in a step.
    if json.contains('\n') || json.contains('\r') {
        json.replace(['\n', '\r'], " ").into()
    } else {
        json.into()
    }
}
