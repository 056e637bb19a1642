//! Slips of the hand that a parser cannot name: full-width signs, quotation marks of a word processor, missing ones,
//! periods written as people write them.

use tatefuda_domain::Localized;

use crate::say::{code, say};

/// Full-width signs and typographic quotation marks, with what TOML reads.
const SIGNS: &[(char, &str)] = &[
    ('＝', "="),
    ('“', "\""),
    ('”', "\""),
    ('＂', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('［', "["),
    ('］', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('，', ","),
    ('＃', "#"),
    ('　', " "),
];

/// What is wrong with a line that TOML does not read, and what would be right; the place of the sign in the line.
pub fn in_line(line: &str) -> Option<(usize, Localized, Localized)> {
    if let Some((at, sign, plain)) = outside_quotes(line) {
        let (message, help) = if plain == " " {
            (
                say!("全角の空白があります", "there is a full-width blank"),
                say!("半角の空白にしてください", "write an ordinary blank"),
            )
        } else {
            (
                say!("「{sign}」は使えません", "{sign} is none of the signs of TOML"),
                say!("半角の {plain} を書いてください", "write {plain}"),
            )
        };
        return Some((at, message, help));
    }
    // A value that begins like a word, and is none of those that TOML knows.
    let (key, value) = line.split_once('=')?;
    let value = value.trim_start();
    let first = value.chars().next()?;
    let known = ["true", "false", "inf", "nan"].iter().any(|word| value.starts_with(word));
    if !first.is_alphabetic() || known || key.trim().is_empty() || key.contains('"') {
        return None;
    }
    let at = line.len() - value.len();
    let written: String = value.split('#').next().unwrap_or(value).trim_end().chars().take(40).collect();
    Some((
        at,
        say!("値が引用符で囲まれていません", "the value stands without quotation marks"),
        code(format!("{} = \"{written}\"", key.trim())),
    ))
}

/// The first such sign that stands outside `"…"` and `'…'`.
fn outside_quotes(line: &str) -> Option<(usize, char, &'static str)> {
    let mut quote = None;
    for (at, sign) in line.char_indices() {
        match quote {
            Some(open) if sign == open => quote = None,
            Some(_) => {}
            None if sign == '#' => return None,
            None if sign == '"' || sign == '\'' => quote = Some(sign),
            None => {
                if let Some((_, plain)) = SIGNS.iter().find(|(known, _)| *known == sign) {
                    return Some((at, sign, *plain));
                }
            }
        }
    }
    None
}

/// A period as people write it, as the pack language does: `90日` is `90d`.
pub fn period(text: &str) -> Option<String> {
    const UNITS: &[(&str, &str)] = &[
        ("開庁日", "wd"),
        ("営業日", "wd"),
        ("平日", "wd"),
        ("日間", "d"),
        ("日", "d"),
        ("週間", "w"),
        ("週", "w"),
        ("か月", "m"),
        ("ヶ月", "m"),
        ("カ月", "m"),
        ("ヵ月", "m"),
        ("箇月", "m"),
        ("月", "m"),
        ("会計年度", "fy"),
        ("年度", "fy"),
        ("年間", "y"),
        ("年", "y"),
        ("時間", "h"),
        ("days", "d"),
        ("day", "d"),
        ("weeks", "w"),
        ("week", "w"),
        ("months", "m"),
        ("month", "m"),
        ("years", "y"),
        ("year", "y"),
        ("hours", "h"),
        ("hour", "h"),
    ];
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            'ａ'..='ｚ' => char::from_u32(u32::from(c) - u32::from('ａ') + u32::from('a')).unwrap_or(c),
            other => other,
        })
        .collect();
    let end = plain.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = plain.split_at(end);
    let unit = UNITS.iter().find(|(name, _)| *name == unit).map_or(unit, |(_, unit)| *unit);
    let meant = format!("{}{unit}", number.trim_start_matches('0'));
    (meant != text && meant.parse::<tatefuda_calendar::Period>().is_ok()).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::{in_line, period};

    #[test]
    fn periods_as_people_write_them() {
        for (written, meant) in [
            ("90日", "90d"),
            ("６か月", "6m"),
            ("1年度", "1fy"),
            ("48時間", "48h"),
            ("5開庁日", "5wd"),
            ("30 days", "30d"),
            ("３０ｄ", "30d"),
        ] {
            assert_eq!(period(written).as_deref(), Some(meant), "{written}");
        }
        for none in ["30d", "soon", "日", "", "x日"] {
            assert_eq!(period(none), None, "{none}");
        }
    }

    #[test]
    fn slips_in_a_line() {
        let help = |line: &str| in_line(line).map(|(at, message, help)| (at, message.en.clone(), help.en.clone()));
        assert_eq!(help("id ＝ \"x\"").map(|(at, ..)| at), Some(3));
        assert_eq!(help("id = “x”").map(|(_, _, help)| help), Some("write \"".to_owned()));
        assert_eq!(help("id = check").map(|(_, _, help)| help), Some("id = \"check\"".to_owned()));
        assert_eq!(help("label = 確認 # step").map(|(_, _, help)| help), Some("label = \"確認\"".to_owned()));
        for right in ["id = \"＝“”\"", "ban = true", "uses = 1", "# ＝", "kept = 'a ＝ b'"] {
            assert_eq!(help(right), None, "{right}");
        }
    }
}
