//! Names of people: a surname that is common and a word that follows names, or a word that announces one. A prompt, no
//! more: who is named, and whether that is wrong, no text says.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    screen::{Category, Finding, Mode, Note, Tier},
    view::{Class, class_of},
};

/// Common surnames.
static KNOWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../lexicon/surnames.txt").split_whitespace().collect());

/// What follows the name of a person.
const AFTER: &str = include_str!("../../lexicon/honorifics.txt");

/// What announces a name, so that even one never heard of is one.
const ANNOUNCED: &[&str] = &[
    "氏名:",
    "氏名：",
    "氏名は",
    "お名前:",
    "お名前：",
    "名前は",
    "名前:",
    "名前：",
    "本名は",
    "本名:",
    "本名：",
    "実名は",
    "フルネームは",
    "代表取締役",
    "代表者:",
    "代表者：",
    "代表者は",
    "講師:",
    "講師：",
    "講師に",
    "講師は",
    "故",
    "ふりがな:",
    "フリガナ:",
    "名義:",
    "名義：",
    "名義は",
    "氏名(",
    "むすめの",
    "娘の",
    "息子の",
    "むすこの",
    "孫の",
    "組の",
];

/// Characters of a surname, and of a given name.
const SURNAME: usize = 4;
const GIVEN: usize = 5;

/// Marks names.
pub(super) fn names(text: &str, mode: Mode, found: &mut Vec<Finding>) {
    for after in AFTER.lines() {
        // Offices are named in every other comment; staff ask themselves whether a name has to stand there.
        if mode == Mode::Comment && !matches!(after, "さん" | "氏" | "くん" | "君" | "ちゃん" | "って職員" | "先生")
        {
            continue;
        }
        for (at, _) in text.match_indices(after) {
            if let Some(start) = before(text, at) {
                push(text, (start, text[..at].trim_end_matches(is_space).len()), after, found);
            }
        }
    }
    for word in ANNOUNCED {
        if mode == Mode::Comment && !word.contains('名') {
            continue;
        }
        for (at, _) in text.match_indices(word) {
            let from = at + word.len();
            let rest = &text[from..];
            let start = from + rest.len() - rest.trim_start_matches([' ', '　', '：', ':']).len();
            if let Some(end) = behind(&text[start..], word) {
                push(text, (start, start + end), word, found);
            }
        }
    }
    aged(text, found);
}

fn push(text: &str, (start, end): (usize, usize), near: &str, found: &mut Vec<Finding>) {
    let note = vec![Note::Near(near.to_owned())];
    found.push(super::found(
        Category::PersonName,
        Tier::Possible,
        text,
        (start, end),
        text[start..end].to_owned(),
        "person_name",
        note,
    ));
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '　')
}

fn is_kanji(c: char) -> bool {
    matches!(class_of(c), Class::Kanji | Class::KanjiDigit) || matches!(c, 'ヶ' | 'ツ' | 'ノ')
}

/// Where a name begins that ends at a place.
fn before(text: &str, at: usize) -> Option<usize> {
    let head = text[..at].trim_end_matches(is_space);
    let run = |text: &str, belongs: &dyn Fn(char) -> bool, most: usize| {
        text.chars().rev().take(most).take_while(|c| belongs(*c)).map(char::len_utf8).sum::<usize>()
    };
    // カタカナ names have a dot between: エレナ・マルティネス.
    let katakana = run(head, &|c| matches!(class_of(c), Class::Katakana | Class::Long) || c == '・', 20);
    if katakana > 0 {
        let name = &head[head.len() - katakana..];
        return (name.contains('・') && !name.starts_with('・')).then_some(head.len() - katakana);
    }
    let given = run(head, &|c| class_of(c) == Class::Hiragana, GIVEN);
    let rest = head[..head.len() - given].trim_end_matches(is_space);
    let mut kanji = run(rest, &is_kanji, SURNAME + GIVEN);
    // 三ツ橋 さゆり: a space between the parts.
    let spaced = rest[..rest.len() - kanji].trim_end_matches(is_space);
    if spaced.len() + kanji < rest.len() {
        let more = run(spaced, &is_kanji, SURNAME);
        let name = &spaced[spaced.len() - more..];
        if KNOWN.contains(name) {
            return Some(spaced.len() - more);
        }
    }
    if kanji == 0 {
        return None;
    }
    // 総務課大河内: what stands before the surname is not part of it.
    while kanji > 0 {
        let name = &rest[rest.len() - kanji..];
        if let Some(surname) = surname(name)
            && name[surname..].chars().count() <= GIVEN
        {
            return Some(rest.len() - kanji);
        }
        kanji -= name.chars().next().map_or(kanji, char::len_utf8);
        // Only behind the end of an office may a name begin within a run.
        let passed = rest[..rest.len() - kanji].chars().next_back();
        if !passed.is_some_and(|c| {
            matches!(c, '課' | '部' | '係' | '室' | '局' | '校' | '会' | '者' | '員' | '長' | '役' | '故')
        }) {
            // Keep looking for such an end.
            let until = rest[rest.len() - kanji..]
                .find(['課', '部', '係', '室', '局', '校', '会', '者', '員', '長', '役', '故']);
            match until {
                Some(place) => kanji -= place + 3,
                None => break,
            }
        }
    }
    None
}

