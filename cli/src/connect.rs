use clap::ArgMatches;
use specforce_runtime::{ApiVersion, Client};

use crate::command::{API_VERSION, INSTANCE_URL};
use crate::failure::Failure;

/// An org to call.
pub(crate) struct Org {
    pub(crate) client: Client,
    /// One that is in this process ends with this.
    #[cfg(feature = "emulator")]
    _emulator: Option<specforce_emulator::Emulator>,
}

/// The org that flags and environment ask for.
#[cfg(feature = "emulator")]
pub(crate) fn org(matches: &ArgMatches) -> Result<Org, Failure> {
    let Some(emulator) = crate::emulator::asked_for(matches)? else {
        let client = client(matches, instance_url(matches)?, access_token()?)?;
        return Ok(Org {
            client,
            _emulator: None,
        });
    };
    let token = emulator.token().expose().to_owned();
    Ok(Org {
        client: client(matches, emulator.instance_url().to_owned(), token)?,
        _emulator: Some(emulator),
    })
}

/// The org that flags and environment ask for.
#[cfg(not(feature = "emulator"))]
pub(crate) fn org(matches: &ArgMatches) -> Result<Org, Failure> {
    let client = client(matches, instance_url(matches)?, access_token()?)?;
    Ok(Org { client })
}

fn client(matches: &ArgMatches, url: String, token: String) -> Result<Client, Failure> {
    let mut client = Client::builder(url).token(token);
    if let Some(version) = api_version(matches)? {
        client = client.api_version(version);
    }
    client.build().map_err(|error| Failure::of_call(&error))
}

/// Does a call to its end. One thread is enough: the program does one thing.
pub(crate) fn block_on<F: Future>(call: F) -> Result<F::Output, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| Failure::system(&error))?;
    let done = runtime.block_on(call);
    // Where the call was given up, a thread may be writing still to a pipe that nobody reads.
    runtime.shutdown_background();
    Ok(done)
}

fn instance_url(matches: &ArgMatches) -> Result<String, Failure> {
    let given = matches.get_one::<String>(INSTANCE_URL).cloned();
    given.or_else(|| variable("SPECFORCE_INSTANCE_URL")).ok_or_else(|| {
        Failure::usage("there is no org to call")
            .hint("set SPECFORCE_INSTANCE_URL or give --instance-url, such as https://acme.my.salesforce.com; --emulator is a local org")
    })
}

fn access_token() -> Result<String, Failure> {
    variable("SPECFORCE_ACCESS_TOKEN").ok_or_else(|| {
        Failure::no_token("there is no access token")
            .hint("set SPECFORCE_ACCESS_TOKEN to an access token of the org")
    })
}

fn api_version(matches: &ArgMatches) -> Result<Option<ApiVersion>, Failure> {
    let given = matches.get_one::<ApiVersion>(API_VERSION).copied();
    match variable("SPECFORCE_API_VERSION") {
        Some(text) if given.is_none() => text
            .parse()
            .map(Some)
            .map_err(|error| Failure::usage(format!("SPECFORCE_API_VERSION: {error}"))),
        _ => Ok(given),
    }
}

/// A variable of the environment. An empty one is as good as none.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
