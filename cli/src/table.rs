use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};

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

/// The table as text. No line ends in spaces, unlike its columns, and no word is broken: where a terminal is too narrow
/// for the longest of them, or does not know its width, lines are longer than it.
pub(crate) fn text(mut table: Table) -> String {
    if table.width() == Some(0) {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    let longest: Vec<u16> = (0..table.column_count())
        .map(|column| longest_word(&table, column))
        .collect();
    for (column, longest) in table.column_iter_mut().zip(longest) {
        let width = longest.saturating_add(column.padding_width());
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
    table.trim_fmt()
}

fn longest_word(table: &Table, column: usize) -> u16 {
    let cells = table.column_cells_with_header_iter(column).flatten();
    let length = |cell: &Cell| {
        let words = cell.content();
        words
            .split_whitespace()
            .map(|word| word.chars().count())
            .max()
    };
    let longest = cells.filter_map(length).max().unwrap_or_default();
    u16::try_from(longest).unwrap_or(u16::MAX)
}
