//! Lists of rows of which one may not be readable (decision 0023): somebody changed it by hand, or a disk did.
//!
//! One such row costs no list: it is left out and named ([`crate::trouble`]). Where rules read a list, they ask for
//! [`Rows::all`]: then one such row is the loss of the whole list, because a shorter one could permit something.

use std::{fmt, ops::Deref};

use serde::Serialize;

use super::{Error, Result, Row};

/// Longest value that is repeated when a row is named, in characters.
const FOUND_MAX: usize = 60;

/// A row that does not hold what the program writes. Names the place, never the content of other columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Unreadable {
    pub table: &'static str,
    /// Id of the row; empty where a list does not read it.
    pub key: String,
    pub column: String,
    /// What stands there, in short.
    pub found: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, key, column, found } = self;
        write!(f, "{table} {key}: {column} = {found}")
    }
}

impl Unreadable {
    pub(crate) fn of(table: &'static str, row: &Row, column: String, found: &str) -> Self {
        Self { table, key: row.key(), column, found: found.chars().take(FOUND_MAX).collect() }
    }
}

/// What was read of a list. Derefs to what could be read, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    list: Vec<T>,
    unreadable: Vec<Unreadable>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { list: vec![], unreadable: vec![] }
    }
}

impl<T> Deref for Rows<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.list
    }
}

impl<T> IntoIterator for Rows<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'r, T> IntoIterator for &'r Rows<T> {
    type Item = &'r T;
    type IntoIter = std::slice::Iter<'r, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<T> Rows<T> {
    /// Reads each row of a table.
    ///
    /// # Errors
    /// Anything but a row that cannot be read.
    pub fn read(table: &'static str, rows: &[Row], read: impl Fn(&Row) -> Result<T>) -> Result<Self> {
        let mut all = Self { list: Vec::with_capacity(rows.len()), unreadable: vec![] };
        for row in rows {
            all.take(table, row, read(row))?;
        }
        Ok(all)
    }

    /// Takes what was read of one row, or its name.
    ///
    /// # Errors
    /// Anything but a row that cannot be read.
    pub fn take(&mut self, table: &'static str, row: &Row, read: Result<T>) -> Result<()> {
        match read {
            Ok(one) => self.list.push(one),
            Err(Error::Decode { column, found }) => {
                self.unreadable.push(Unreadable::of(table, row, column, &found));
            }
            Err(Error::Unreadable(one)) => self.unreadable.push(one),
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// What could be read: for lists that people look through. Nothing is decided by it.
    pub fn readable(self) -> Vec<T> {
        self.list
    }

    /// The rows that were left out.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// The whole list: for whatever decides.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where one row cannot be read.
    pub fn all(mut self) -> Result<Vec<T>> {
        if self.unreadable.is_empty() { Ok(self.list) } else { Err(Error::Unreadable(self.unreadable.swap_remove(0))) }
    }
}
