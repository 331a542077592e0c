use super::{Related, Source};
use crate::sync::SyncError;
use crate::sync::calls::Calls;
use crate::sync::described::{Described, described};
use crate::sync::visible::LeftOut;

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
        if required.is_empty() {
            let stamp = described.field(self.stamp).map_or(order, |_| self.stamp);
            let source = self.clone();
            return Ok(Self {
                stamp,
                fields,
                ..source
            });
        }
        Err(SyncError::HiddenFields {
            object: self.object.to_owned(),
            fields: required,
        })
    }
}
