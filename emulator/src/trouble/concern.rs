use super::Trouble;
use crate::rest::Request;

impl Trouble {
    /// Whether a request can meet it, as far as that is known before it is carried out.
    pub(super) fn concerns(&self, request: &Request) -> bool {
        match self {
            Self::DailyLimit {} | Self::ConcurrentLimit {} => request.is_call(),
            Self::ExpiredSession {} => request.needs_session(),
            _ => true,
        }
    }
}
