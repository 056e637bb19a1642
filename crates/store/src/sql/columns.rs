//! The columns of a table, told once: insert, update, bind and read come from one list ([`columns!`]).
//!
//! Every statement made here binds `tenant_id`, so a list is for tables of bodies only; the lint of SQL holds that.
//! The texts are put together while the program is compiled; nothing of a value ever gets into one.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{Digest, Place, Service, TenantId};
use tatefuda_regulation::AppointmentKind;

use super::{Error, Result, Row, Tx, Value};
use crate::org::{kind_parse, kind_word};

/// One value in one column. A new kind of value says here how it is kept.
pub trait Column: Sized {
    /// SQL's NULL of this type.
    const NULL: Value;
    /// As it is kept.
    fn value(&self) -> Value;
    /// As it stands in a row.
    ///
    /// # Errors
    /// It does not hold what the program writes.
    fn read(row: &Row, column: &str) -> Result<Option<Self>>;
}

/// A column that may be NULL, or one that may not.
pub trait Cell: Sized {
    /// As it is kept.
    fn bind(&self) -> Value;
    /// As it stands in a row.
    ///
    /// # Errors
    /// It does not hold what the program writes.
    fn cell(row: &Row, column: &str) -> Result<Self>;
}

impl<T: Column> Cell for T {
    fn bind(&self) -> Value {
        self.value()
    }
    fn cell(row: &Row, column: &str) -> Result<Self> {
        T::read(row, column)?.ok_or_else(|| unfit(column, "NULL"))
    }
}

impl<T: Column> Cell for Option<T> {
    fn bind(&self) -> Value {
        self.as_ref().map_or(T::NULL, T::value)
    }
    fn cell(row: &Row, column: &str) -> Result<Self> {
        T::read(row, column)
    }
}

/// What stands in several columns: an entity, or a part of one that has more than one.
pub trait Columns: Sized {
    /// The names, in the order of [`Self::bind`].
    const NAMES: &'static [Name];
    /// The values, in the order of the names.
    fn bind(&self, values: &mut Vec<Value>);
    /// Reads them all.
    ///
    /// # Errors
    /// One does not hold what the program writes, or they do not go together.
    fn read(row: &Row) -> Result<Self>;
}

/// The name of a column, or the names of a part.
pub enum Name {
    /// One column.
    One(&'static str),
    /// Those of a part.
    Part(&'static [Name]),
}

/// An entity with a table of its own, keyed `(tenant_id, id)`.
pub trait Table: Columns {
    /// The table.
    const TABLE: &'static str;
    /// `INSERT` as text; use [`Self::INSERT`].
    const INSERT_TEXT: &'static Text = &Text::insert(Self::TABLE, Self::NAMES);
    /// Writes a new row.
    const INSERT: &'static str = Self::INSERT_TEXT.as_str();
    /// `UPDATE` as text; use [`Self::UPDATE`].
    const UPDATE_TEXT: &'static Text = &Text::update(Self::TABLE, Self::NAMES);
    /// Writes a row anew if it still has the version that was read, and counts that up. For tables whose list begins
    /// with `id; version;`.
    const UPDATE: &'static str = Self::UPDATE_TEXT.as_str();
}

/// Says which column a column that does not go with the others is, and what stands there.
pub(crate) fn unfit(column: &str, found: impl ToString) -> Error {
    Error::Decode { column: column.to_owned(), found: found.to_string() }
}

/// What a state cannot be without.
pub(crate) fn there<T>(column: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| unfit(column, "NULL"))
}

/// The first column in which two differ: a state was read of one, and the other is what that state would have written.
pub(crate) fn difference<T: Columns>(row: &T, expected: &T) -> Option<&'static str> {
    let (mut own, mut others) = (vec![], vec![]);
    row.bind(&mut own);
    expected.bind(&mut others);
    let at = own.iter().zip(&others).position(|(own, other)| own != other)?;
    match T::NAMES.get(at) {
        Some(Name::One(column)) => Some(column),
        _ => None,
    }
}

/// What the statements of a table bind.
pub(crate) fn values<T: Table>(tenant: TenantId, entity: &T) -> Vec<Value> {
    let mut values = vec![Value::from(tenant)];
    entity.bind(&mut values);
    values
}

/// Writes a new row.
pub(crate) async fn insert<T: Table>(tx: &mut Tx, tenant: TenantId, entity: &T) -> Result<()> {
    tx.execute(T::INSERT, values(tenant, entity)).await.map(drop)
}

/// Writes a change of the version that the entity has and counts it up; `false`: it was another version.
pub(crate) async fn update<T: Table>(tx: &mut Tx, tenant: TenantId, entity: &T) -> Result<bool> {
    Ok(tx.execute(T::UPDATE, values(tenant, entity)).await? == 1)
}

