use crate::Violations;

/// A type that stands within an input and knows what it may hold.
pub trait Check {
    /// Adds what is wrong with the value.
    fn check(&self, at: &mut Violations);
}
