//! The length of a post on X, by its published rules.
//!
//! Source: `config/v3.json` of twitter-text 3.1.0 (2021-10-21) and `fundamentals/counting-characters` of X's documents
//! (2026-08-22): the text is composed (NFC); code points of the ranges below count one, all others two; an emoji of
//! several code points counts two; an address on the web counts 23, also one without `https://`.
//!
//! Where this knows less than the library of the service: of addresses without `https://` it knows those whose last part
//! has two letters or stands in [`BARE`]; after `https://` it takes any last part for one that exists. `length` in
//! `app.js` is the same procedure; the vectors in `tests/vectors` hold for both.

use unicode_normalization::UnicodeNormalization as _;

/// What an address on the web counts, however long it is.
const ADDRESS: usize = 23;

/// Last parts of names that make a word an address without `https://`, beside those of two letters.
const BARE: &[&str] = &[
    "com", "net", "org", "info", "biz", "edu", "gov", "int", "app", "dev", "xyz", "top", "site", "online", "shop",
    "club", "link", "click", "live", "work", "asia", "store", "tokyo", "osaka", "kyoto", "nagoya", "yokohama",
    "okinawa", "ryukyu", "museum", "blog", "page", "news", "cloud", "tech", "life", "world", "today", "city", "town",
];

pub(super) fn length(text: &str) -> usize {
    let text: Vec<char> = text.nfc().collect();
    let (mut at, mut length) = (0, 0);
    while at < text.len() {
        if let Some(end) = address(&text, at) {
            (at, length) = (end, length + ADDRESS);
        } else if let Some(end) = emoji(&text, at) {
            (at, length) = (end, length + 2);
        } else {
            length += weight(text[at]);
            at += 1;
        }
    }
    length
}

const fn weight(c: char) -> usize {
    match c as u32 {
        0..=4_351 | 8_192..=8_205 | 8_208..=8_223 | 8_242..=8_247 => 1,
        _ => 2,
    }
}

/// The end of an address that begins here.
fn address(text: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|place| text[place]);
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || "@＠$#＃".contains(c)) {
        return None;
    }
    let scheme = scheme(text, at);
    if scheme == 0 && before.is_some_and(|c| "-_./".contains(c)) {
        return None;
    }
    let host = host(text, at + scheme, scheme > 0)?;
    let mut end = host;
    let digits = run(text, host + 1, |c| c.is_ascii_digit());
    let port = if text.get(host) == Some(&':') && digits > host + 1 { digits } else { host };
    // Without a scheme only a path makes the rest part of the address.
    if scheme > 0 {
        end = port;
    }
    if text.get(port) == Some(&'/') {
        end = path(text, port + 1);
    } else if scheme == 0 {
        return Some(end);
    }
    Some(query(text, end))
}

/// How long `http://` or `https://` is, if it stands here.
fn scheme(text: &[char], at: usize) -> usize {
    let stands = |word: &str| {
        let mut rest = text[at..].iter();
        word.chars().all(|c| rest.next().is_some_and(|other| other.eq_ignore_ascii_case(&c)))
    };
    ["https://", "http://"].into_iter().find(|word| stands(word)).map_or(0, str::len)
}

/// The end of the name of a host, the longest that there is. After a scheme it may have any letters.
fn host(text: &[char], at: usize, any: bool) -> Option<usize> {
    let part =
        |c: char| c.is_ascii_alphanumeric() || c == '-' || if any { c == '_' || is_foreign(c) } else { is_latin(c) };
    let mut found = None;
    let mut begin = at;
    loop {
        let end = run(text, begin, part);
        // The last part is the letters with which this one begins; what follows must not carry them on.
        let letters = run(text, begin, |c| c.is_ascii_alphabetic());
        let goes_on = text.get(letters).is_some_and(|c| c.is_ascii_alphanumeric() || "@+-".contains(*c));
        let last: String = text[begin..letters].iter().collect::<String>().to_ascii_lowercase();
        let encoded = last == "xn" && text.get(letters) == Some(&'-');
        if begin > at && encoded {
            found = Some(run(text, letters, |c| c.is_ascii_alphanumeric() || c == '-'));
        } else if begin > at && !goes_on && (last.len() == 2 || last.len() > 2 && any || BARE.contains(&&*last)) {
            found = Some(letters);
        }
        let whole = end > begin && !"-_".contains(text[begin]) && !"-_".contains(text[end - 1]);
        if !whole || text.get(end) != Some(&'.') {
            return found;
        }
        begin = end + 1;
    }
}