/// The list of the columns of an entity, one line each:
///
/// - `name;` – a field in the column of its name,
/// - `post = "post_id";` – in a column of another name,
/// - `window: Window;` – a part that has several columns and its own list,
/// - `media => vec![];` – no column here: it stands in a table of its own and is read from there.
#[macro_export]
macro_rules! columns {
    ($type:ty = $table:literal { $($list:tt)* }) => {
        $crate::columns! { $type { $($list)* } }
        impl $crate::sql::Table for $type {
            const TABLE: &'static str = $table;
        }
    };
    ($type:ty { $($field:ident $(= $column:literal)? $(: $part:ty)? $(=> $none:expr)?;)* }) => {
        impl $crate::sql::Columns for $type {
            const NAMES: &'static [$crate::sql::Name] =
                &[$($crate::columns!(@name $field $(= $column)? $(: $part)? $(=> $none)?)),*];
            fn bind(&self, values: &mut Vec<$crate::Value>) {
                $($crate::columns!(@bind self, values, $field $(: $part)? $(=> $none)?);)*
            }
            fn read(row: &$crate::Row) -> $crate::Result<Self> {
                Ok(Self { $($field: $crate::columns!(@read row, $field $(= $column)? $(: $part)? $(=> $none)?)),* })
            }
        }
    };
    (@name $field:ident) => { $crate::sql::Name::One(stringify!($field)) };
    (@name $field:ident = $column:literal) => { $crate::sql::Name::One($column) };
    (@name $field:ident: $part:ty) => { $crate::sql::Name::Part(<$part as $crate::sql::Columns>::NAMES) };
    (@name $field:ident => $none:expr) => { $crate::sql::Name::Part(&[]) };
    (@bind $self:ident, $values:ident, $field:ident => $none:expr) => {};
    (@read $row:ident, $field:ident => $none:expr) => { $none };
    (@bind $self:ident, $values:ident, $field:ident) => { $values.push($crate::sql::Cell::bind(&$self.$field)) };
    (@bind $self:ident, $values:ident, $field:ident: $part:ty) => {
        $crate::sql::Columns::bind(&$self.$field, $values)
    };
    (@read $row:ident, $field:ident) => { $crate::sql::Cell::cell($row, stringify!($field))? };
    (@read $row:ident, $field:ident = $column:literal) => { $crate::sql::Cell::cell($row, $column)? };
    (@read $row:ident, $field:ident: $part:ty) => { <$part as $crate::sql::Columns>::read($row)? };
}

macro_rules! kinds {
    ($($type:ty => $null:ident, $read:ident, |$value:ident| $bind:expr;)*) => {$(
        impl Column for $type {
            const NULL: Value = Value::$null(None);
            fn value(&self) -> Value {
                let $value = self;
                Value::from($bind)
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                row.$read(column)
            }
        }
    )*};
}

kinds! {
    String => Text, opt_text, |text| text;
    i64 => Int, opt_int, |number| *number;
    bool => Bool, opt_bool, |yes| *yes;
    Vec<u8> => Bytes, opt_bytes, |bytes| bytes.as_slice();
    Timestamp => Int, opt_timestamp, |at| *at;
    Digest => Text, opt_digest, |digest| *digest;
}

macro_rules! ids {
    ($($id:ident),* $(,)?) => { kinds! { $(tatefuda_domain::$id => Text, opt_id, |id| *id;)* } };
}

ids! {
    PersonId, SectionId, PositionId, AppointmentId, AccountId, PostId, RevisionId, TargetId, StepId, PublicationId,
    AttemptId, NodeId, StopId, CopyHoldId, DoubtId, RecordId, SettingId, AnswerId, CommandId, SessionId, TokenId, DeviceId, MediaId,
}

/// Words of a closed set, as the domain spells them.
macro_rules! word_columns {
    ($($word:ty),* $(,)?) => {$(
        impl Column for $word {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                Value::from(self.as_str())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                let Some(text) = row.opt_text(column)? else { return Ok(None) };
                Self::parse(&text).map(Some).ok_or_else(|| unfit(column, text))
            }
        }
    )*};
}

word_columns! {
    tatefuda_domain::AccountState,
    tatefuda_domain::post::PostState,
    tatefuda_domain::publication::PublicationState,
    tatefuda_domain::publication::Proof,
    tatefuda_domain::publication::AttemptOutcome,
    crate::command::Outcome,
}

/// Kinds that are a text of a certain form.
macro_rules! text_columns {
    ($($type:ty),* $(,)?) => {$(
        impl Column for $type {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                Value::from(self.to_string())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                row.opt_text(column)?.map(|text| text.parse().map_err(|_| unfit(column, text))).transpose()
            }
        }
    )*};
}

text_columns! { Place, Service }

impl Column for AppointmentKind {
    const NULL: Value = Value::Text(None);
    fn value(&self) -> Value {
        Value::from(kind_word(*self))
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(text) = row.opt_text(column)? else { return Ok(None) };
        kind_parse(&text).map(Some).ok_or_else(|| unfit(column, text))
    }
}

