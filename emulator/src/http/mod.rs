//! The REST API over HTTP/1.1: what stands between a connection and `rest::answer`.

mod admission;
mod body;
mod delivery;
mod exchange;
mod guard;
mod in_flight;
mod received;
mod reply;
mod server;
mod sessions;
mod site;
mod work;

pub(crate) use server::Server;
pub(crate) use sessions::Sessions;
pub(crate) use site::Site;
