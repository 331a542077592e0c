use super::{Related, Source};
use crate::sync::SyncError;
use crate::sync::calls::Calls;
use crate::sync::described::{Described, described};
use crate::sync::visible::{LeftOut, refuse};

impl Related {
    /// The list, of the sources that the org has and the fields that the user may see.
    pub(in crate::sync) async fn seen(
        &self,
        calls: &mut Calls,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Self, SyncError> {
        let mut sources = Vec::new();
        for source in &self.sources {
            match described(source.object, calls).await {
                Ok((described, _)) => {
                    sources.push(source.seen(self.order, &described, left_out)?);
                }
                Err(SyncError::NoObject(object)) if source.optional => {
                    left_out.push(LeftOut::Object(object));
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
        order: &'static str,
        described: &Described,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Self, SyncError> {
        self.orders(order, described)?;
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
        let field = described.field(order);
        let r#type = match field {
            Some(field) if !field.is_time() => field.r#type.clone(),
            Some(field) if field.nillable => format!("{}, and may be null", field.r#type),
            _ => return Ok(()),
        };
        Err(SyncError::NoTime {
            object: self.object.to_owned(),
            field: order.to_owned(),
            r#type,
        })
    }
}
