//! Mail addresses.

use super::Hit;
use crate::{
    screen::{Category, Tier},
    view::{Class, class_of},
};

fn local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// "na ka"@example.jp: where the quoted name begins.
fn quoted(before: &str) -> Option<usize> {
    let inner = before.strip_suffix(['"', '”'])?;
    let (start, mark) = inner.char_indices().rev().take(64).find(|(_, c)| matches!(c, '"' | '“' | '”'))?;
    let name = &inner[start + mark.len_utf8()..];
    (!name.is_empty() && name.is_ascii()).then_some(start)
}

/// Ends of files, which no host has: icon@2x.png.
const FILES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "pdf", "ico"];

/// xxxx@xxxx.jp, 〇〇@〇〇.jp: how an address is written, and none.
fn shown_how(name: &str) -> bool {
    name.len() > 1 && name.starts_with(['x', '0']) && name.bytes().all(|b| Some(&b) == name.as_bytes().first())
}

/// What stands for an end that a space has cut off: example. jp.
const CUT: &[&str] = &["jp", "com", "net", "org"];

/// Mail addresses in the digit view.
pub(super) fn emails(text: &str, each: &mut dyn FnMut(Hit)) {
    let mut from = 0;
    while let Some(found) = text[from..].find('@') {
        let sign = from + found;
        from = sign + 1;
        let before = &text[..sign];
        let name = before.chars().rev().take(64).take_while(|c| local(*c)).map(char::len_utf8).sum::<usize>();
        let start = quoted(before).unwrap_or(sign - name);
        let start =
            start + (text[start..sign].len() - text[start..sign].trim_start_matches(['.', '-', '%', '+']).len());
        // Names beyond ASCII have hosts as well: goto@日本海水産.jp.
        let of = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-') || is_name(*c);
        let domain: usize = text[sign + 1..].chars().take(120).take_while(of).map(char::len_utf8).sum();
        let domain = text[sign + 1..sign + 1 + domain].trim_end_matches(['.', '-']);
        let plain = domain.find(is_name).map_or(domain, |at| {
            // Glued to what follows: taro@example.jpまで.
            if domain[..at].contains('.') { domain[..at].trim_end_matches(['.', '-']) } else { domain }
        });
        let cut = if plain.contains('.') { None } else { cut_off(&text[sign + 1 + plain.len()..]) };
        let (rest, top, end) = match (plain.rsplit_once('.'), cut) {
            // x@example.jp090 is cut at the letters.
            (Some((rest, top)), _) => {
                let letters = top.bytes().take_while(u8::is_ascii_lowercase).count();
                (rest, &top[..letters], sign + 1 + rest.len() + 1 + letters)
            }
            (None, Some((top, length))) => (plain, top, sign + 1 + plain.len() + length),
            _ => continue,
        };
        let none = start == sign || rest.is_empty() || top.len() < 2 || plain.contains("..") || FILES.contains(&top);
        if none || shown_how(&text[start..sign]) && rest.split('.').all(shown_how) {
            continue;
        }
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

fn is_name(c: char) -> bool {
    matches!(class_of(c), Class::Kanji | Class::Hiragana | Class::Katakana | Class::Long)
}

/// The end of a host behind a dot and a space.
fn cut_off(rest: &str) -> Option<(&'static str, usize)> {
    let behind = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(" ."))?;
    let top = CUT.iter().find(|top| behind.starts_with(**top))?;
    let alone = !behind[top.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    alone.then_some((*top, 2 + top.len()))
}

/// Addresses that are read out: エーケーアイアットマークフジモリドットコム.
pub(super) fn read_out(text: &str, each: &mut dyn FnMut(Hit)) {
    const TOPS: &[&str] = &["こむ", "じぇーぴー", "ねっと", "おーあーるじー", "えーしー", "しーおー", "えぬいー"];
    /// Letters on either side of the sign, at most.
    const WIDE: usize = 40;
    let part =
        |c: &char| matches!(class_of(*c), Class::Hiragana | Class::Katakana | Class::Long) || matches!(c, '・' | ' ');
    for (at, _) in text.match_indices("あっと").take(4) {
        let sure = text[at..].starts_with("あっとまーく");
        let before: usize = text[..at].chars().rev().take(WIDE).take_while(part).map(char::len_utf8).sum();
        let behind: usize = text[at..].chars().take(WIDE).take_while(part).map(char::len_utf8).sum();
        let tail = &text[at..at + behind];
        let end = TOPS
            .iter()
            .filter_map(|top| {
                let dot = tail.rfind("どっと")? + "どっと".len();
                let rest = tail[dot..].trim_start_matches(['・', ' ']);
                rest.starts_with(top).then(|| at + tail.len() - rest.len() + top.len())
            })
            .max();
        let Some(end) = end.filter(|_| before > 0) else { continue };
        let start = at - before;
        each(Hit {
            category: Category::Email,
            tier: if sure { Tier::Strong } else { Tier::Possible },
            start,
            end,
            reading: text[start..end].to_owned(),
            rule: "email.read_out",
            notes: vec![],
        });
    }
}