/// Kinds that are plain data, as JSON.
macro_rules! json_columns {
    ($($type:ty),* $(,)?) => {$(
        impl Column for $type {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                // There is nothing in plain data that JSON cannot hold.
                Value::from(serde_json::to_string(self).unwrap_or_default())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                if row.opt_text(column)?.is_none() { Ok(None) } else { row.json(column).map(Some) }
            }
        }
    )*};
}

json_columns! {
    BTreeMap<String, String>,
    tatefuda_regulation::Answer,
    tatefuda_regulation::PackSource,
    crate::answer::QuestionParts,
}

impl Column for tatefuda_domain::Action {
    const NULL: Value = Value::Text(None);
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(text) = row.opt_text(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| unfit(column, text))
    }
}

/// A place in a chain. Larger ones than the database counts never come up.
impl Column for u64 {
    const NULL: Value = Value::Int(None);
    fn value(&self) -> Value {
        Value::from(i64::try_from(*self).unwrap_or(i64::MAX))
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(number) = row.opt_int(column)? else { return Ok(None) };
        Self::try_from(number).map(Some).map_err(|_| unfit(column, number))
    }
}

/// A text that is put together while the program is compiled.
pub struct Text {
    bytes: [u8; Text::ROOM],
    length: usize,
}

impl Text {
    const ROOM: usize = 2_048;

    /// `INSERT INTO table (tenant_id, …) VALUES ($1, …)`.
    pub const fn insert(table: &str, names: &[Name]) -> Self {
        let empty = Self { bytes: [0; Self::ROOM], length: 0 };
        let (text, count) = empty.add("INSERT INTO ").add(table).add(" (tenant_id").list(names, 1);
        let mut text = text.add(") VALUES ($1");
        let mut number = 2;
        while number <= count {
            text = text.add(", $").number(number);
            number += 1;
        }
        text.add(")")
    }

    /// `UPDATE table SET version = version + 1, … WHERE tenant_id = $1 AND id = $2 AND version = $3`, with the values of
    /// [`Self::insert`].
    pub const fn update(table: &str, names: &[Name]) -> Self {
        assert!(names.len() > 2 && is(&names[0], "id") && is(&names[1], "version"), "the list begins: id; version;");
        let empty = Self { bytes: [0; Self::ROOM], length: 0 };
        let text = empty.add("UPDATE ").add(table).add(" SET version = version + 1");
        let (_, names) = names.split_at(2);
        text.assignments(names, 3).0.add(" WHERE tenant_id = $1 AND id = $2 AND version = $3")
    }

    /// With more behind it, such as what is done where the row is there already.
    pub const fn and(self, more: &str) -> Self {
        self.add(more)
    }

    /// The text.
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("names of columns are UTF-8"),
        }
    }

    const fn add(mut self, text: &str) -> Self {
        let (from, mut at) = (text.as_bytes(), 0);
        while at < from.len() {
            self.bytes[self.length] = from[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    const fn number(self, number: usize) -> Self {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let text = if number >= 10 { self.number(number / 10) } else { self };
        text.add(DIGITS[number % 10])
    }

    /// `, a, b`; and how many placeholders there are with them.
    const fn list(mut self, names: &[Name], mut count: usize) -> (Self, usize) {
        let mut at = 0;
        while at < names.len() {
            match &names[at] {
                Name::One(name) => {
                    count += 1;
                    self = self.add(", ").add(name);
                }
                Name::Part(names) => (self, count) = self.list(names, count),
            }
            at += 1;
        }
        (self, count)
    }

    /// `, a = $4, b = $5`.
    const fn assignments(mut self, names: &[Name], mut count: usize) -> (Self, usize) {
        let mut at = 0;
        while at < names.len() {
            match &names[at] {
                Name::One(name) => {
                    count += 1;
                    self = self.add(", ").add(name).add(" = $").number(count);
                }
                Name::Part(names) => (self, count) = self.assignments(names, count),
            }
            at += 1;
        }
        (self, count)
    }
}

const fn is(name: &Name, text: &str) -> bool {
    let Name::One(name) = name else { return false };
    let (name, text) = (name.as_bytes(), text.as_bytes());
    let mut at = 0;
    while at < name.len() && at < text.len() && name[at] == text[at] {
        at += 1;
    }
    at == name.len() && at == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_made_of_the_list() {
        const NAMES: &[Name] = &[
            Name::One("id"),
            Name::One("version"),
            Name::Part(&[Name::One("window_from"), Name::One("window_until")]),
            Name::One("name"),
        ];
        assert_eq!(
            Text::insert("room", NAMES).as_str(),
            "INSERT INTO room (tenant_id, id, version, window_from, window_until, name) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        assert_eq!(
            Text::update("room", NAMES).as_str(),
            "UPDATE room SET version = version + 1, window_from = $4, window_until = $5, name = $6 \
             WHERE tenant_id = $1 AND id = $2 AND version = $3"
        );
    }
}
