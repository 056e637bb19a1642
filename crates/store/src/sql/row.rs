//! Reading of rows by column name.

use jiff::Timestamp;
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};
use tatefuda_domain::{Digest, Id};

use super::{Error, Result};

/// One row of either engine.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Pg(PgRow),
}

// SQLite would read NULL as an empty text or as 0, so every reader asks for the absence first.
macro_rules! get {
    ($self:ident, $column:ident, $type:ty) => {
        Ok(match $self {
            Self::Sqlite(row) => row.try_get::<$type, _>($column).map_err(|error| of_column($column, error))?,
            Self::Pg(row) => row.try_get::<$type, _>($column).map_err(|error| of_column($column, error))?,
        })
    };
}

impl Row {
    /// A text.
    ///
    /// # Errors
    /// NULL, another type or no such column; so for all readers below.
    pub fn text(&self, column: &str) -> Result<String> {
        self.opt_text(column)?.ok_or_else(|| decode(column, "NULL"))
    }

    /// A text or NULL.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn opt_text(&self, column: &str) -> Result<Option<String>> {
        get!(self, column, Option<String>)
    }

    /// A whole number.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn int(&self, column: &str) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| decode(column, "NULL"))
    }

    /// A whole number or NULL.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        get!(self, column, Option<i64>)
    }

    /// A yes or no.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn bool(&self, column: &str) -> Result<bool> {
        self.opt_bool(column)?.ok_or_else(|| decode(column, "NULL"))
    }

    /// A yes or no, or NULL.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn opt_bool(&self, column: &str) -> Result<Option<bool>> {
        get!(self, column, Option<bool>)
    }

    /// Bytes.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        self.opt_bytes(column)?.ok_or_else(|| decode(column, "NULL"))
    }

    /// Bytes or NULL.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>> {
        get!(self, column, Option<Vec<u8>>)
    }

    /// An id.
    ///
    /// # Errors
    /// As [`Self::text`], or not an id.
    pub fn id<T: Id>(&self, column: &str) -> Result<T> {
        let text = self.text(column)?;
        text.parse().map_err(|_| decode(column, text))
    }

    /// An id or NULL.
    ///
    /// # Errors
    /// As [`Self::id`].
    pub fn opt_id<T: Id>(&self, column: &str) -> Result<Option<T>> {
        self.opt_text(column)?.map(|text| text.parse().map_err(|_| decode(column, text))).transpose()
    }

    /// A digest.
    ///
    /// # Errors
    /// As [`Self::text`], or not a digest.
    pub fn digest(&self, column: &str) -> Result<Digest> {
        let text = self.text(column)?;
        text.parse().map_err(|_| decode(column, text))
    }

    /// A digest or NULL.
    ///
    /// # Errors
    /// As [`Self::digest`].
    pub fn opt_digest(&self, column: &str) -> Result<Option<Digest>> {
        self.opt_text(column)?.map(|text| text.parse().map_err(|_| decode(column, text))).transpose()
    }

    /// A time.
    ///
    /// # Errors
    /// As [`Self::int`], or outside the calendar.
    pub fn timestamp(&self, column: &str) -> Result<Timestamp> {
        let micros = self.int(column)?;
        moment(micros).ok_or_else(|| decode(column, micros))
    }

    /// A time or NULL.
    ///
    /// # Errors
    /// As [`Self::timestamp`].
    pub fn opt_timestamp(&self, column: &str) -> Result<Option<Timestamp>> {
        self.opt_int(column)?.map(|micros| moment(micros).ok_or_else(|| decode(column, micros))).transpose()
    }

    /// A word of a closed set, read by its `parse`.
    ///
    /// # Errors
    /// As [`Self::text`], or an unknown word.
    pub fn word<T>(&self, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| decode(column, text))
    }

    /// JSON as it was written.
    ///
    /// # Errors
    /// As [`Self::text`], or not of this shape.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T> {
        let text = self.text(column)?;
        // What stands there is content, which errors and logs do not repeat.
        serde_json::from_str(&text).map_err(|_| decode(column, "not the JSON of this column"))
    }

    /// The id of the row as it stands, to name it.
    pub(crate) fn key(&self) -> String {
        let text = self.opt_text("id").ok().flatten();
        text.or_else(|| self.opt_int("id").ok().flatten().map(|id| id.to_string())).unwrap_or_default()
    }
}

/// Every time that can be written can be read: jiff's own reading of microseconds refuses the last second of its calendar.
fn moment(micros: i64) -> Option<Timestamp> {
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).ok()?;
    Timestamp::new(micros.div_euclid(1_000_000), nanos).ok()
}

/// A value of another type, or a text that is not UTF-8, is a fault of the row; anything else is one of the program.
fn of_column(column: &str, error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::ColumnDecode { .. } => decode(column, "of another type, or not UTF-8"),
        other => other.into(),
    }
}

fn decode(column: &str, found: impl ToString) -> Error {
    Error::Decode { column: column.to_owned(), found: found.to_string() }
}
