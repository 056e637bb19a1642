//! Texts by key, in both languages.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Lang;

type Bundle = FluentBundle<FluentResource>;

/// Each noun once, for both languages: a text that one language lacks cannot be embedded.
macro_rules! nouns {
    ($($noun:literal),+ $(,)?) => {
        pub(crate) const JA: &[(&str, &str)] =
            &[$(($noun, include_str!(concat!("../locales/ja/", $noun, ".ftl")))),+];
        pub(crate) const EN: &[(&str, &str)] =
            &[$(($noun, include_str!(concat!("../locales/en/", $noun, ".ftl")))),+];
    };
}

nouns!(
    "absence",
    "account",
    "amendment",
    "answer",
    "audit",
    "case",
    "copy",
    "device",
    "disaster",
    "duty",
    "error",
    "form",
    "hand",
    "health",
    "home",
    "import",
    "installation",
    "media",
    "member",
    "notice",
    "org",
    "outside",
    "paper",
    "post",
    "public",
    "publication",
    "record",
    "regulation",
    "removal",
    "request",
    "screening",
    "session",
    "setting",
    "shell",
    "stop",
    "tenant",
    "token",
    "trouble",
);

/// All texts of the screens. Built once when the program starts and shared.
pub struct I18n {
    ja: Bundle,
    en: Bundle,
}

impl std::fmt::Debug for I18n {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("I18n")
    }
}

impl Default for I18n {
    fn default() -> Self {
        Self::new()
    }
}

impl I18n {
    /// Builds both bundles from the embedded files.
    ///
    /// # Panics
    /// When an embedded file does not parse or has a key twice; a test holds that none does.
    #[must_use]
    pub fn new() -> Self {
        Self { ja: bundle(Lang::Ja, JA), en: bundle(Lang::En, EN) }
    }

    /// A handle for one language, cheap to clone and to keep in a page.
    #[must_use]
    pub fn translator(self: &Arc<Self>, lang: Lang) -> Translator {
        Translator { texts: Arc::clone(self), lang }
    }

    /// Whether the key exists in both languages.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.ja.has_message(key) && self.en.has_message(key)
    }

    fn format(&self, lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            return missing(key);
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
        // A variable that nobody supplied would print as `{$name}`; the mark lets tests find it.
        if errors.is_empty() { text } else { missing(key) }
    }
}

/// What stands on the page for a key that does not exist. Tests look for the brackets.
fn missing(key: &str) -> String {
    format!("⟦{key}⟧")
}

fn bundle(lang: Lang, sources: &[(&str, &str)]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![lang.id()]);
    // Isolation marks are invisible characters that would land in copied text.
    bundle.set_use_isolating(false);
    for (name, source) in sources {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}/{name}.ftl: {errors:?}", lang.code()));
        if let Err(errors) = bundle.add_resource(resource) {
            panic!("{}/{name}.ftl: {errors:?}", lang.code());
        }
    }
    bundle
}

/// The texts in one language.
#[derive(Clone, Debug)]
pub struct Translator {
    texts: Arc<I18n>,
    lang: Lang,
}

impl Translator {
    /// The language of this handle.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a key without variables.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.texts.format(self.lang, key, None)
    }

    /// The text of a key with its variables.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            fluent.set(*name, value.clone());
        }
        self.texts.format(self.lang, key, Some(&fluent))
    }

    /// Chooses between two given texts, for data that comes in both languages.
    #[must_use]
    pub fn pick<'a>(&self, ja: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// Whether the key exists, for keys that are put together from words of other crates.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.texts.has(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_a_variable() {
        let i18n = Arc::new(I18n::new());
        let t = i18n.translator(Lang::En);
        assert_eq!(t.text("nav-home"), "Today’s work");
        assert_eq!(t.with("calm-left", &[("n", 2.into()), ("items", "a, b".into())]), "2 left: a, b");
        assert_eq!(i18n.translator(Lang::Ja).text("nav-home"), "今日の仕事");
    }

    #[test]
    fn a_missing_key_or_variable_is_visible() {
        let i18n = Arc::new(I18n::new());
        let t = i18n.translator(Lang::Ja);
        assert_eq!(t.text("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(t.with("calm-left", &[]), "⟦calm-left⟧");
    }
}
