use std::fmt;

/// Something wrong with the description of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    file: String,
    at: Option<String>,
    message: String,
}

impl Slip {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            at: None,
            message: message.into(),
        }
    }

    pub(super) fn at(file: &str, at: &str, message: impl Into<String>) -> Self {
        Self {
            at: Some(at.to_owned()),
            ..Self::new(file, message)
        }
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, at, message } = self;
        match at {
            Some(at) => write!(f, "{file}: `{at}` {message}"),
            None => write!(f, "{file}: {message}"),
        }
    }
}

impl std::error::Error for Slip {}
