//! Values that take several lines.

/// The elements of a list written one per line.
pub fn lines(value: &str) -> Vec<&str> {
    value.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The value of a row of a table.
pub fn row<'t>(table: &'t [String], key: &str) -> Option<&'t str> {
    table.iter().filter_map(|line| line.split_once('=')).find(|(known, _)| known.trim() == key).map(|(_, v)| v.trim())
}
