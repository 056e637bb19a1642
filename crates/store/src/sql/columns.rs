//! The columns of a table, told once: insert, update, bind and read come from one list ([`columns!`]).
//!
//! Every statement made here binds `tenant_id`, so a list is for tables of bodies only; the lint of SQL holds that.
//! The texts are put together while the program is compiled; nothing of a value ever gets into one.

use tatefuda_domain::TenantId;

use super::{Error, Result, Row, Text, Tx, Value};

/// One value in one column (`kinds`).
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
