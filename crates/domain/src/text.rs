//! Texts in the languages of the screens, and text as it is typed.

use std::{
    ops::Deref,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 日本語, the language of the product.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// A text in both languages. Pack authors write both; an empty English text falls back to Japanese.
///
/// Shared when cloned: answers repeat the words of their pack many times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Localized(Arc<Wording>);

/// The languages of a [`Localized`].
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Japanese.
    pub ja: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Deref for Localized {
    type Target = Wording;
    fn deref(&self) -> &Wording {
        &self.0
    }
}

impl Default for Localized {
    fn default() -> Self {
        static NOTHING: LazyLock<Localized> = LazyLock::new(|| Localized(Arc::default()));
        NOTHING.clone()
    }
}

impl Serialize for Localized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (*self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Arc::new(Wording::deserialize(deserializer)?)))
    }
}

impl Localized {
    /// Both languages at once.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Arc::new(Wording { ja: ja.into(), en: en.into() }))
    }

    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// Text as it enters the system: CRLF and CR become LF, nothing else changes (decision 0003).
pub fn at_input(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
