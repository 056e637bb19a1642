//! Where in a text something stands, as packs write it.

use std::{fmt, str::FromStr};

use super::{
    key::{Key, circled, kana_number, to_circled},
    marker::{digits, fold},
};

/// A place in a text: `4(1)`, `7-2(8)ア`, `4(6).2`, `別紙1【1】(3)`, `11(5)~2`, `附則2`.
///
/// A number is an article or section, `0` what stands before them, `別紙1` an annex, `附則` a supplement. After it come
/// `-2` (項), `(3)`, `①`, `ア`, `(ア)`, `・2` (the second line with a dot), `※1`, `【2】` (the second part headed in such
/// brackets), `(+)` (the item without a number), `+1` (the first paragraph after the numbered parts). `~2` means the second of two with the
/// same number, `.2` the second sentence, `.2-3` the second and third.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    steps: Vec<(Key, u16)>,
    sentences: Option<(u16, u16)>,
}

/// Not an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAddress {
    /// What was given.
    pub text: String,
    /// Where it could not be read on.
    pub rest: String,
}

impl fmt::Display for BadAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no place in a text: from {:?} on it cannot be read", self.text, self.rest)
    }
}

impl std::error::Error for BadAddress {}

impl Address {
    /// The parts on the way, with which of several of the same key is meant.
    pub(super) fn steps(&self) -> &[(Key, u16)] {
        &self.steps
    }

    /// The first and last sentence meant, from 1; none for the whole.
    #[must_use]
    pub const fn sentences(&self) -> Option<(u16, u16)> {
        self.sentences
    }

    /// The number of the article or section, if it stands in one.
    #[must_use]
    pub fn number(&self) -> Option<u16> {
        match self.steps.first() {
            Some((Key::Number(number), _)) => Some(*number),
            _ => None,
        }
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = |rest: &str| BadAddress { text: text.to_owned(), rest: rest.to_owned() };
        let (first, mut rest) = top(text).ok_or_else(|| bad(text))?;
        let mut steps = vec![(first, 1)];
        let mut sentences = None;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('~') {
                let (nth, after) = digits(after).filter(|(nth, _)| *nth > 0).ok_or_else(|| bad(rest))?;
                if let Some(last) = steps.last_mut() {
                    last.1 = nth;
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix('.') {
                sentences = Some(range(after).ok_or_else(|| bad(rest))?);
                rest = "";
            } else {
                let (key, after) = step(rest).ok_or_else(|| bad(rest))?;
                if key.depth() <= steps.last().map_or(0, |(last, _)| last.depth()) {
                    return Err(bad(rest));
                }
                steps.push((key, 1));
                rest = after;
            }
        }
        Ok(Self { steps, sentences })
    }
}

fn top(text: &str) -> Option<(Key, &str)> {
    if let Some((number, rest)) = digits(text) {
        return Some((if number == 0 { Key::Preface } else { Key::Number(number) }, rest));
    }
    if let Some(rest) = text.strip_prefix("附則").or_else(|| text.strip_prefix("付則")) {
        let (number, rest) = digits(rest).filter(|(number, _)| *number > 0).unwrap_or((1, rest));
        return Some((Key::Supplement(number), rest));
    }
    let kind = ["別紙", "別表", "別記", "様式"].into_iter().find(|kind| text.starts_with(kind))?;
    let (name, rest) = match digits(&text[kind.len()..]) {
        Some((number, rest)) => (format!("{kind}{number}"), rest),
        None => (kind.to_owned(), &text[kind.len()..]),
    };
    Some((Key::Annex(name), rest))
}

fn step(text: &str) -> Option<(Key, &str)> {
    let first = text.chars().next()?;
    let after = &text[first.len_utf8()..];
    if let Some(number) = circled(first) {
        return Some((Key::Circled(number), after));
    }
    if kana_number(first).is_some() {
        return Some((Key::Kana(first), after));
    }
    let numbered = |make: fn(u16) -> Key| {
        digits(after).filter(|(number, _)| *number > 0).map(|(number, rest)| (make(number), rest))
    };
    match fold(first) {
        '-' => numbered(Key::Paragraph),
        '・' => numbered(Key::Bullet),
        '※' => numbered(Key::Note),
        '+' => numbered(Key::Tail),
        '【' => {
            let (inside, rest) = after.split_once('】')?;
            digits(inside).filter(|(number, end)| *number > 0 && end.is_empty()).map(|(n, _)| (Key::Block(n), rest))
        }
        '(' => {
            let (inside, rest) = after.split_once([')', '）'])?;
            let mut chars = inside.chars();
            match (digits(inside), chars.next(), chars.next()) {
                (Some((number, "")), ..) if number > 0 => Some((Key::Item(number), rest)),
                (_, Some('+'), None) => Some((Key::Unnumbered, rest)),
                (_, Some(kana), None) if kana_number(kana).is_some() => Some((Key::KanaInBrackets(kana), rest)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn range(text: &str) -> Option<(u16, u16)> {
    let (from, rest) = digits(text)?;
    let to = match rest.strip_prefix('-') {
        Some(rest) => digits(rest).filter(|(_, rest)| rest.is_empty())?.0,
        None if rest.is_empty() => from,
        None => return None,
    };
    (from > 0 && from <= to).then_some((from, to))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (key, nth) in &self.steps {
            match key {
                Key::Preface => write!(f, "0")?,
                Key::Number(number) => write!(f, "{number}")?,
                Key::Annex(name) => write!(f, "{name}")?,
                Key::Supplement(number) => write!(f, "附則{number}")?,
                Key::Block(number) => write!(f, "【{number}】")?,
                Key::Paragraph(number) => write!(f, "-{number}")?,
                Key::Tail(number) => write!(f, "+{number}")?,
                Key::Note(number) => write!(f, "※{number}")?,
                Key::Item(number) => write!(f, "({number})")?,
                Key::Unnumbered => write!(f, "(+)")?,
                Key::Circled(number) => write!(f, "{}", to_circled(*number))?,
                Key::Kana(kana) => write!(f, "{kana}")?,
                Key::KanaInBrackets(kana) => write!(f, "({kana})")?,
                Key::Bullet(number) => write!(f, "・{number}")?,
            }
            if *nth > 1 {
                write!(f, "~{nth}")?;
            }
        }
        match self.sentences {
            Some((from, to)) if from == to => write!(f, ".{from}"),
            Some((from, to)) => write!(f, ".{from}-{to}"),
            None => Ok(()),
        }
    }
}
