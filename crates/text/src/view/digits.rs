//! The digit view: what machines would write, for telephone numbers, addresses and links.

use super::{Class, View, table::TABLE};

/// Dashes of every kind, and what is typed instead of them.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '−'
            | 'ー'
            | '─'
            | '━'
            | '〜'
            | '~'
            | '˗'
            | '﹣'
            | '⁻'
            | '➖'
    )
}

fn value(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let position = "〇一二三四五六七八九".chars().position(|digit| digit == c)?;
    char::from_digit(position as u32, 10)
}

/// Ways of writing signs so that machines do not see them, with what they mean between Latin letters.
const SIGNS: &[(&str, char)] = &[
    (" [at] ", '@'),
    (" あっとまーく ", '@'),
    (" あっと ", '@'),
    (" どっと ", '.'),
    (" (at) ", '@'),
    (" <at> ", '@'),
    (" [at]", '@'),
    (" (at)", '@'),
    ("[at] ", '@'),
    ("(at) ", '@'),
    (" [dot] ", '.'),
    (" (dot) ", '.'),
    ("[at]", '@'),
    ("(at)", '@'),
    ("<at>", '@'),
    ("{at}", '@'),
    ("【at】", '@'),
    ("(あっと)", '@'),
    ("(あっとまーく)", '@'),
    ("あっとまーく", '@'),
    ("あっと", '@'),
    ("(@)", '@'),
    ("[@]", '@'),
    ("_at_", '@'),
    (" at ", '@'),
    ("★", '@'),
    ("☆", '@'),
    ("[dot]", '.'),
    ("(dot)", '.'),
    ("{dot}", '.'),
    (" dot ", '.'),
    ("(どっと)", '.'),
    ("どっと", '.'),
    ("[.]", '.'),
    ("(.)", '.'),
    ("{.}", '.'),
    ("。", '.'),
    (" @ ", '@'),
    ("@ ", '@'),
    (" @", '@'),
];

/// Whether one of [`SIGNS`] begins with a character.
fn begins_sign(c: char) -> bool {
    matches!(c, ' ' | '[' | '(' | '<' | '{' | '【' | 'あ' | 'ど' | '_' | '★' | '☆' | '。' | '@')
}

/// From the light view, with the way back composed.
pub(super) fn digits(light: &View) -> View {
    let mut view = View::default();
    let text = light.text();
    let mut chars = text.char_indices().peekable();
    let mut before = '\0';
    // Where the stretch began that reads as in the light view.
    let mut open = 0;
    while let Some((at, c)) = chars.next() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or('\0');
        // Only between Latin letters and digits: elsewhere these are words and ends of sentences.
        if before.is_ascii_alphanumeric()
            && begins_sign(c)
            && let Some((written, sign)) = SIGNS.iter().find(|(written, _)| {
                text[at..]
                    .strip_prefix(written)
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            })
            && !(*sign == '.' && *written == "。" && before.is_ascii_digit())
        {
            view.append(light, open, at);
            add(&mut view, light, *sign, at, at + written.len());
            open = at + written.len();
            while chars.peek().is_some_and(|(next, _)| *next < at + written.len()) {
                chars.next();
            }
            before = *sign;
            continue;
        }
        // ゼロ九〇: the first digit of a telephone number, read aloud.
        if c == 'ぜ'
            && text[at..]
                .strip_prefix("ぜろ")
                .is_some_and(|rest| rest.chars().take(2).filter(|c| is_number(*c)).count() == 2)
        {
            view.append(light, open, at);
            add(&mut view, light, '0', at, at + "ぜろ".len());
            open = at + "ぜろ".len();
            chars.next();
            before = '0';
            continue;
        }
        // 十二番地, 二の二十一: numbers below a hundred where houses are counted.
        if let Some((number, end)) = below_hundred(text, at, before) {
            view.append(light, open, at);
            for digit in number.to_string().chars() {
                add(&mut view, light, digit, at, end);
            }
            open = end;
            while chars.peek().is_some_and(|(next, _)| *next < end) {
                chars.next();
            }
            before = '0';
            continue;
        }
        let read =
            if is_dash(c) && (is_number(before) || matches!(before, ')' | ' ')) && (is_number(after) || after == ' ') {
                '-'
            } else if TABLE.sign(c).class() == Class::KanjiDigit
                && (is_number(before)
                    || is_number(after)
                    || before == '-'
                    || is_dash(after)
                    || counted(after)
                    || parted(&text[at + c.len_utf8()..])
                    || before == 'の' && text[..at].strip_suffix('の').is_some_and(|left| left.ends_with(is_number)))
            {
                value(c).unwrap_or(c)
            } else {
                c
            };
        if read != c {
            view.append(light, open, at);
            add(&mut view, light, read, at, at + c.len_utf8());
            open = at + c.len_utf8();
        }
        before = if read == '-' { '-' } else { c };
    }
    view.append(light, open, text.len());
    view
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || TABLE.sign(c).class() == Class::KanjiDigit
}

/// Words that follow a number in an address.
fn counted(c: char) -> bool {
    matches!(c, '丁' | '番' | '号')
}

/// Whether the parts of a house's number go on: の and another number.
fn parted(rest: &str) -> bool {
    rest.strip_prefix('の').is_some_and(|rest| rest.starts_with(|c: char| is_number(c) || c == '十'))
}

/// A number with 十 in it, where it counts blocks and houses: its value and where it ends.
fn below_hundred(text: &str, at: usize, before: char) -> Option<(u32, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next().filter(|c| *c == '十' || TABLE.sign(*c).class() == Class::KanjiDigit)?;
    if is_number(before) {
        return None;
    }
    let place = |c: char| if c.is_ascii_digit() { None } else { value(c).and_then(|digit| digit.to_digit(10)) };
    let (tens, behind) = match first {
        '十' => (1, rest),
        _ => (place(first).filter(|tens| *tens > 1)?, &rest[first.len_utf8()..]),
    };
    let behind = behind.strip_prefix('十')?;
    let one = behind.chars().next().and_then(|c| Some((place(c).filter(|one| *one > 0)?, c.len_utf8())));
    let (ones, length) = one.unwrap_or((0, 0));
    let behind = &behind[length..];
    let next = behind.chars().next().unwrap_or('\0');
    let houses = counted(next) || parted(behind) || behind.starts_with("地割");
    let goes_on = before == 'の'
        && text[..at]
            .strip_suffix('の')
            .is_some_and(|left| left.ends_with(|c| is_number(c) || matches!(c, '十' | '地')));
    (houses || goes_on).then(|| (tens * 10 + ones, text.len() - behind.len()))
}

fn add(view: &mut View, light: &View, c: char, start: usize, end: usize) {
    let (from, until) = light.original(start, end);
    view.push(c, from, until - from);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_looked_for() {
        assert!(SIGNS.iter().all(|(written, _)| written.chars().next().is_some_and(begins_sign)));
    }
}
