//! Texts in the languages of the screens, and text as it is typed.

use std::{
    ops::Deref,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

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
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = Localized)]
pub struct Wording {
    /// Japanese.
    pub ja: String,
    /// English.
    #[serde(default)]
    #[schema(required = true)]
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

/// Line ends that stand for LF: CR, the vertical tab of word processors, NEL. Unicode's own two stay: texts hold them
/// already, and what was approved must not change by being looked at.
const LINE_ENDS: [char; 3] = ['\r', '\u{b}', '\u{85}'];

/// Text as it enters the system: its line ends become LF, nothing else changes (decision 0003).
pub fn at_input(text: &str) -> String {
    if text.contains(LINE_ENDS) { text.replace("\r\n", "\n").replace(LINE_ENDS, "\n") } else { text.to_owned() }
}

/// A character that shows nothing by itself, wherever it stands: control and format characters, fillers, blanks of no
/// width, selectors of variants. Spaces and line ends are not among them.
pub fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether nobody would see anything of a text: a text of invisible characters only is no content.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one() {
        assert_eq!(at_input("a\r\nb\rc\u{b}d\u{85}e\u{2028}f\th"), "a\nb\nc\nd\ne\u{2028}f\th");
    }

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in ["", " \u{3000}\n", "\u{200b}\u{feff}", "\u{3164}\u{2800}", "\u{202e} \u{ad}", "\u{7}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["木", "\u{200b}.", "👨\u{200d}👩", "\u{e000}", "、"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }
}
