//! Atom (RFC 4287).

use std::fmt::Write as _;

use super::{Feed, FeedAddress, file_name};

/// Namespace of the element that carries the checkpoint.
const NAMESPACE: &str = "urn:tatefuda:feed:1";

/// The feed as an Atom document.
pub fn atom(feed: &Feed, address: &FeedAddress) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"{NAMESPACE}\" xml:lang=\"ja\">");
    let _ = writeln!(out, "<id>urn:uuid:{}</id>", feed.tenant.id);
    let _ = writeln!(out, "<title>{}</title>", escape(&feed.tenant.name_ja));
    let _ = writeln!(out, "<updated>{}</updated>", feed.updated());
    let _ = writeln!(out, "<author><name>{}</name></author>", escape(&feed.tenant.name_ja));
    if let Some(own) = &address.own {
        let _ = writeln!(out, "<link rel=\"self\" href=\"{}\"/>", escape(own));
    }
    let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", escape(&address.page));
    if let Some(checkpoint) = &feed.checkpoint {
        let _ = writeln!(
            out,
            "<t:checkpoint seq=\"{}\" head=\"{}\" at=\"{}\" key=\"{}\" signature=\"{}\"/>",
            checkpoint.head.seq,
            checkpoint.head.hash,
            checkpoint.at,
            escape(&checkpoint.key_id),
            escape(&checkpoint.signature),
        );
    }
    for item in &feed.items {
        let _ = writeln!(out, "<entry>\n<id>urn:uuid:{}</id>", item.id);
        let _ = writeln!(out, "<title>{}</title>", escape(&item.title));
        let _ = writeln!(out, "<published>{0}</published>\n<updated>{0}</updated>", item.published_at);
        let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}#{}\"/>", escape(&address.page), item.id);
        if let Some(link) = &item.link {
            let _ = writeln!(out, "<link rel=\"related\" href=\"{}\"/>", escape(link));
        }
        if let Some(corrected) = &item.corrects {
            let _ = writeln!(out, "<t:corrects ref=\"urn:uuid:{corrected}\"/>");
        }
        for medium in &item.media {
            let _ = writeln!(
                out,
                "<link rel=\"enclosure\" type=\"{}\" length=\"{}\" href=\"{}\" title=\"{}\"/>",
                escape(&medium.mime),
                medium.size,
                escape(&format!("{}{}", address.folder, file_name(medium))),
                escape(&medium.alt),
            );
        }
        if let Some(category) = &item.category {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape(category));
        }
        let _ = writeln!(out, "<content type=\"text\">{}</content>\n</entry>", escape(&item.text));
    }
    out.push_str("</feed>\n");
    out
}

/// Text and attribute values. Characters that XML 1.0 does not know are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_and_forbidden_characters_cannot_get_through() {
        assert_eq!(escape("<a b=\"'\">&\u{0}\u{FFFF}\n"), "&lt;a b=&quot;&#39;&quot;&gt;&amp;\n");
    }
}
