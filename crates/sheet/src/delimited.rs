//! Separated values: tabs as spreadsheets copy them, commas as they save them, semicolons where commas are decimal.

use crate::{
    day::Epoch,
    table::{CELL_MAX, Error, Rows, Table},
};

pub(crate) fn read(text: &str) -> Result<Table, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = Walk { signs: text.chars().peekable(), by: separator(text), rows: Rows::new() }.run()?;
    Ok(Table { rows: rows.done()?, epoch: Epoch::Y1900, sheet: None })
}

/// What separates the cells: a tab wherever there is one outside quotation marks, else what the text has more of.
fn separator(text: &str) -> char {
    let (mut quoted, mut commas, mut semicolons) = (false, 0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\t' if !quoted => return '\t',
            ',' if !quoted => commas += 1,
            ';' if !quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { ';' } else { ',' }
}

struct Walk<'t> {
    signs: std::iter::Peekable<std::str::Chars<'t>>,
    by: char,
    rows: Rows,
}

/// What came after a cell.
enum After {
    Cell,
    Row,
    End,
}

impl Walk<'_> {
    fn run(mut self) -> Result<Rows, Error> {
        let (mut row, mut column) = (1, 1);
        loop {
            let (cell, after) = self.cell(row, column)?;
            self.rows.put(row, column, &cell)?;
            match after {
                After::Cell => column += 1,
                After::Row => (row, column) = (row + 1, 1),
                After::End => return Ok(self.rows),
            }
        }
    }

    /// A cell. Quotation marks hold it together only where it begins with one.
    fn cell(&mut self, row: usize, column: usize) -> Result<(String, After), Error> {
        let mut cell = String::new();
        let mut length = 0_usize;
        let quoted = self.signs.next_if_eq(&'"').is_some();
        let mut open = quoted;
        loop {
            let Some(c) = self.signs.next() else {
                return if open { Err(Error::OpenQuote { row }) } else { Ok((cell, After::End)) };
            };
            match c {
                '"' if open => match self.signs.next_if_eq(&'"') {
                    Some(_) => cell.push('"'),
                    None => open = false,
                },
                _ if open => cell.push(c),
                c if c == self.by => return Ok((cell, After::Cell)),
                '\r' => {
                    self.signs.next_if_eq(&'\n');
                    return Ok((cell, After::Row));
                }
                '\n' => return Ok((cell, After::Row)),
                c => cell.push(c),
            }
            length += 1;
            // A mark that is never closed would swallow the rest of the file into one cell.
            if length > CELL_MAX * 2 {
                return Err(if open { Error::OpenQuote { row } } else { Error::CellTooLong { row, column } });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).expect("a table").rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn what_a_spreadsheet_copies_is_cut_at_tabs() {
        let text = "サービス名\t所管課\r\nX\t\"総務課\n広報係\"\r\n\tひと\"こと\r\n";
        assert_eq!(cells(text), [vec!["サービス名", "所管課"], vec!["X", "総務課\n広報係"], vec!["", "ひと\"こと"]]);
    }

    #[test]
    fn what_it_saves_is_cut_at_commas() {
        assert_eq!(cells("a,\"b,\"\"c\"\"\",d\n1,2"), [vec!["a", "b,\"c\"", "d"], vec!["1", "2"]]);
        assert_eq!(cells("a;b\n1,5;2"), [vec!["a", "b"], vec!["1,5", "2"]]);
    }

    #[test]
    fn empty_rows_count_and_are_left_out() {
        let rows = read("a\tb\n\n\t\n1\t2\n").expect("a table").rows;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn nothing_and_a_mark_that_stays_open_are_told() {
        assert_eq!(read(" \t\r\n"), Err(Error::Empty));
        assert_eq!(read("a,b\n\"c,d\n"), Err(Error::OpenQuote { row: 2 }));
    }
}
