use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::{Builder, StartError, Token};
use crate::fault::Fault;
use crate::http::{Server, Site};
use crate::org::Org;
use crate::trouble::Script;
use crate::{Description, control, store};

/// An emulator that can be called.
pub(super) struct Ready {
    pub(super) site: Arc<Site>,
    pub(super) url: String,
    pub(super) token: Token,
    pub(super) stop: oneshot::Sender<()>,
}

/// Opens the org and serves it, on a thread of its own: what a test does while it waits holds up no answer.
pub(super) fn thread(
    builder: Builder,
    report: impl FnOnce(Result<Ready, StartError>) + Send + 'static,
) -> Result<JoinHandle<()>, StartError> {
    let thread = thread::Builder::new().name("specforce-emulator".to_owned());
    let spawned = thread.spawn(move || match prepare(&builder) {
        Err(error) => report(Err(error)),
        Ok((server, ready, stopped)) => {
            let site = Arc::clone(&ready.site);
            report(Ok(ready));
            server.run(&site, stopped);
        }
    });
    spawned.map_err(StartError::Serve)
}

fn prepare(builder: &Builder) -> Result<(Server, Ready, oneshot::Receiver<()>), StartError> {
    let server = Server::bind(builder.port).map_err(StartError::Serve)?;
    let (stop, stopped) = oneshot::channel();
    let token = Token::fixed();
    let org = open(builder)?;
    let mut script = Script::new(builder.trouble_seed);
    script.add(builder.trouble.iter().cloned(), &org)?;
    let ready = Ready {
        site: Arc::new(Site::new(org, token.clone(), script)),
        url: format!("http://{}", server.address),
        token,
        stop,
    };
    Ok((server, ready, stopped))
}

fn open(builder: &Builder) -> Result<Org, StartError> {
    let data = |fault: Fault| StartError::Data(fault.message);
    let db = store::open(builder.data.as_deref()).map_err(|fault| {
        let file = builder.data.as_deref().unwrap_or(Path::new(":memory:"));
        StartError::Data(format!("{}: {}", file.display(), fault.message))
    })?;
    let objects = builder.objects.iter();
    let objects: Vec<Description> = objects
        .map(|(file, text)| Description { file, text })
        .collect();
    let catalog = control::catalog(&db, &objects).map_err(StartError::Objects)?;
    let mut org = Org::open(db, catalog, builder.clock.clone(), &builder.seed)?;
    for object in &objects {
        control::keep(&org.db, object).map_err(data)?;
    }
    org.hide(&builder.hidden).map_err(StartError::Hidden)?;
    if let Some(limit) = builder.daily_limit {
        org.usage.limit = limit;
    }
    if let Some(size) = builder.page_size {
        org.page_size = size;
    }
    Ok(org)
}
