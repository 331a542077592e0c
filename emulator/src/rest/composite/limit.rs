use crate::fault::Fault;

/// Refuses more of something than a request may have.
pub(super) fn at_most(limit: usize, count: usize, of_what: &str) -> Result<(), Fault> {
    if count <= limit {
        return Ok(());
    }
    let message = format!("The request can’t contain more than {limit} {of_what}.");
    Err(Fault::new(400, "LIMIT_EXCEEDED", message))
}
