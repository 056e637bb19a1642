//! Mail addresses.

use super::Hit;
use crate::screen::{Category, Tier};

fn local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// Mail addresses in the digit view.
pub(super) fn emails(text: &str, each: &mut dyn FnMut(Hit)) {
    let mut from = 0;
    while let Some(found) = text[from..].find('@') {
        let sign = from + found;
        from = sign + 1;
        let before = &text[..sign];
        let name = before.chars().rev().take(64).take_while(|c| local(*c)).map(char::len_utf8).sum::<usize>();
        let start = sign - name;
        let start =
            start + (text[start..sign].len() - text[start..sign].trim_start_matches(['.', '-', '%', '+']).len());
        let domain: usize = text[sign + 1..]
            .bytes()
            .take(253)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
            .count();
        let domain = text[sign + 1..sign + 1 + domain].trim_end_matches(['.', '-']);
        let Some((rest, top)) = domain.rsplit_once('.') else { continue };
        // Glued to what follows: taro@example.jpまで needs nothing, x@example.jp090 is cut at the letters.
        let letters = top.bytes().take_while(u8::is_ascii_lowercase).count();
        if start == sign || rest.is_empty() || letters < 2 || domain.contains("..") {
            continue;
        }
        let end = sign + 1 + rest.len() + 1 + letters;
        each(Hit {
            category: Category::Email,
            tier: Tier::Strong,
            start,
            end,
            reading: text[start..end].to_owned(),
            rule: "email",
            notes: vec![],
        });
        from = end;
    }
}
