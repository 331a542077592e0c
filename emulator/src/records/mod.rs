//! The rules by which records are written, whoever writes them.

mod checks;
mod convert;
mod create;
mod delete;
mod delete_log;
mod draft;
mod given;
mod hard_delete;
mod locks;
mod lookup;
mod merge;
mod restrict;
mod row;
mod rules;
mod stamps;
mod undelete;
mod update;
mod upsert;
mod versions;
mod view;

pub(crate) use convert::{Refused, convert};
pub(crate) use delete::purge_old;
pub(crate) use given::By;
pub(crate) use locks::{Locks, Taken};
pub(crate) use lookup::State;
pub(crate) use row::Row;
pub(crate) use upsert::{Upserted, key};
pub(crate) use versions::VERSION;
pub(crate) use view::VIEWED;
