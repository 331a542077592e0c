use comfy_table::{Attribute, Cell, ContentArrangement, Table, presets};

/// An empty table that fits the terminal. Elsewhere its lines are as long as they need to be.
pub(crate) fn new(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(
            header
                .iter()
                .map(|title| Cell::new(title).add_attribute(Attribute::Bold)),
        );
    if let Some(first) = table.column_mut(0) {
        first.set_padding((0, 1));
    }
    table
}

/// The table as text. No line ends in spaces, unlike its columns.
pub(crate) fn text(table: &Table) -> String {
    table.trim_fmt()
}
