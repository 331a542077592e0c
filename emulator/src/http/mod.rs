//! The REST API over HTTP/1.1: what stands between a connection and `rest::answer`.

mod admission;
mod body;
mod exchange;
mod reply;
mod server;
mod site;

pub(crate) use server::Server;
pub(crate) use site::Site;
