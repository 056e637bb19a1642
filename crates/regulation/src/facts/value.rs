//! Values of fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field: a value, or absent with a reason. Never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Known. An optional field that was looked up and is not there is `Known(Value::Nothing)`.
    Known(Value),
    /// Nobody could supply it; the text says why. Reading it is a fault.
    Absent(String),
}

/// A value of a field. In JSON: a scalar, `null`, a list of texts or a list of objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Known not to be there (optional fields only): `has()` is false.
    Nothing,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, also of choices.
    Text(String),
    /// Several texts. An empty list is read as either kind of list.
    TextList(Vec<String>),
    /// Several records with named elements.
    List(Vec<BTreeMap<String, Value>>),
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Vec<BTreeMap<String, Value>>> for Value {
    fn from(value: Vec<BTreeMap<String, Value>>) -> Self {
        Self::List(value)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    /// `None` is *known not to be there*, not absent.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum FactForm {
    Absent {
        absent: String,
    },
    /// For TOML, which has no null.
    Nothing {
        nothing: bool,
    },
    Known(Value),
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => value.serialize(serializer),
            Self::Absent(why) => FactForm::Absent { absent: why.clone() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match FactForm::deserialize(deserializer)? {
            FactForm::Absent { absent } => Self::Absent(absent),
            FactForm::Nothing { .. } => Self::Known(Value::Nothing),
            FactForm::Known(value) => Self::Known(value),
        })
    }
}