/// How long the surname is that a text begins with; the longest known one.
fn surname(text: &str) -> Option<usize> {
    (1..=SURNAME).rev().find_map(|count| {
        let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let whole = text.chars().count() >= count;
        (whole && KNOWN.contains(&text[..end])).then_some(end)
    })
}

/// Where a name ends that begins a text behind a word that announces it.
fn behind(text: &str, word: &str) -> Option<usize> {
    let class = class_of(text.chars().next()?);
    match class {
        // YAMASHIRO Kanna.
        Class::Latin => {
            let end = text.find(|c: char| !(c.is_ascii_alphabetic() || c == ' ')).unwrap_or(text.len());
            let name = text[..end].trim_end();
            let mut words = name.split(' ');
            let capital = |word: Option<&str>| {
                word.is_some_and(|word| word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_uppercase()))
            };
            (capital(words.next()) && capital(words.next())).then_some(name.len())
        }
        Class::Katakana => {
            let end = text
                .find(|c: char| !(matches!(class_of(c), Class::Katakana | Class::Long) || is_space(c) || c == '・'))
                .unwrap_or(text.len());
            let name = text[..end].trim_end();
            (name.contains([' ', '　', '・']) && name.chars().count() <= 20).then_some(name.len())
        }
        Class::Kanji | Class::KanjiDigit => {
            let surname = surname(text)?;
            let rest = &text[surname..];
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            let given: usize = rest[space..].chars().take(GIVEN).take_while(|c| is_kanji(*c)).map(char::len_utf8).sum();
            let kana: usize = if given == 0 {
                rest[space..]
                    .chars()
                    .take(GIVEN)
                    .take_while(|c| class_of(*c) == Class::Hiragana && !"はがをにのともでや、".contains(*c))
                    .map(char::len_utf8)
                    .sum()
            } else {
                0
            };
            // 故 and the like stand before many words; a given name has to follow.
            (given + kana > 0 || word.contains('名'))
                .then_some(surname + if given + kana > 0 { space + given + kana } else { 0 })
        }
        _ => None,
    }
}

/// ﾀﾁﾊﾞﾅ ﾐﾂﾙ 62歳: two words in カタカナ and an age.
fn aged(text: &str, found: &mut Vec<Finding>) {
    for (at, _) in text.match_indices(['歳', '才']).take(8) {
        let head = text[..at].trim_end_matches(|c: char| class_of(c) == Class::Digit);
        if head.len() == at {
            continue;
        }
        let head = head.trim_end_matches(|c: char| is_space(c) || matches!(c, '(' | '（' | '、'));
        let name: usize = head
            .chars()
            .rev()
            .take(16)
            .take_while(|c| {
                matches!(class_of(*c), Class::Katakana | Class::Long) || is_space(*c) || matches!(c, 'ﾞ' | 'ﾟ')
            })
            .map(char::len_utf8)
            .sum();
        let start = head.len() - name;
        let written = head[start..].trim_start_matches(is_space);
        if written.contains(is_space) {
            push(text, (head.len() - written.len(), head.len()), "歳", found);
        }
    }
}
