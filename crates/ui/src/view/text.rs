use tatefuda_i18n::Lang;

/// Language of a piece of data for the `lang` attribute: Japanese as soon as it holds kana or
/// kanji, so that a reader of the English page hears it read correctly.
#[must_use]
pub fn lang_of(text: &str) -> &'static str {
    if text.chars().any(is_japanese) { "ja" } else { "en" }
}

/// A sentence of the interface that may quote data of the body, such as the name of a document: escaped, and on an
/// English page each Japanese part is marked as such, so that it is read aloud correctly.
#[must_use]
pub fn mixed(lang: Lang, text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_japanese).filter(|_| lang == Lang::En) {
        // Numbers and spaces between two Japanese words belong to them; a letter ends the part.
        let tail = &rest[start..];
        let limit = tail.find(|c: char| c.is_alphabetic() && !is_japanese(c)).unwrap_or(tail.len());
        let end = tail[..limit]
            .char_indices()
            .rev()
            .find(|(_, c)| is_japanese(*c))
            .map_or(limit, |(at, c)| at + c.len_utf8());
        escape(&rest[..start], &mut out);
        out.push_str("<span lang=\"ja\">");
        escape(&tail[..end], &mut out);
        out.push_str("</span>");
        rest = &tail[end..];
    }
    escape(rest, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// Whether an address is one of the web, so that it may become a link. Anything else is shown as
/// text: an address such as `javascript:` must never be clickable.
#[must_use]
pub fn is_web(address: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Kana, kanji and Japanese punctuation.
#[must_use]
pub fn is_japanese(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(is_web("https://example.org/") && is_web("HTTP://example.org"));
        for bad in ["javascript:alert(1)", " https://x", "data:text/html,x", "//x", "", "あ"] {
            assert!(!is_web(bad), "{bad}");
        }
    }

    #[test]
    fn quoted_data_is_marked_in_english_and_never_markup() {
        let text = "Extended by a decision (決定 第4号) & <b>お知らせ</b> of the body";
        assert_eq!(
            mixed(Lang::En, text),
            "Extended by a decision (<span lang=\"ja\">決定 第4号</span>) &amp; &lt;b&gt;<span lang=\"ja\">お知らせ</span>&lt;/b&gt; of the body"
        );
        assert_eq!(mixed(Lang::Ja, "<お知らせ>"), "&lt;お知らせ&gt;");
        assert_eq!(mixed(Lang::En, "plain"), "plain");
        assert_eq!(mixed(Lang::En, "終"), "<span lang=\"ja\">終</span>");
    }

    #[test]
    fn the_language_of_data() {
        assert_eq!(lang_of("Facebook"), "en");
        assert_eq!(lang_of("Facebook 町"), "ja");
    }
}
