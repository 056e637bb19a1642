//! The digit view: what machines would write, for telephone numbers, addresses and links.

use super::{Class, View, table::TABLE, written};

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

/// From the light view, with the way back composed.
pub(super) fn digits(light: &View) -> View {
    let mut view = View::default();
    let text = light.text();
    let mut chars = text.char_indices().peekable();
    let mut before = '\0';
    // Where the stretch began that reads as in the light view.
    let mut open = 0;
    let angles = text.contains('緯') && text.contains('経');
    while let Some((at, c)) = chars.next() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or('\0');
        // Only between Latin letters and digits: elsewhere these are words and ends of sentences.
        if before.is_ascii_alphanumeric()
            && written::may_begin(c)
            && let Some((sign, length)) = written::sign(&text[..at], &text[at..])
        {
            view.append(light, open, at);
            add(&mut view, light, sign, at, at + length);
            open = at + length;
            while chars.peek().is_some_and(|(next, _)| *next < at + length) {
                chars.next();
            }
            before = sign;
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
        if matches!(c, 'o' | 'l' | 'i') && stands_for_digit(text, at) {
            let digit = if c == 'o' { '0' } else { '1' };
            view.append(light, open, at);
            add(&mut view, light, digit, at, at + 1);
            open = at + 1;
            before = digit;
            continue;
        }
        // 十二番地, 二の二十一: numbers below a hundred where houses are counted; 百四十度十二分 where a place is told.
        let angle = if angles { angle(text, at, before) } else { None };
        if let Some((number, end)) = angle.or_else(|| below_hundred(text, at, before)) {
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
                    || angles && matches!(after, '度' | '分' | '秒')
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
    ("きゅー", '9'),
    ("ぜろ", '0'),
    ("れい", '0'),
    ("まる", '0'),
    ("いち", '1'),
    ("にー", '2'),
    ("さん", '3'),
    ("よん", '4'),
    ("ろく", '6'),
    ("なな", '7'),
    ("しち", '7'),
    ("はち", '8'),
    ("ごー", '5'),
    ("に", '2'),
    ("ご", '5'),
];

/// The most digits that are read aloud as one number.
const SPOKEN: usize = 16;
/// The fewest that are a number whatever they begin with.
const MANY: usize = 7;

/// A number that is read aloud, at least its first three digits where it begins as a mobile telephone does, and at least
/// [`MANY`] else: each digit and where it stands, and where it ends. Pauses between the digits are no part of it.
#[expect(clippy::type_complexity, reason = "used once, by its only caller")]
fn spoken(text: &str, at: usize) -> Option<(Vec<(char, usize, usize)>, usize)> {
    let reading = |rest: &str| READINGS.iter().find(|(word, _)| rest.starts_with(word)).copied();
    // Most letters begin no digit.
    let first = text[at..].chars().next()?;
    if !matches!(first, 'ぜ' | 'れ' | 'ま' | 'き' | 'い' | 'に' | 'さ' | 'よ' | 'ろ' | 'な' | 'し' | 'は' | 'ご')
    {
        return None;
    }
    let (mut end, mut read, mut words) = (at, vec![], 0);
    while read.len() < SPOKEN {
        let pause = text[end..].chars().next().filter(|c| matches!(c, '、' | ' ' | '・' | 'の' | '-' | ','));
        let from = end + pause.filter(|_| !read.is_empty()).map_or(0, char::len_utf8);
        let rest = &text[from..];
        let (length, digit) = match reading(rest) {
            Some((word, digit)) => {
                words += 1;
                (word.len(), digit)
            }
            // Digits go on with what was read aloud, but not behind a pause.
            None if from == end => {
                let Some(c) = rest.chars().next().filter(|c| is_number(*c)) else { break };
                (c.len_utf8(), value(c)?)
            }
            None => break,
        };
        read.push((digit, from, from + length));
        end = from + length;
    }
    let mobile = read.len() >= 3 && read[0].0 == '0' && matches!(read[1].0, '5' | '7' | '8' | '9') && read[2].0 == '0';
    let begun = ["ぜろ", "れい", "まる"].iter().any(|zero| text[at..].starts_with(zero));
    (mobile && begun || words >= MANY).then_some((read, end))
}

/// Whether a letter stands for a digit in what is otherwise a telephone number or a postal code with signs between its
/// groups.
fn stands_for_digit(text: &str, at: usize) -> bool {
    /// Bytes of a number with its signs, at most.
    const LONGEST: usize = 16;
    let letter = |byte: u8| matches!(byte, b'o' | b'l' | b'i');
    let of = |byte: &u8| byte.is_ascii_digit() || letter(*byte) || matches!(byte, b'-' | b' ');
    let bytes = text.as_bytes();
    let from = at - bytes[..at].iter().rev().take(LONGEST).take_while(|byte| of(byte)).count();
    let until = at + bytes[at..].iter().take(LONGEST).take_while(|byte| of(byte)).count();
    let number = text.get(from..until).unwrap_or_default().trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let letters = number.bytes().filter(|byte| letter(*byte)).count();
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    let code = digits + letters == 7 && number.find('-') == Some(3);
    number.starts_with(|c: char| c == 'o' || c.is_ascii_digit())
        && number.contains('-')
        && digits >= 6
        && (code || matches!(digits + letters, 10 | 11))
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

/// Degrees, minutes or seconds in words, below two hundred: the value and where it ends.
fn angle(text: &str, at: usize, before: char) -> Option<(u32, usize)> {
    /// Characters of 百七十九.
    const LONGEST: usize = 5;
    if is_number(before) || matches!(before, '十' | '百') {
        return None;
    }
    let rest = &text[at..];
    let of = |c: &char| matches!(c, '十' | '百') || is_kanji_digit(*c);
    let length: usize = rest.chars().take(LONGEST).take_while(of).map(char::len_utf8).sum();
    let number = &rest[..length];
    if !number.contains(['十', '百']) || !rest[length..].starts_with(['度', '分', '秒']) {
        return None;
    }
    let (mut sum, mut last) = (0, None);
    for c in number.chars() {
        match c {
            '百' => sum += 100 * last.take().unwrap_or(1),
            '十' => sum += 10 * last.take().unwrap_or(1),
            c => last = value(c).and_then(|digit| digit.to_digit(10)),
        }
    }
    Some((sum + last.unwrap_or_default(), at + length))
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
    let line = is_dash(next) && behind[next.len_utf8()..].starts_with(|c: char| is_number(c) || c == '十');
    let houses = counted(next) || parted(behind) || line || behind.starts_with("地割");
    let goes_on = goes_on(text, at, before)
        || is_dash(before) && text[..at - before.len_utf8()].ends_with(|c: char| is_number(c) || c == '十');
    (houses || goes_on).then(|| (tens * 10 + ones, text.len() - behind.len()))
}

fn add(view: &mut View, light: &View, c: char, start: usize, end: usize) {
    let (from, until) = light.original(start, end);
    view.push(c, from, until - from);
}
