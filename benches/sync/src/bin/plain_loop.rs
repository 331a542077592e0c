//! reqwest, serde and a file of lines.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use sync_bench::{Error, each_page, file};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut lines = BufWriter::new(File::create(file()?)?);
    each_page(|accounts| {
        for account in accounts {
            serde_json::to_writer(&mut lines, &account)?;
            lines.write_all(b"\n")?;
        }
        Ok(())
    })
    .await?;
    Ok(lines.flush()?)
}
