//! The languages of the screens.

use unic_langid::LanguageIdentifier;

/// A language of the screens. Japanese comes first; English is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both languages, in the order in which the switch offers them.
    pub const ALL: [Lang; 2] = [Lang::Ja, Lang::En];

    /// The BCP 47 code, as in the `lang` attribute of a page.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The name of the language in itself, for the language switch.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Ja => "日本語",
            Lang::En => "English",
        }
    }

    /// Reads a code such as `ja`, `en` or `en-GB`; anything else is `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        match code.split('-').next()?.trim().to_ascii_lowercase().as_str() {
            "ja" => Some(Lang::Ja),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// Chooses from an `Accept-Language` header by its weights. Japanese when nothing fits.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Lang {
        let mut best: Option<(f32, Lang)> = None;
        for item in header.split(',').take(32) {
            let mut parts = item.split(';');
            let Some(lang) = parts.next().and_then(|c| Lang::from_code(c.trim())) else {
                continue;
            };
            let weight = parts.find_map(|p| p.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            // The first of equal weight wins, as readers of the header expect.
            if best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, lang));
            }
        }
        best.map_or(Lang::Ja, |(_, lang)| lang)
    }

    pub(crate) fn id(self) -> LanguageIdentifier {
        self.code().parse().expect("both codes are valid language identifiers")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read_by_weight() {
        assert_eq!(Lang::from_accept_language("en-US,en;q=0.9,ja;q=0.8"), Lang::En);
        assert_eq!(Lang::from_accept_language("en;q=0.3, ja;q=0.8"), Lang::Ja);
        assert_eq!(Lang::from_accept_language("fr, de"), Lang::Ja);
        assert_eq!(Lang::from_accept_language(""), Lang::Ja);
    }

    #[test]
    fn codes_round_trip() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
        }
        assert_eq!(Lang::from_code("x"), None);
    }
}