fn path(text: &[char], at: usize) -> usize {
    let (mut at, mut end) = (at, at);
    while let Some(&c) = text.get(at) {
        if c == '(' {
            let Some(close) = parenthesis(text, at, true) else { break };
            (at, end) = (close, close);
        } else if is_path(c) {
            at += 1;
            if c.is_ascii_alphanumeric() || "+-=_#/".contains(c) || is_cyrillic(c) || is_latin(c) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// The end of a parenthesis that closes again, with one level inside.
fn parenthesis(text: &[char], at: usize, nested: bool) -> Option<usize> {
    let mut inside = at + 1;
    while let Some(&c) = text.get(inside) {
        match c {
            ')' => return (inside > at + 1).then_some(inside + 1),
            '(' if nested => inside = parenthesis(text, inside, false)?,
            c if is_path(c) => inside += 1,
            _ => return None,
        }
    }
    None
}

fn query(text: &[char], at: usize) -> usize {
    if text.get(at) != Some(&'?') {
        return at;
    }
    let end = run(text, at + 1, |c| c.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(c));
    let closes = |place: &usize| text[*place].is_ascii_alphanumeric() || "-_&=#/".contains(text[*place]);
    (at + 1..end).rev().find(closes).map_or(at, |last| last + 1)
}

/// The end of an emoji of one or several code points. What counts two anyway is told apart only where more belongs to it.
fn emoji(text: &[char], at: usize) -> Option<usize> {
    let is = |place: usize, c: char| text.get(place) == Some(&c);
    let c = text[at];
    if c.is_ascii_digit() || "#*".contains(c) {
        let key = at + 1 + usize::from(is(at + 1, '\u{fe0f}'));
        return is(key, '\u{20e3}').then_some(key + 1);
    }
    let flag = |place: usize| text.get(place).is_some_and(|c| ('\u{1f1e6}'..='\u{1f1ff}').contains(c));
    if flag(at) {
        return Some(at + 1 + usize::from(flag(at + 1)));
    }
    if "©®".contains(c) {
        return is(at + 1, '\u{fe0f}').then_some(at + 2);
    }
    let mut end = at;
    while text.get(end).is_some_and(|c| is_picture(*c)) {
        end += 1;
        end = run(text, end, |c| matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'));
        if !is(end, '\u{200d}') || !text.get(end + 1).is_some_and(|c| is_picture(*c)) {
            return Some(end);
        }
        end += 1;
    }
    None
}

const fn is_picture(c: char) -> bool {
    matches!(c as u32, 0x203c | 0x2049 | 0x2122 | 0x2139 | 0x2190..=0x21ff | 0x2300..=0x23ff | 0x24c2 | 0x25a0..=0x27bf
        | 0x2934..=0x2935 | 0x2b00..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0x1f000..=0x1faff)
}

const fn is_latin(c: char) -> bool {
    matches!(c as u32, 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x24f | 0x253..=0x254 | 0x256..=0x257 | 0x259 | 0x25b | 0x263
        | 0x268 | 0x26f | 0x272 | 0x289 | 0x28b | 0x2bb | 0x300..=0x36f | 0x1e00..=0x1eff)
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c as u32, 0x400..=0x4ff)
}

/// Beyond ASCII, and no blank and no sign of direction: such letters may stand in the name of a host.
const fn is_foreign(c: char) -> bool {
    !c.is_ascii()
        && !matches!(c as u32, 0x85 | 0xa0 | 0x1680 | 0x180e | 0x2000..=0x200a | 0x2028..=0x2029 | 0x202f | 0x205f | 0x3000
            | 0x61c | 0x200e..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfffe..=0xffff | 0xfeff)
}

fn is_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!*';:=+,.$/%#[]-–_~@|&".contains(c) || is_cyrillic(c) || is_latin(c)
}

/// Where the run of such characters ends that begins here.
fn run(text: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    from + text.iter().skip(from).take_while(|c| is(**c)).count()
}

#[cfg(test)]
mod tests {
    use super::length;

    /// Each line: length, blank, text as a JSON string. Made with the service's own library.
    #[test]
    fn vectors_of_the_service() {
        for line in include_str!("../../tests/vectors/x-length.txt").lines() {
            let (expected, text) = line.split_once(' ').expect("a length and a text");
            let text: String = serde_json::from_str(text).expect("a JSON string");
            assert_eq!(length(&text).to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_without_end_is_counted_too() {
        assert_eq!(length(&"(".repeat(20_000)), 20_000);
        assert_eq!(length(&"a.".repeat(2_000)), 4_000);
    }
}
