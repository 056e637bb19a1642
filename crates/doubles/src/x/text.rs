//! Texts as the service treats them: addresses become short ones, three characters are written as in markup.

use serde_json::{Value, json};

/// Addresses in a text, with `http://` or without; where they begin and end in bytes.
pub(super) fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = vec![];
    let mut begin = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begin, c.is_ascii_graphic() && !"<>\"'()".contains(c)) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                if is_address(&text[from..at]) {
                    found.push((from, at));
                }
                begin = None;
            }
            _ => {}
        }
    }
    found
}

fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    let host = rest.unwrap_or(word).split('/').next().unwrap_or_default();
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// How the service counts a text.
pub(super) fn weight(text: &str) -> usize {
    let (mut rest, mut count) = (0, 0);
    let plain = |part: &str| part.chars().map(|c| if (c as u32) <= 4_351 { 1 } else { 2 }).sum::<usize>();
    for (from, to) in addresses(text) {
        count += plain(&text[rest..from]) + 23;
        rest = to;
    }
    count + plain(&text[rest..])
}

/// The text as it is shown, with the entities that say what the short addresses stand for.
pub(super) fn shown(post: &str, text: &str, media: usize) -> (String, Value) {
    let (mut out, mut urls, mut rest) = (String::new(), vec![], 0);
    for (number, (from, to)) in addresses(text).into_iter().enumerate() {
        let (written, short) = (&text[from..to], format!("https://t.co/{post}u{number}"));
        let expanded = if written.contains("://") { written.to_owned() } else { format!("http://{written}") };
        out.push_str(&text[rest..from]);
        let start = out.chars().count();
        out.push_str(&short);
        let display = written.trim_start_matches("https://").trim_start_matches("http://");
        urls.push(json!({ "start": start, "end": out.chars().count(), "url": short, "expanded_url": expanded,
            "display_url": display }));
        rest = to;
    }
    out.push_str(&text[rest..]);
    let mut out = out.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if media > 0 {
        let short = format!("https://t.co/{post}m");
        let start = out.chars().count() + 1;
        out = format!("{out} {short}");
        urls.push(json!({ "start": start, "end": out.chars().count(), "url": short, "media_key": "3_1",
            "expanded_url": format!("https://x.com/i/web/status/{post}/photo/1"), "display_url": "pic.x.com/a" }));
    }
    (out, json!({ "urls": urls }))
}
