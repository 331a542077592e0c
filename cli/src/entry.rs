use specforce_runtime::sync::SyncEntry;
use specforce_runtime::{Function, Input, Registry};

/// An action or a sync of the registry: what both tell of themselves.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) group: &'static str,
    pub(crate) description: &'static str,
    pub(crate) docs: Option<&'static str>,
    pub(crate) source: &'static str,
    pub(crate) inputs: &'static [Input],
    pub(crate) input_schema: &'static str,
    pub(crate) output_schema: &'static str,
    pub(crate) namesakes: &'static [&'static str],
    pub(crate) of: Of,
}

#[derive(Clone, Copy)]
pub(crate) enum Of {
    Action(&'static Function),
    Sync(&'static SyncEntry),
}

impl Entry {
    /// Every action and sync, by group.
    pub(crate) fn all(registry: Registry) -> Vec<Self> {
        let actions = registry.functions.iter().map(Self::action);
        let mut all: Vec<Self> = actions
            .chain(registry.syncs.iter().map(Self::sync))
            .collect();
        all.sort_by_key(|entry| entry.group);
        all
    }

    pub(crate) fn find(registry: Registry, name: &str) -> Option<Self> {
        let action = registry.find(name).map(Self::action);
        action.or_else(|| registry.find_sync(name).map(Self::sync))
    }

    fn action(function: &'static Function) -> Self {
        Self {
            name: function.name,
            group: function.group,
            description: function.description,
            docs: function.docs,
            source: function.source,
            inputs: function.inputs,
            input_schema: function.input_schema,
            output_schema: function.output_schema,
            namesakes: function.namesakes,
            of: Of::Action(function),
        }
    }

    fn sync(sync: &'static SyncEntry) -> Self {
        Self {
            name: sync.name,
            group: sync.group,
            description: sync.description,
            docs: sync.docs,
            source: sync.source,
            inputs: sync.inputs,
            input_schema: sync.input_schema,
            output_schema: sync.model.schema,
            namesakes: sync.namesakes,
            of: Of::Sync(sync),
        }
    }
}
