//! By what a line begins.

use super::key::{Key, circled, kana_number};

/// A full-width digit or bracket as its half-width form: texts mix both.
pub(super) const fn fold(c: char) -> char {
    match c {
        '０'..='９' => match char::from_digit(c as u32 - '０' as u32, 10) {
            Some(digit) => digit,
            None => c,
        },
        '（' => '(',
        '）' => ')',
        '．' => '.',
        _ => c,
    }
}

/// Digits at the beginning: the number and what follows.
pub(super) fn digits(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c| !fold(c).is_ascii_digit()).unwrap_or(text.len());
    let number: String = text[..end].chars().map(fold).collect();
    Some((number.parse().ok()?, &text[end..]))
}

/// 1 to 99 in kanji, as articles are numbered in older texts.
fn kanji(text: &str) -> Option<(u16, &str)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let (mut total, mut digit, mut rest) = (0_u16, None, text);
    for c in text.chars() {
        match DIGITS.chars().position(|one| one == c).and_then(|at| u16::try_from(at).ok()) {
            Some(value) => digit = Some(value),
            None if c == '十' => total += digit.take().unwrap_or(1) * 10,
            None => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    let number = total + digit.unwrap_or(0);
    (number > 0 && number < 100).then_some((number, rest))
}

/// `第3条` and what follows.
pub(super) fn article(line: &str) -> Option<(u16, &str)> {
    let rest = line.strip_prefix('第')?;
    let (number, rest) = digits(rest).or_else(|| kanji(rest))?;
    Some((number, rest.strip_prefix('条')?))
}

/// The key that a line begins with, as far as the line alone tells, and its text. Numbers without brackets are left to whoever
/// knows which number would come next.
pub(super) fn marker(line: &str) -> Option<(Key, &str)> {
    if let Some((number, rest)) = article(line) {
        return Some((Key::Number(number), rest));
    }
    let first = line.chars().next()?;
    let after = &line[first.len_utf8()..];
    if let Some(number) = circled(first) {
        return Some((Key::Circled(number), after));
    }
    match fold(first) {
        '(' => in_brackets(after).map(|(key, rest)| if key == Key::Unnumbered { (key, line) } else { (key, rest) }),
        '・' => Some((Key::Bullet(0), after)),
        '※' => digits(after).map(|(number, rest)| (Key::Note(number), rest)),
        '【' => after.split_once('】').map(|(_, rest)| (Key::Block(0), rest)),
        kana if kana_number(kana).is_some() => {
            after.starts_with([' ', '\u{3000}', '.', '．', '\t']).then_some((Key::Kana(kana), after))
        }
        _ => None,
    }
}

fn in_brackets(after: &str) -> Option<(Key, &str)> {
    let close = after.find([')', '）'])?;
    let rest = &after[close + after[close..].chars().next()?.len_utf8()..];
    let inside = &after[..close];
    if let Some((number, "")) = digits(inside) {
        // 「(1) ～ (10) の内容を…」 is no item (1): it speaks of items and has no number of its own.
        let ranges = rest.trim_start().starts_with(['～', '〜', '~']);
        return Some(if ranges { (Key::Unnumbered, rest) } else { (Key::Item(number), rest) });
    }
    let mut chars = inside.chars();
    match (chars.next(), chars.next()) {
        (Some(kana), None) if kana_number(kana).is_some() => Some((Key::KanaInBrackets(kana), rest)),
        _ => None,
    }
}

/// `1 目的`: a number that is set off from its text.
pub(super) fn bare_number(line: &str) -> Option<(u16, &str)> {
    let (number, rest) = digits(line)?;
    rest.starts_with([' ', '\u{3000}', '\t', '.', '．', '、'])
        .then(|| (number, rest.trim_start_matches(['.', '．', '、'])))
}

/// The name of an annex that a line is the heading of, `別紙1`, and the rest of the heading.
pub(super) fn annex(line: &str) -> Option<(String, String)> {
    if line.contains('。') || line.chars().count() > 60 {
        return None;
    }
    let named = |text: &str| -> Option<(String, usize)> {
        let kind = ["別紙", "別表", "別記", "様式"].into_iter().find(|kind| text.starts_with(kind))?;
        let after = text[kind.len()..].strip_prefix('第').unwrap_or(&text[kind.len()..]);
        let (number, rest) = digits(after).map_or((None, after), |(number, rest)| (Some(number), rest));
        let rest = rest.strip_prefix('号').unwrap_or(rest);
        let name = number.map_or_else(|| kind.to_owned(), |number| format!("{kind}{number}"));
        Some((name, text.len() - rest.len()))
    };
    if let Some((name, end)) = named(line) {
        let rest = &line[end..];
        let ends = rest.is_empty() || rest.starts_with([' ', '\u{3000}', '(', '（', '「']);
        return ends.then(|| (name, rest.trim().to_owned()));
    }
    // Set to the right in print, it comes at the end of the heading when the text is copied.
    let at = ["別紙", "別表", "別記", "様式"].into_iter().filter_map(|kind| line.rfind(kind)).max()?;
    let (name, end) = named(&line[at..])?;
    (at + end == line.len()).then(|| (name, line[..at].trim().to_owned()))
}

/// Whether a line is 附則 alone.
pub(super) fn is_supplement(line: &str) -> bool {
    let letters: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(letters.as_str(), "附則" | "付則")
}
