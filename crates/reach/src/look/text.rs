//! From the bytes of a page to what stands on it.

use encoding_rs::Encoding;
use url::Url;

/// Where in a page it may say how it is written, in bytes.
const HEAD: usize = 2_048;

/// A page that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lay, after all redirects.
    pub url: Url,
    /// What is read, without marks; one blank between words.
    pub text: String,
    /// To where it leads, as addresses.
    pub links: Vec<String>,
    /// Whether programs of the browser stand in it.
    pub scripts: bool,
}

/// Reads a page; absent: its signs are of no writing that its head or its sender names.
pub(super) fn read(url: Url, kind: &str, bytes: &[u8]) -> Option<Page> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let named = charset(kind).or_else(|| charset(&head));
    let known = named.and_then(|name| Encoding::for_label(name.as_bytes()));
    let text = match known {
        Some(encoding) => encoding.decode(bytes).0,
        // Nobody says: what is sound in one of these is that.
        None => {
            let tried = [encoding_rs::UTF_8, encoding_rs::ISO_2022_JP, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP];
            tried.iter().find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))?
        }
    };
    // Damaged beyond a sign here and there: nothing that is looked for would be found in it.
    let damaged = text.chars().filter(|c| *c == '\u{FFFD}').count();
    if 20 < damaged && text.chars().count() < damaged * 50 {
        return None;
    }
    Some(taken_apart(url, &text))
}

fn charset(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("charset=").or_else(|| text.split_once("encoding="))?;
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
    Some(&rest[..end])
}

fn taken_apart(url: Url, html: &str) -> Page {
    let mut page = Page { url, text: String::new(), links: vec![], scripts: false };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if ["script", "style", "template"].contains(&name.as_str()) && !tag.starts_with("</") {
            page.scripts |= name == "script";
            let close = format!("</{name}");
            let lower = rest.to_ascii_lowercase();
            rest = lower.find(&close).map_or("", |at| &rest[at..]);
        }
        for attribute in ["href", "alt", "title"] {
            if let Some(value) = value(tag, attribute) {
                let value = unescape(value);
                match page.url.join(value.trim()) {
                    Ok(link) if attribute == "href" => page.links.push(link.to_string()),
                    _ => page.text.push_str(&format!(" {value} ")),
                }
            }
        }
        // Marks inside of a word do not part it, others do.
        if !["b", "i", "em", "strong", "span", "wbr", "a", "mark", "small"].contains(&name.as_str()) {
            page.text.push(' ');
        }
    }
    page.text.push_str(rest);
    page.text = unescape(&page.text).split_whitespace().collect::<Vec<_>>().join(" ");
    page
}

/// Where a tag ends: a `>` in quotes ends none.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).find(|(at, _)| {
        let before = lower[..*at].chars().next_back();
        before.is_some_and(char::is_whitespace) && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let rest = tag[at.0 + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next(),
        _ => rest.split([' ', '\t', '\n', '>']).next(),
    }
}

/// The marks of letters that stand in addresses and names.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|end| *end <= 10) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            "commat" => Some('@'),
            _ => number.and_then(char::from_u32),
        };
        match known {
            Some(c) => out.push(c),
            None => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}
