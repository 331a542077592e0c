use super::{Related, Source};
use crate::sync::SyncError;
use crate::sync::calls::Calls;
use crate::sync::described::{Described, described};
use crate::sync::visible::{LeftOut, refuse};

impl Related {
    /// The list, of the sources that the org has and the fields that the user may see.
    pub(in crate::sync) async fn seen(
        &self,
        rows: &str,
        calls: &mut Calls,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Self, SyncError> {
        let mut sources = Vec::new();
        for source in &self.sources {
            let seen = described(source.object, calls).await;
            let seen =
                seen.and_then(|(described, _)| source.seen(rows, self.order, &described, left_out));
            match seen {
                Ok(source) => sources.push(source),
                Err(SyncError::NoObject(object)) if source.optional => {
                    left_out.push(LeftOut::Object(object));
                }
                Err(error @ SyncError::HiddenFields { .. }) if source.optional => {
                    left_out.push(LeftOut::refused(source, &error));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            sources,
            ..self.clone()
        })
    }
}

impl Source {
    fn seen(
        &self,
        rows: &str,
        order: &'static str,
        described: &Described,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Self, SyncError> {
        self.orders(order, described)?;
        self.refers(rows, described)?;
        let keys = [self.parent, order].into_iter();
        let mut required: Vec<_> = keys.filter_map(|key| described.seen(key).err()).collect();
        let mut fields = Vec::new();
        for field in &self.fields {
            match described.seen(&field.path) {
                Ok(()) => fields.push(field.clone()),
                Err(unseen) if field.required => required.push(unseen),
                Err(unseen) => left_out.push(LeftOut::Field {
                    object: self.object.to_owned(),
                    unseen,
                }),
            }
        }
        refuse(self.object, required)?;
        let stamp = described.field(self.stamp).map_or(order, |_| self.stamp);
        Ok(Self {
            stamp,
            fields,
            ..self.clone()
        })
    }

    /// Whether every record has its place in the order.
    fn orders(&self, order: &str, described: &Described) -> Result<(), SyncError> {
        match described.field(order) {
            Some(field) if !field.is_time() || field.nillable => Err(SyncError::NoOrder {
                object: self.object.to_owned(),
                field: order.to_owned(),
                r#type: field.r#type.clone(),
                nillable: field.nillable,
            }),
            _ => Ok(()),
        }
    }

    /// Whether the records may refer to rows.
    fn refers(&self, rows: &str, described: &Described) -> Result<(), SyncError> {
        let Some(field) = described.field(self.parent) else {
            return Ok(());
        };
        let to = &field.reference_to;
        let is_known = field.r#type.is_empty() || to.iter().any(|to| to.eq_ignore_ascii_case(rows));
        if is_known {
            return Ok(());
        }
        Err(SyncError::NoParent {
            object: self.object.to_owned(),
            field: self.parent.to_owned(),
            to: to.clone(),
            rows: rows.to_owned(),
        })
    }
}
