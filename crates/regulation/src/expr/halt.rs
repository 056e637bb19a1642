//! Why a condition has no value.

use tatefuda_domain::Localized;

use crate::terms::Id;

/// Why a condition has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// It cannot be judged; the field at fault, if it is one, and why.
    Fault {
        /// The field's path.
        field: Option<Id>,
        why: Localized,
    },
    /// It reads a parameter that is not set.
    Unset(String),
    /// It asks for people whom a setting names that is not set; the settings key.
    Key(String),
}

impl Halt {
    /// A field that nobody could supply.
    pub fn absent(field: &str, why: &str) -> Self {
        let why = if why.is_empty() {
            Localized::new("情報がありません", "no information")
        } else {
            Localized::new(why, why)
        };
        Self::Fault { field: Some(field.into()), why }
    }

    /// As the trace says it.
    pub fn detail(&self) -> String {
        match self {
            Self::Fault { field: Some(field), why } => [field, ": ", &why.en].concat(),
            Self::Fault { field: None, why } => why.en.clone(),
            Self::Unset(param) => format!("parameter {param} is not set"),
            Self::Key(key) => format!("{key} is not set"),
        }
    }
}
