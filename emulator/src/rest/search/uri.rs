use std::str::FromStr;

use crate::fault::Fault;
use crate::rest::Request;
use crate::search::malformed;

use super::given::{Given, Wanted};

/// What a URI says of every object.
#[derive(Default)]
struct Common {
    r#where: Option<String>,
    order_by: Option<String>,
}

/// The parameters of a search in the URI. Those of one object, such as `Account.fields`, may have no object in front,
/// and are of all then; `limit` is the overall one. What no search knows is left alone.
///
/// It follows [Search with Parameters in the URI](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized_get.htm).
pub(super) fn read(request: &Request) -> Result<Given, Fault> {
    let parameters = request.parameters();
    let (mut given, mut common) = (Given::default(), Common::default());
    for (name, value) in &parameters {
        if name.eq_ignore_ascii_case("sobject") {
            given.sobjects.push(Wanted {
                name: value.clone(),
                ..Wanted::default()
            });
        }
    }
    for (name, value) in &parameters {
        match name.split_once('.') {
            Some((object, name)) => of_object(&mut given, object, name, value)?,
            None => global(&mut given, &mut common, name, value)?,
        }
    }
    for wanted in &mut given.sobjects {
        wanted.r#where = wanted.r#where.take().or_else(|| common.r#where.clone());
        wanted.order_by = wanted.order_by.take().or_else(|| common.order_by.clone());
    }
    Ok(given)
}

fn of_object(given: &mut Given, object: &str, name: &str, value: &str) -> Result<(), Fault> {
    let known = given.sobjects.iter_mut();
    let mut known = known.filter(|known| known.name.eq_ignore_ascii_case(object));
    let Some(wanted) = known.next() else {
        return Err(malformed(format!(
            "{object}.{name} is for an sobject that is given"
        )));
    };
    match name {
        "fields" => wanted.fields.extend(list(value)),
        "where" => wanted.r#where = Some(value.to_owned()),
        "orderBy" => wanted.order_by = Some(value.to_owned()),
        "limit" => wanted.limit = Some(parsed(name, value)?),
        _ => {}
    }
    Ok(())
}

fn global(given: &mut Given, common: &mut Common, name: &str, value: &str) -> Result<(), Fault> {
    let text = || Some(value.to_owned());
    match name {
        "q" => value.clone_into(&mut given.q),
        "fields" => given.fields.extend(list(value)),
        "in" => given.r#in = text(),
        "overallLimit" | "limit" => given.overall_limit = Some(parsed(name, value)?),
        "defaultLimit" => given.default_limit = Some(parsed(name, value)?),
        "offset" => given.offset = Some(parsed(name, value)?),
        "where" => common.r#where = text(),
        "orderBy" => common.order_by = text(),
        "metadata" => given.metadata = text(),
        "spellCorrection" => given.spell_correction = Some(parsed(name, value)?),
        "updateTracking" => given.update_tracking = text().map(Into::into),
        "updateViewStat" => given.update_view_stat = text().map(Into::into),
        "dataCategory" => given.data_category = text().map(Into::into),
        "division" => given.division = text().map(Into::into),
        "netWorkIds" => given.net_work_ids = text().map(Into::into),
        "pricebookId" => given.pricebook_id = text().map(Into::into),
        "snippet" => given.snippet = text().map(Into::into),
        _ => {}
    }
    Ok(())
}

/// What stands between commas.
fn list(value: &str) -> impl Iterator<Item = String> + '_ {
    let items = value.split(',').map(str::trim);
    items.filter(|item| !item.is_empty()).map(str::to_owned)
}

fn parsed<T: FromStr>(name: &str, value: &str) -> Result<T, Fault> {
    let wrong = |_| malformed(format!("'{value}' is no value of {name}"));
    value.parse().map_err(wrong)
}
