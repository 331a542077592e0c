use specforce_soql::{Name, Returning, Search};

use crate::fault::Fault;
use crate::{Catalog, Object};

/// Whether all its texts are searched whatever `IN` says, and it is searched only when it is named.
///
/// It follows [RETURNING FieldSpec](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_returning.htm).
pub(super) fn is_apart(object: &Object) -> bool {
    is_article(object) || object.name == "FeedItem"
}

/// Whether its records are versions of articles.
pub(super) fn is_article(object: &Object) -> bool {
    object.name.ends_with("__kav")
}

/// The objects that are searched: those behind `RETURNING`, else all that are not [apart](is_apart).
pub(super) fn wanted(catalog: &Catalog, search: &Search) -> Result<Vec<Returning>, Fault> {
    if search.returning.is_empty() {
        let all = catalog.objects();
        let all = all.filter(|object| object.searchable && object.queryable && !is_apart(object));
        return Ok(all.filter_map(whole).collect());
    }
    for returning in &search.returning {
        let object = catalog.object(returning.object.as_str());
        if let Some(object) = object.filter(|object| !object.searchable) {
            let message = format!("entity type {} does not support search", object.name);
            return Err(Fault::new(400, "INVALID_TYPE_FOR_OPERATION", message));
        }
    }
    Ok(search.returning.clone())
}

fn whole(object: &Object) -> Option<Returning> {
    Some(Returning {
        object: Name::new(object.name.as_str())?,
        fields: Vec::new(),
        filter: None,
        list_view: None,
        order_by: Vec::new(),
        limit: None,
        offset: None,
    })
}
