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

/// What [`in_comment`] begins from, for the automaton.
pub(super) const IN_COMMENT: &[&str] =
    &["さん", "くん", "ちゃん", "氏", "君", "先生", "って職員", "名前", "本名", "実名", "名義", "歳", "才"];

/// Marks names.
pub(super) fn names(text: &str, mode: Mode, found: &mut Vec<Finding>) {
    if mode == Mode::Comment {
        return in_comment(text, found);
    }
    for after in AFTER.lines() {
        for (at, _) in text.match_indices(after) {
            named(text, at, after, found);
        }
    }
    for word in ANNOUNCED {
        for (at, _) in text.match_indices(word) {
            announced(text, at, word, found);
        }
    }
    aged(text, found);
}

/// What names stand beside in comments: fewer words, because offices and relatives are named in every other one. One walk,
/// because every comment comes by here.
fn in_comment(text: &str, found: &mut Vec<Finding>) {
    for (at, c) in text.char_indices() {
        let until = at + c.len_utf8();
        match c {
            'ん' | '氏' | '君' | '生' | '員' => {
                let after = ["さん", "くん", "ちゃん", "氏", "君", "先生", "って職員"];
                if let Some(after) = after.iter().find(|after| text[..until].ends_with(**after)) {
                    named(text, until - after.len(), after, found);
                }
            }
            '名' => {
                let words = [
                    "氏名:",
                    "氏名：",
                    "氏名は",
                    "名前は",
                    "名前:",
                    "名前：",
                    "本名は",
                    "本名:",
                    "実名は",
                    "名義:",
                    "名義：",
                    "名義は",
                ];
                for word in words {
                    let inside = word.find('名').unwrap_or_default();
                    if at
                        .checked_sub(inside)
                        .is_some_and(|start| text.get(start..).is_some_and(|rest| rest.starts_with(word)))
                    {
                        announced(text, at - inside, word, found);
                    }
                }
            }
            '歳' | '才' => aged_at(text, at, found),
            _ => {}
        }
    }
}

fn named(text: &str, at: usize, after: &str, found: &mut Vec<Finding>) {
    if let Some(start) = before(text, at) {
        push(text, (start, text[..at].trim_end_matches(is_space).len()), after, found);
    }
}

fn announced(text: &str, at: usize, word: &str, found: &mut Vec<Finding>) {
    let from = at + word.len();
    let rest = &text[from..];
    let start = from + rest.len() - rest.trim_start_matches([' ', '　', '：', ':']).len();
    if let Some(end) = behind(&text[start..], word) {
        push(text, (start, start + end), word, found);
    }
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
    for (at, _) in text.match_indices(['歳', '才']) {
        aged_at(text, at, found);
    }
}

fn aged_at(text: &str, at: usize, found: &mut Vec<Finding>) {
    let digits: usize =
        text[..at].chars().rev().take(3).take_while(|c| class_of(*c) == Class::Digit).map(char::len_utf8).sum();
    if digits == 0 {
        return;
    }
    let head = &text[..at - digits];
    let sign: usize = head
        .chars()
        .rev()
        .take(2)
        .take_while(|c| is_space(*c) || matches!(c, '(' | '（' | '、'))
        .map(char::len_utf8)
        .sum();
    let head = &head[..head.len() - sign];
    let belongs =
        |c: &char| matches!(class_of(*c), Class::Katakana | Class::Long) || is_space(*c) || matches!(c, 'ﾞ' | 'ﾟ');
    let name: usize = head.chars().rev().take(16).take_while(belongs).map(char::len_utf8).sum();
    let written = head[head.len() - name..].trim_start_matches(is_space);
    if written.contains(is_space) {
        push(text, (head.len() - written.len(), head.len()), "歳", found);
    }
}
