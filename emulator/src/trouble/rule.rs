use serde::{Deserialize, Serialize};

use super::kind::is_default;
use super::{Asked, BadRule, Trouble};
use crate::near::with_near;

/// The methods of REST.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"];

/// Those of them that never write.
const READING: [&str; 2] = ["GET", "HEAD"];

/// Which requests meet a trouble, and when.
///
/// Unless told, it is the next request, and only that one:
///
/// ```
/// use specforce_emulator::{Rule, Trouble};
///
/// let rule = Rule::new(Trouble::status(503)).method("POST").path("/sobjects/").after(2).times(3);
/// assert_eq!("503,method=POST,path=/sobjects/,after=2,times=3".parse(), Ok(rule));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rule {
    #[serde(flatten)]
    pub(super) trouble: Trouble,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// How many of its requests are let through first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) after: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rate: Option<f64>,
}

impl Rule {
    /// The next request meets this.
    pub fn new(trouble: Trouble) -> Self {
        Self {
            trouble,
            method: None,
            path: None,
            after: 0,
            times: None,
            rate: None,
        }
    }

    /// Only requests of this method, as they are sent: an update by `POST` and `_HttpMethod` is a `POST`.
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only requests in whose path and query this stands, as they are sent.
    #[must_use]
    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.path = Some(part.into());
        self
    }

    /// Lets so many of these requests through first.
    #[must_use]
    pub fn after(mut self, requests: u64) -> Self {
        self.after = requests;
        self
    }

    /// How many requests meet it: one unless told or at a rate, at which there is no end.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// A random share of these requests meets it, from 0 to 1 for each of them. Which is the same with the same seed.
    #[must_use]
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = Some(rate);
        self
    }

    /// Whether it is about such a request.
    pub(super) fn fits(&self, asked: &Asked) -> bool {
        let named = |known: &String| known.eq_ignore_ascii_case(asked.method.as_str());
        let within = |part: &String| asked.request.target.contains(part);
        self.method.as_ref().is_none_or(named)
            && self.path.as_ref().is_none_or(within)
            && self.trouble.concerns(asked.request)
    }

    /// How many requests may meet it; `None` for any number.
    pub(super) fn most(&self) -> Option<u64> {
        self.times.or(self.rate.is_none().then_some(1))
    }

    /// What is wrong with it.
    pub(super) fn check(&self) -> Result<(), BadRule> {
        let wrong = match (self.rate, self.times, &self.method) {
            (Some(rate), ..) if !(0.0..=1.0).contains(&rate) => {
                format!("a rate is from 0 to 1, not {rate}")
            }
            (_, Some(0), _) => "a rule of 0 times never holds".to_owned(),
            (.., Some(method)) if !is_one_of(method, &METHODS) => {
                with_near(&format!("there is no method {method}"), method, METHODS)
            }
            (.., Some(method)) if self.trouble.is_within() && is_one_of(method, &READING) => {
                format!("{method} never writes, so it does not meet that")
            }
            _ => return self.trouble.check(),
        };
        Err(BadRule(wrong))
    }
}

fn is_one_of(method: &str, methods: &[&str]) -> bool {
    methods
        .iter()
        .any(|known| known.eq_ignore_ascii_case(method))
}

impl From<Trouble> for Rule {
    fn from(trouble: Trouble) -> Self {
        Self::new(trouble)
    }
}
