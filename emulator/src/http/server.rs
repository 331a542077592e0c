use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use super::delivery::Line;
use super::{Site, exchange};

/// A port of this machine, and what serves it.
pub(crate) struct Server {
    listener: StdListener,
    runtime: Runtime,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Takes a port; a free one if it is 0. Who connects from now on waits until the org is ready.
    pub(crate) fn bind(port: u16) -> io::Result<Self> {
        let listener = StdListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self {
            listener,
            runtime,
            address,
        })
    }

    /// Serves until told to stop, or until nobody is left who could tell.
    pub(crate) fn run(self, site: &Arc<Site>, stop: oneshot::Receiver<()>) {
        let Self {
            listener, runtime, ..
        } = self;
        runtime.block_on(async {
            let Ok(listener) = TcpListener::from_std(listener) else {
                return;
            };
            tokio::select! {
                () = accept(&listener, site) => {}
                _ = stop => {}
            }
        });
        // Connections end with the runtime.
    }
}

async fn accept(listener: &TcpListener, site: &Arc<Site>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection(stream, Arc::clone(site)))),
            // Such as too many open files: others must end first.
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

async fn connection(stream: TcpStream, site: Arc<Site>) {
    // An answer is written at once, so there is nothing to collect.
    let _ = stream.set_nodelay(true);
    let line = Line::default();
    let service = service_fn(|request| Box::pin(exchange::answer(&site, request, &line)));
    let mut served = http1::Builder::new()
        .title_case_headers(true)
        .serve_connection(TokioIo::new(stream), service);
    // Whoever breaks off wants no answer.
    let _ = poll_fn(|context| served.poll_without_shutdown(context)).await;
    let mut stream = served.into_parts().io.into_inner();
    if line.is_reset() {
        // What is closed without waiting for what was sent is reset.
        let _ = stream.set_zero_linger();
    } else {
        let _ = stream.shutdown().await;
    }
}
