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
    if c == '零' {
        return Some('0');
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
        // ゼロ九〇, ゼロキュウゼロ: a telephone number, read aloud.
        if let Some((number, end)) = spoken(text, at) {
            view.append(light, open, at);
            let mut last = '0';
            for (digit, start, end) in number {
                add(&mut view, light, digit, start, end);
                last = digit;
            }
            open = end;
            while chars.peek().is_some_and(|(next, _)| *next < end) {
                chars.next();
            }
            before = last;
            continue;
        }
        // o9o-1234-5678: a letter for the digit that it looks like.
        if c == 'o' && stands_for_zero(text, at) {
            view.append(light, open, at);
            add(&mut view, light, '0', at, at + 1);
            open = at + 1;
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
            } else if is_kanji_digit(c)
                && (is_number(before)
                    || is_number(after)
                    || before == '-'
                    || is_dash(after)
                    || counted(after)
                    || parted(&text[at + c.len_utf8()..])
                    || goes_on(text, at, before))
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
    c.is_ascii_digit() || is_kanji_digit(c)
}

fn is_kanji_digit(c: char) -> bool {
    c == '零' || TABLE.sign(c).class() == Class::KanjiDigit
}

/// Digits as they are read aloud one by one; the longer readings first.
const READINGS: &[(&str, char)] = &[
    ("きゅう", '9'),
    ("ぜろ", '0'),
    ("れい", '0'),
    ("まる", '0'),
    ("いち", '1'),
    ("さん", '3'),
    ("よん", '4'),
    ("ろく", '6'),
    ("なな", '7'),
    ("しち", '7'),
    ("はち", '8'),
    ("に", '2'),
    ("ご", '5'),
];

/// The most digits that are read aloud as one number.
const SPOKEN: usize = 12;

/// A number that begins with ゼロ and is read aloud, at least its first three digits: each digit and where it stands, and
/// where it ends.
#[expect(clippy::type_complexity, reason = "used once, by its only caller")]
fn spoken(text: &str, at: usize) -> Option<(Vec<(char, usize, usize)>, usize)> {
    let rest = &text[at..];
    if !["ぜろ", "れい", "まる"].iter().any(|zero| rest.starts_with(zero)) {
        return None;
    }
    let (mut end, mut read) = (at, vec![]);
    while read.len() < SPOKEN {
        let rest = &text[end..];
        let word = READINGS.iter().find(|(word, _)| rest.starts_with(word)).copied();
        let (length, digit) = match word {
            Some((word, digit)) => (word.len(), digit),
            None => {
                let Some(c) = rest.chars().next().filter(|c| is_number(*c)) else { break };
                (c.len_utf8(), value(c)?)
            }
        };
        read.push((digit, end, end + length));
        end += length;
    }
    (read.len() >= 3 && matches!(read[1].0, '5' | '7' | '8' | '9') && read[2].0 == '0').then_some((read, end))
}

/// Whether a letter o stands in what is otherwise a telephone number with signs between its groups.
fn stands_for_zero(text: &str, at: usize) -> bool {
    /// Bytes of a number with its signs, at most.
    const LONGEST: usize = 16;
    let of = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'o' | b'-' | b' ');
    let bytes = text.as_bytes();
    let from = at - bytes[..at].iter().rev().take(LONGEST).take_while(|byte| of(byte)).count();
    let until = at + bytes[at..].iter().take(LONGEST).take_while(|byte| of(byte)).count();
    let number = text.get(from..until).unwrap_or_default().trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let zeros = number.bytes().filter(|byte| *byte == b'o').count();
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    number.starts_with(['o', '0'])
        && number.contains('-')
        && digits >= 6
        && matches!(digits + zeros, 10 | 11)
        && alone(text[..from].chars().next_back())
        && alone(text[until..].chars().next())
}

/// Words that follow a number in an address.
fn counted(c: char) -> bool {
    matches!(c, '丁' | '番' | '号')
}

/// Whether the parts of a house's number go on: の and another number.
fn parted(rest: &str) -> bool {
    rest.strip_prefix('の').is_some_and(|rest| rest.starts_with(|c: char| is_number(c) || c == '十'))
}

/// Whether the number of a house goes on behind の: 二の二十一, 十二番地の五.
fn goes_on(text: &str, at: usize, before: char) -> bool {
    before == 'の'
        && text[..at]
            .strip_suffix('の')
            .is_some_and(|left| left.ends_with(|c| is_number(c) || c == '十') || left.ends_with("番地"))
}

/// A number with 十 in it, where it counts blocks and houses: its value and where it ends.
fn below_hundred(text: &str, at: usize, before: char) -> Option<(u32, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next().filter(|c| *c == '十' || is_kanji_digit(*c))?;
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
    let goes_on = goes_on(text, at, before);
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
