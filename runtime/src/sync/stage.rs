use super::plan::{Deletes, Plan};
use super::select::{Order, Select};
use super::visible::Visible;
use super::{Cursor, State};

/// What is read, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Rows that fit.
    Rows,
    /// Rows that fit no longer.
    Unfit,
    /// The list of deleted records.
    Deleted,
    /// Rows in the recycle bin that the list does not tell yet.
    RecycleBin,
    /// Rows to which records of this object refer that were changed.
    Related(&'static str),
}

impl Stage {
    /// Deletes come first: what was deleted and undeleted since the last run is there. Rows come last: what was read before
    /// is known by how far they were read.
    pub(super) fn all(visible: &Visible) -> Vec<Self> {
        let related = visible.sources().map(|source| Self::Related(source.object));
        let deletes = [Self::Unfit, Self::Deleted, Self::RecycleBin].into_iter();
        deletes.chain(related).chain([Self::Rows]).collect()
    }

    /// Whether there is anything to ask.
    pub(super) fn is_part_of(self, plan: &Plan, visible: &Visible) -> bool {
        let deletes = plan.deletes == Deletes::RecycleBin;
        match self {
            Self::Rows | Self::Related(_) => true,
            Self::Unfit => !fits(plan, visible).is_empty() && !plan.has_subquery(),
            Self::RecycleBin => deletes && visible.has_recycle_bin,
            Self::Deleted => deletes && visible.is_replicateable,
        }
    }

    /// Where it is asked, if by a query.
    pub(super) fn resource(self) -> Option<&'static str> {
        match self {
            Self::Rows | Self::Unfit => Some("query"),
            Self::RecycleBin | Self::Related(_) => Some("queryAll"),
            Self::Deleted => None,
        }
    }

    /// What it selects of the object's records, from wherever it stands.
    pub(super) fn select(self, plan: &Plan, visible: &Visible) -> Select {
        let (cursor, fields, conditions) = match self {
            Self::Rows | Self::Related(_) => (&plan.cursor, visible.paths(), fits(plan, visible)),
            Self::Unfit => {
                let unfit = format!("(NOT ({}))", fits(plan, visible).join(" AND "));
                (&visible.stamp, Vec::new(), vec![unfit])
            }
            Self::RecycleBin | Self::Deleted => {
                let gone = vec!["IsDeleted = true".to_owned()];
                (&visible.stamp, Vec::new(), gone)
            }
        };
        Select {
            object: plan.object.clone(),
            cursor: cursor.clone(),
            fields,
            conditions,
            order: Order::Changes,
        }
    }
}

/// What is true of rows, beside their place in the order.
fn fits(plan: &Plan, visible: &Visible) -> Vec<String> {
    let fits = plan.conditions.iter().map(|one| format!("({one})"));
    // What has no place in the order is no row.
    let has_place = format!("({} != null)", plan.cursor);
    let has_place = visible.may_lack_cursor.then_some(has_place);
    fits.chain(has_place).collect()
}

impl State {
    /// Up to where a stage was read.
    pub(super) fn cursor_at(&self, stage: Stage) -> Option<&Cursor> {
        let cursor = match stage {
            Stage::Related(object) => return self.related.get(object),
            Stage::Rows => &self.rows,
            Stage::Unfit => &self.unfit,
            Stage::Deleted => &self.listed,
            Stage::RecycleBin => &self.recycle_bin,
        };
        cursor.as_ref()
    }

    /// One change more is done with.
    pub(super) fn pass(&mut self, stage: Stage, cursor: Cursor) {
        let place = match stage {
            Stage::Related(object) => {
                self.related.insert(object.to_owned(), cursor);
                return;
            }
            Stage::Rows => &mut self.rows,
            Stage::Unfit => &mut self.unfit,
            Stage::Deleted => &mut self.listed,
            Stage::RecycleBin => &mut self.recycle_bin,
        };
        *place = Some(cursor);
    }
}
