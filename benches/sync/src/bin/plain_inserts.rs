//! The plain loop, and inserts by rusqlite: a prepared statement, a transaction a page, and the log that is written ahead.

use rusqlite::{Connection, params};
use sync_bench::{Account, Error, each_page, file};

const TABLE: &str = "CREATE TABLE Account (
    id TEXT PRIMARY KEY NOT NULL, name TEXT, accountNumber TEXT, industry TEXT, type TEXT, billingCity TEXT,
    billingState TEXT, billingCountry TEXT, phone TEXT, website TEXT, createdDate TEXT, lastModifiedDate TEXT,
    systemModstamp TEXT
)";

const INSERT: &str =
    "INSERT INTO Account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut db = Connection::open(file()?)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.execute(TABLE, [])?;
    each_page(|accounts| insert(&mut db, &accounts)).await
}

fn insert(db: &mut Connection, accounts: &[Account]) -> Result<(), Error> {
    let on = db.transaction()?;
    let mut insert = on.prepare_cached(INSERT)?;
    for account in accounts {
        insert.execute(params![
            account.id,
            account.name,
            account.account_number,
            account.industry,
            account.r#type,
            account.billing_city,
            account.billing_state,
            account.billing_country,
            account.phone,
            account.website,
            account.created_date,
            account.last_modified_date,
            account.system_modstamp,
        ])?;
    }
    drop(insert);
    Ok(on.commit()?)
}
