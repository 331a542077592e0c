use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};

use super::Plan;

/// Which records a sync reads, and in which order. What was read of one scope says nothing of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scope {
    object: String,
    cursor: String,
    /// As SOQL, with what the input gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<String>,
}

impl Scope {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            object: plan.object.to_string(),
            cursor: plan.cursor.to_string(),
            conditions: plan.conditions.clone(),
        }
    }
}

impl Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` by `{}`", self.object, self.cursor)?;
        if self.conditions.is_empty() {
            return Ok(());
        }
        write!(f, " where `{}`", self.conditions.join("` and `"))
    }
}
