use std::io::Write as _;

/// Writes a number as Java does, and with it Salesforce: `15000.0`, and `4.8E7` from ten millions on.
pub(super) fn double(out: &mut Vec<u8>, number: f64) {
    let size = number.abs();
    if !number.is_finite() {
        out.extend_from_slice(b"null");
    } else if size == 0.0 || (1e-3..1e7).contains(&size) {
        let _ = write!(out, "{number:?}");
    } else {
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let point = if digits.contains('.') { "" } else { ".0" };
        let _ = write!(out, "{digits}{point}E{exponent}");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_written_as_java_does() {
        for (number, text) in [
            (0.0, "0.0"),
            (15_000.0, "15000.0"),
            (-2.96, "-2.96"),
            (9_999_999.0, "9999999.0"),
            (48_000_000.0, "4.8E7"),
            (1e10, "1.0E10"),
            (0.001, "0.001"),
            (0.000_25, "2.5E-4"),
        ] {
            let mut out = Vec::new();
            super::double(&mut out, number);
            assert_eq!(String::from_utf8_lossy(&out), text);
        }
    }
}
