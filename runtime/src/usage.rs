/// How much of its API requests an org has used in the last 24 hours.
///
/// Salesforce tells it with every answer in the header [`Sforce-Limit-Info`].
///
/// [`Sforce-Limit-Info`]: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Usage {
    /// The requests of the whole org.
    pub api: Option<Figures>,
    /// The requests of the connected app, where it has a limit of its own.
    pub per_app: Option<Figures>,
    /// The connected app's name.
    pub app_name: Option<String>,
}

/// Requests used, and how many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// Used in the last 24 hours.
    pub used: u64,
    /// Allowed in 24 hours.
    pub limit: u64,
}

impl Usage {
    /// Reads `api-usage=18/5000; per-app-api-usage=17/250(appName=sample)`; what is not understood is left out.
    pub(crate) fn parse(header: &str) -> Self {
        let mut usage = Self::default();
        for part in header.split(';') {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            let (figures, app) = value.split_once('(').unwrap_or((value, ""));
            match name.trim() {
                "api-usage" => usage.api = Figures::parse(figures),
                "per-app-api-usage" => {
                    usage.per_app = Figures::parse(figures);
                    usage.app_name = app
                        .trim()
                        .strip_prefix("appName=")
                        .map(|name| name.trim_end_matches(')').to_owned());
                }
                _ => {}
            }
        }
        usage
    }
}

impl Figures {
    fn parse(text: &str) -> Option<Self> {
        let (used, limit) = text.split_once('/')?;
        Some(Self {
            used: used.trim().parse().ok()?,
            limit: limit.trim().parse().ok()?,
        })
    }
}
