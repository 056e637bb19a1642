//! Signs of mail addresses and hosts written out, so that machines do not see them.

/// Words for an at sign, the longest first.
const AT: &[&str] = &["あっとまーく", "あとまーく", "あっと", "atto", "at", "@"];
/// Words for a dot.
const DOT: &[&str] = &["どっと", "dotto", "dot", "ぴりおど", "."];
/// What is typed in place of an at sign, with a word that says so or without.
const STARS: &str = "★☆◎●■◆※♪*";
/// Brackets and lines around such a word.
const AROUND: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('<', '>'),
    ('{', '}'),
    ('【', '】'),
    ('「', '」'),
    ('〈', '〉'),
    ('《', '》'),
    ('〔', '〕'),
    ('_', '_'),
    ('-', '-'),
    ('#', '#'),
    ('/', '/'),
];

/// Spaces before or behind it, at most.
const APART: usize = 2;

/// Whether one may begin with a character.
pub(super) fn may_begin(c: char) -> bool {
    matches!(c, ' ' | '@' | 'あ' | 'ど' | 'ぴ' | '。') || STARS.contains(c) || AROUND.iter().any(|(open, _)| *open == c)
}

fn unspaced(text: &str) -> (&str, bool) {
    let spaces = text.bytes().take(APART).take_while(|b| *b == b' ').count();
    (&text[spaces..], spaces > 0)
}

/// The sign that stands written out at the beginning of `rest`, with its length; `left` is what stands before it and
/// ends in a letter or digit. A letter or digit stands behind it.
pub(super) fn sign(left: &str, rest: &str) -> Option<(char, usize)> {
    let goes_on = |behind: &str| behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    let first = rest.chars().next()?;
    if STARS.contains(first) {
        // One or a few of them.
        let behind = rest.trim_start_matches(first);
        let few = rest.len() - behind.len() <= 3 * first.len_utf8();
        return (few && goes_on(behind)).then_some(('@', rest.len() - behind.len()));
    }
    if first == '。' {
        let number = left.ends_with(|c: char| c.is_ascii_digit());
        return (goes_on(&rest[first.len_utf8()..]) && !number).then_some(('.', first.len_utf8()));
    }
    let (inner, before) = unspaced(rest);
    let around = AROUND.iter().find(|(open, _)| inner.starts_with(*open));
    let (inner, _) = around.map_or((inner, false), |(open, _)| unspaced(&inner[open.len_utf8()..]));
    let known =
        |words: &[&'static str], sign| words.iter().find(|word| inner.starts_with(**word)).map(|word| (*word, sign));
    // (a), as a keyboard without the sign writes it.
    let round = around.is_some_and(|(open, _)| *open == '(') && inner.starts_with("a)");
    let (word, sign) = known(AT, '@').or_else(|| known(DOT, '.')).or_else(|| round.then_some(("a", '@')))?;
    let (behind, after) = unspaced(&inner[word.len()..]);
    let behind = match around {
        Some((_, close)) => unspaced(behind.strip_prefix(*close)?).0,
        None if word == "@" && (before || after) => behind,
        None if word.is_ascii() && !(before && after) => return None,
        None => behind,
    };
    // look at www.example.jp: English, and no address.
    let prose =
        around.is_none() && word == "at" && (behind.starts_with("www.") || prose(left) && !behind.contains(" dot "));
    (goes_on(behind) && !prose).then(|| (sign, rest.len() - behind.len()))
}

/// Whether a Latin word stands before the last one.
fn prose(left: &str) -> bool {
    let word = left.trim_end_matches(|c: char| c.is_ascii_graphic());
    word.strip_suffix(' ').is_some_and(|more| more.ends_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_written_out_are_read() {
        for (left, rest, read) in [
            ("taro", "(at)example", Some(('@', 4))),
            ("taro", " [ at ] example", Some(('@', 8))),
            ("taro", "あっと example", Some(('@', 10))),
            ("taro", " @ example", Some(('@', 3))),
            ("taro", "(a)example", Some(('@', 3))),
            ("taro", "◎example", Some(('@', 3))),
            ("example", " dot jp", Some(('.', 5))),
            ("example", "【どっと】jp", Some(('.', 15))),
            ("example", " . jp", Some(('.', 3))),
            ("look", " at www.example.jp", None),
            ("see you", " at cafe.tokyo", None),
            ("chat", "at home", None),
            ("1", "。5", None),
            ("taro", "(at)", None),
        ] {
            assert_eq!(sign(left, rest), read, "{left}{rest}");
        }
    }
}
