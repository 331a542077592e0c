/// How much was done of what was asked for, and stayed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Done {
    #[default]
    All,
    Some,
    Nothing,
}

impl Done {
    /// Of what has parts.
    pub(crate) fn of(parts: impl IntoIterator<Item = Self>) -> Self {
        let (mut all, mut any) = (true, false);
        for part in parts {
            all &= part == Self::All;
            any |= part != Self::Nothing;
        }
        match (all, any) {
            (true, _) => Self::All,
            (_, true) => Self::Some,
            _ => Self::Nothing,
        }
    }

    pub(crate) fn all_if(done: bool) -> Self {
        if done { Self::All } else { Self::Nothing }
    }
}
