//! Connections that fail.

use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Duration;

use specforce_runtime::error::TransportKind;
use specforce_runtime::{Client, Error, Method};

use crate::support::{Act, BROKEN, FINE, PATH, RawServer, builder, client, send};

fn kind(error: &Error) -> TransportKind {
    match error {
        Error::Transport(transport) => transport.kind,
        other => panic!("{other:?}"),
    }
}

/// An address where nobody listens.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_connection_that_was_never_made_is_repeated_for_every_method() {
    for method in [Method::GET, Method::POST] {
        let uri = nowhere();
        let (client, naps) = client(&uri);
        let error = send(&client, method.clone()).await.unwrap_err();
        assert_eq!((kind(&error), naps.count()), (TransportKind::Connect, 4));
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("cannot connect to {uri} for {method} {PATH}: ")),
            "{message}"
        );
        assert!(
            message.contains("refused") && !message.contains("carried"),
            "{message}"
        );
    }
}

#[tokio::test]
async fn a_post_goes_through_when_the_server_comes_up() {
    let uri = nowhere();
    let address = uri.trim_start_matches("http://").to_owned();
    let up = Mutex::new(None);
    // The server comes up during the first wait; it answers nothing, but is there to connect to.
    let client = Client::builder(uri)
        .token("t")
        .attempt_timeout(Duration::from_millis(50))
        .sleeper(move |_| {
            up.lock()
                .unwrap()
                .get_or_insert_with(|| TcpListener::bind(&address).unwrap());
            std::future::ready(())
        });
    let error = send(&client.build().unwrap(), Method::POST)
        .await
        .unwrap_err();
    assert_eq!(kind(&error), TransportKind::TimedOut);
}

#[tokio::test]
async fn a_lost_connection_is_repeated_where_that_is_safe() {
    for act in [Act::Close, BROKEN] {
        for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE] {
            let server = RawServer::start([act, FINE]).await;
            let (client, naps) = client(&server.uri);
            send(&client, method).await.unwrap();
            assert_eq!((server.arrived(), naps.count()), (2, 1));
        }
    }
}

#[tokio::test]
async fn a_post_whose_connection_is_lost_is_not_repeated() {
    for act in [Act::Close, BROKEN] {
        let server = RawServer::start([act, FINE]).await;
        let (client, naps) = client(&server.uri);
        let error = send(&client, Method::POST).await.unwrap_err();
        assert_eq!(
            (kind(&error), server.arrived(), naps.count()),
            (TransportKind::Lost, 1, 0)
        );
        assert!(
            error.to_string().contains("may have carried it out"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_try_that_takes_too_long_is_repeated_where_that_is_safe() {
    let server = RawServer::start([Act::Stall, FINE]).await;
    let (builder, naps) = builder(&server.uri);
    let client = builder
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    send(&client, Method::GET).await.unwrap();
    assert_eq!((server.arrived(), naps.count()), (2, 1));
}

#[tokio::test]
async fn a_post_that_takes_too_long_is_not_repeated() {
    let server = RawServer::start([Act::Stall, FINE]).await;
    let (builder, naps) = builder(&server.uri);
    let client = builder
        .attempt_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = send(&client, Method::POST).await.unwrap_err();
    assert_eq!(
        (kind(&error), server.arrived(), naps.count()),
        (TransportKind::TimedOut, 1, 0)
    );
}

#[tokio::test]
async fn a_stalled_call_ends_when_its_time_is_up() {
    let server = RawServer::start([Act::Stall]).await;
    let (builder, _) = builder(&server.uri);
    let client = builder.timeout(Duration::from_millis(50)).build().unwrap();
    let error = send(&client, Method::GET).await.unwrap_err();
    assert_eq!(kind(&error), TransportKind::TimedOut);
    assert_eq!(error.to_json()["transport"], "timed-out");
}

#[tokio::test]
async fn the_query_string_is_in_no_error() {
    let (client, _) = client(&nowhere());
    let error = client
        .request(Method::GET, format!("{PATH}?q=secret"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.endpoint().unwrap().path, PATH);
    assert!(!format!("{error} {error:?} {}", error.to_json()).contains("secret"));
}
