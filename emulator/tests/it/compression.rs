use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::{GzEncoder, ZlibEncoder};
use reqwest::Method;

use crate::support::{Answer, Org, answer, org};

const VERSIONS: &str = "/services/data";

async fn accepting(org: &Org, path: &str, encoding: &str) -> Answer {
    answer(
        org.request(Method::GET, path)
            .header("accept-encoding", encoding),
    )
    .await
}

#[tokio::test]
async fn an_answer_of_some_size_is_compressed_if_the_client_takes_it() {
    let org = org().await;
    let plain = org.get(VERSIONS).await;
    assert_eq!(plain.header("content-encoding"), "");
    for encoding in ["gzip", "deflate, gzip;q=0.5", "GZIP", "*"] {
        let packed = accepting(&org, VERSIONS, encoding).await;
        assert_eq!(packed.header("content-encoding"), "gzip", "{encoding}");
        let mut unpacked = Vec::new();
        GzDecoder::new(&*packed.body)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain.body);
    }
    for encoding in ["br", "gzip;q=0", "identity"] {
        let plain = accepting(&org, VERSIONS, encoding).await;
        assert_eq!(plain.header("content-encoding"), "", "{encoding}");
    }
    let small = accepting(&org, "/services/data/v66.0", "gzip").await;
    assert_eq!(small.header("content-encoding"), "");
}

/// Posts a body that moves the clock, for it tells whether it was read.
async fn post(org: &Org, encoding: &str, body: Vec<u8>) -> Answer {
    let request = org
        .request(Method::POST, "/emulator/clock")
        .header("content-encoding", encoding);
    answer(request.body(body)).await
}

#[tokio::test]
async fn a_body_may_be_compressed() {
    let org = org().await;
    let body = br#"{"advance":"PT1S"}"#;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(body).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(body).unwrap();
    for (encoding, body) in [
        ("gzip", gzip),
        ("deflate", deflate.finish().unwrap()),
        ("identity", body.to_vec()),
    ] {
        assert_eq!(post(&org, encoding, body).await.status, 200, "{encoding}");
    }
    assert_eq!(
        org.emulator.clock().now().to_string(),
        "2026-05-01T07:25:40Z"
    );
}

#[tokio::test]
async fn a_body_that_is_compressed_wrongly_is_refused() {
    let org = org().await;
    let refused = post(&org, "gzip", b"{}".to_vec()).await;
    assert_eq!(refused.refusal(), (400, "BAD_REQUEST".to_owned()));
    let refused = post(&org, "br", b"{}".to_vec()).await;
    assert_eq!(
        refused.refusal(),
        (415, "UNSUPPORTED_MEDIA_TYPE".to_owned())
    );
}

#[tokio::test]
async fn what_unpacks_to_too_much_is_refused() {
    let org = org().await;
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 50 * 1024 * 1024 + 1]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(post(&org, "gzip", bomb).await.status, 413);
}
