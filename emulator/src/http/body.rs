use std::io::{self, Read};

use bytes::Bytes;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_ENCODING, HeaderMap};

use crate::fault::Fault;

/// How large a body may be, as sent and as decompressed.
const MOST: usize = 50 * 1024 * 1024;

/// Reads a body to its end, as it is sent.
pub(super) async fn read(body: Incoming) -> Result<Bytes, Fault> {
    let read = Limited::new(body, MOST).collect().await;
    let read = read.map_err(|error| {
        if error.is::<LengthLimitError>() {
            too_large()
        } else {
            bad(format!("The request body broke off: {error}"))
        }
    })?;
    Ok(read.to_bytes())
}

/// What was compressed.
///
/// Follows [Compression Headers](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_compression.htm).
pub(super) fn decompressed(headers: &HeaderMap, sent: Bytes) -> Result<Bytes, Fault> {
    let encoding = headers
        .get(CONTENT_ENCODING)
        .map_or(&b""[..], |value| value.as_bytes());
    match encoding.to_ascii_lowercase().as_slice() {
        b"" | b"identity" => Ok(sent),
        b"gzip" | b"x-gzip" => inflated(MultiGzDecoder::new(&*sent), "gzip"),
        b"deflate" => inflated(ZlibDecoder::new(&*sent), "deflate"),
        other => {
            let other = String::from_utf8_lossy(other);
            let message = format!("Content-Encoding '{other}' is not supported");
            Err(Fault::new(415, "UNSUPPORTED_MEDIA_TYPE", message))
        }
    }
}

fn inflated(decoder: impl Read, encoding: &str) -> Result<Bytes, Fault> {
    let mut whole = Vec::new();
    let most = MOST as u64;
    let read = decoder.take(most + 1).read_to_end(&mut whole);
    read.map_err(|error: io::Error| {
        bad(format!("The request body is not valid {encoding}: {error}"))
    })?;
    if whole.len() > MOST {
        return Err(too_large());
    }
    Ok(whole.into())
}

fn bad(message: String) -> Fault {
    Fault::new(400, "BAD_REQUEST", message)
}

fn too_large() -> Fault {
    let message = format!("The request body exceeds {MOST} bytes");
    Fault::new(413, "REQUEST_ENTITY_TOO_LARGE", message)
}
