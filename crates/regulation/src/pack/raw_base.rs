//! What sections of a pack are made of, as they stand in TOML.

use serde::Deserialize;
use toml::Spanned;

/// A text with its place.
pub type S = Spanned<String>;

macro_rules! raw {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$attr])* pub $field: $ty),* }

        impl $name {
            /// Its keys, for the reference of the language.
            pub const KEYS: &'static [$crate::pack::keys::Key] = &[$($crate::pack::keys::Key {
                field: stringify!($field),
                optional: !concat!($(stringify!($attr)),*).is_empty() || $crate::pack::keys::is_option(stringify!($ty)),
            }),*];
        }
    )*};
}
pub(super) use raw;

raw! {
    /// `where`
    Guards {
        #[serde(default)] class: Vec<S>,
        #[serde(default)] service: Vec<S>,
        #[serde(default)] mode: Vec<S>,
        #[serde(default)] category: Vec<S>,
        #[serde(default)] actor: Vec<S>,
        #[serde(default)] state: Vec<S>,
        #[serde(default)] record: Vec<S>,
        #[serde(default)] step: Vec<S>,
        #[serde(default)] duty: Vec<S>,
        #[serde(default)] role: Vec<S>,
    }
}

/// A text, or the parameter that says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum TextOrParam {
    Text(String),
    Param(Param),
}

/// `{ param = "x" }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub param: String,
}

/// `"any"`, `"all"` or a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Together {
    Count(u32),
    Word(String),
}

/// `deputies`: yes, no, or the parameter that says so.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Deputies {
    Said(bool),
    Param(Param),
}

pub(super) fn yes() -> bool {
    true
}

/// A value of a parameter as authors write it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<String>),
}

impl Scalar {
    /// The text form used by settings.
    pub fn into_text(self) -> String {
        match self {
            Self::Bool(value) => if value { "yes" } else { "no" }.to_owned(),
            Self::Int(value) => value.to_string(),
            Self::Text(value) => value,
            Self::List(values) => values.join("\n"),
        }
    }
}
