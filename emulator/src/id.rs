use std::fmt;
use std::str::FromStr;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What the last three characters of an id are made of.
const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// Where in the id the org is told, as every org of Salesforce has some characters of its own there.
const ORG: &str = "Lo0";

/// The id of a record in its long form: 15 characters whose case counts, and three that tell their case.
///
/// The first three are the key prefix of the object. Two ids are one when their first 15 characters are. It follows
/// [ID Field Type](https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm#i1435616).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 18]);

impl RecordId {
    /// The id of an object's record by its number; `None` where the prefix is none.
    pub fn new(prefix: &str, number: u64) -> Option<Self> {
        let mut short = [b'0'; 15];
        short
            .get_mut(..3)?
            .copy_from_slice(prefix.as_bytes().get(..3)?);
        short[3..6].copy_from_slice(ORG.as_bytes());
        let mut rest = number;
        for digit in short[6..].iter_mut().rev() {
            *digit = DIGITS[usize::try_from(rest % 62).ok()?];
            rest /= 62;
        }
        let valid = prefix.len() == 3 && rest == 0 && short.iter().all(u8::is_ascii_alphanumeric);
        valid.then(|| Self::of_short(short))
    }

    fn of_short(short: [u8; 15]) -> Self {
        let mut id = [0; 18];
        id[..15].copy_from_slice(&short);
        for (place, part) in short.chunks(5).enumerate() {
            let capitals = part.iter().rev();
            let bits = capitals.fold(0, |bits, byte| {
                bits << 1 | usize::from(byte.is_ascii_uppercase())
            });
            id[15 + place] = SUFFIX[bits];
        }
        Self(id)
    }

    /// The long form, of 18 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number that it was made with.
    pub(crate) fn number(&self) -> u64 {
        let digit = |byte: &u8| DIGITS.iter().position(|known| known == byte).unwrap_or(0);
        let digits = self.0[6..15].iter().map(digit);
        digits.fold(0, |number, digit| number * 62 + digit as u64)
    }

    /// The key prefix of its object.
    pub fn prefix(&self) -> &str {
        &self.as_str()[..3]
    }
}

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedId;

impl fmt::Display for MalformedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is 15 letters and digits, or 18 of which the last three tell the case of the others")
    }
}

impl std::error::Error for MalformedId {}

impl FromStr for RecordId {
    type Err = MalformedId;

    /// Salesforce does not restore a case that was lost on the way: an end that does not fit is an error.
    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let (short, suffix) = text.as_bytes().split_at_checked(15).ok_or(MalformedId)?;
        let short: [u8; 15] = short.try_into().map_err(|_| MalformedId)?;
        let id = Self::of_short(short);
        let is_long = suffix.is_empty() || *suffix == id.0[15..];
        let valid = is_long && short.iter().all(u8::is_ascii_alphanumeric);
        valid.then_some(id).ok_or(MalformedId)
    }
}

impl AsRef<str> for RecordId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
