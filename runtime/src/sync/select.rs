use std::borrow::Cow;

use super::{Cursor, Stamp};

/// The query that a stage of a sync asks, again and again, for what comes after the last row.
#[derive(Debug, Clone)]
pub(super) struct Select {
    pub(super) object: Cow<'static, str>,
    pub(super) cursor: Cow<'static, str>,
    /// What is selected beside the id and the cursor.
    pub(super) fields: Vec<String>,
    pub(super) conditions: Vec<String>,
    pub(super) order: Order,
}

/// In which order rows come, which is how the query goes on where it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As they were changed, up to a time.
    Changes,
    /// By their ids, whatever is changed meanwhile.
    Ids,
}

impl Select {
    /// The same of these records only.
    pub(super) fn of<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let ids: Vec<&str> = ids.into_iter().collect();
        self.conditions
            .push(format!("Id IN ('{}')", ids.join("', '")));
        self
    }

    /// The same up to a place in the order of changes.
    pub(super) fn up_to(mut self, Cursor { stamp, id }: &Cursor) -> Self {
        let field = &self.cursor;
        let place = format!("({field} < {stamp} OR ({field} = {stamp} AND Id <= '{id}'))");
        self.conditions.push(place);
        self
    }

    /// What stands behind a place and, in the order of changes, not after a time.
    pub(super) fn soql(&self, after: Option<&Cursor>, until: Stamp) -> String {
        let order = match self.order {
            Order::Changes => format!("{}, Id", self.cursor),
            Order::Ids => "Id".to_owned(),
        };
        let until = (self.order == Order::Changes).then_some(until);
        let (selected, from) = (self.selected().join(", "), self.from(after, until));
        format!("SELECT {selected} {from} ORDER BY {order}")
    }

    /// How many rows that has, in either order, that were not changed after a time.
    pub(super) fn count(&self, after: Option<&Cursor>, until: Stamp) -> String {
        format!("SELECT COUNT() {}", self.from(after, Some(until)))
    }

    fn from(&self, after: Option<&Cursor>, until: Option<Stamp>) -> String {
        let Self { object, cursor, .. } = self;
        let mut conditions = self.conditions.clone();
        conditions.extend(after.map(|after| self.after(after)));
        conditions.extend(until.map(|until| format!("{cursor} <= {until}")));
        if conditions.is_empty() {
            return format!("FROM {object}");
        }
        format!("FROM {object} WHERE {}", conditions.join(" AND "))
    }

    fn after(&self, Cursor { stamp, id }: &Cursor) -> String {
        let field = &self.cursor;
        match self.order {
            Order::Ids => format!("Id > '{id}'"),
            Order::Changes if id.is_empty() => format!("{field} >= {stamp}"),
            Order::Changes => {
                format!("({field} > {stamp} OR ({field} = {stamp} AND Id > '{id}'))")
            }
        }
    }

    /// Salesforce refuses a field that is selected twice, in whatever case.
    fn selected(&self) -> Vec<&str> {
        let fields = self.fields.iter().map(String::as_str);
        let mut selected: Vec<&str> = Vec::new();
        for field in ["Id", &*self.cursor].into_iter().chain(fields) {
            if !selected
                .iter()
                .any(|known| known.eq_ignore_ascii_case(field))
            {
                selected.push(field);
            }
        }
        selected
    }
}
