use super::{BadRule, Trouble};

impl Trouble {
    /// What is wrong with its numbers and texts.
    pub(super) fn check(&self) -> Result<(), BadRule> {
        let wrong = match self {
            Self::Status { status, .. } if !matches!(status, 429 | 500 | 502..=504) => {
                format!("{status} is none of 429, 500, 502, 503 and 504")
            }
            Self::Status {
                status: status @ (429 | 503),
                done: true,
                ..
            } => format!(
                "{status} says that nothing was done; where it was, the status is 500, 502 or 504"
            ),
            Self::LockedRows { share } if !(0.0..=1.0).contains(share) => {
                format!("a share is from 0 to 1, not {share}")
            }
            Self::Maintenance { status } if !matches!(status, 200 | 503) => {
                format!("a maintenance page is 200 or 503, not {status}")
            }
            Self::Slow { seconds } if !(0.0..=86_400.0).contains(seconds) => {
                format!("{seconds} seconds are no wait of up to a day")
            }
            Self::Moved { to, .. } if !is_origin(to) => {
                format!("`{to}` is no origin, such as https://acme.my.salesforce.com")
            }
            Self::Moved { status, .. } if !matches!(status, 301 | 302 | 307 | 308) => {
                format!("an org has moved by 301, 302, 307 or 308, not {status}")
            }
            _ => return Ok(()),
        };
        Err(BadRule(wrong))
    }
}

fn is_origin(text: &str) -> bool {
    let uri = text.parse::<hyper::Uri>().ok();
    uri.is_some_and(|uri| {
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        let is_bare = uri.path() == "/" && uri.query().is_none() && !text.ends_with('/');
        is_http && is_bare && !text.contains('@')
    })
}
