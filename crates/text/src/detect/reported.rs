//! Words of others as people report them among themselves: somebody, what they said, と or its kin and, a few letters further, a
//! verb of saying (孫が…って電話で言うてた, 町長は「…」と二言目には). Looser than [`super::told`] and [`super::quotation`], and asked after them.

use std::sync::LazyLock;

use super::words::Endings;

/// Who speaks: the end of a word for a person or a body, one a line.
static WHO: LazyLock<Endings> = LazyLock::new(|| Endings::new(include_str!("told_by.txt").lines()));
/// What ends like such a word and is none, or speaks of the writer.
static NOBODY: LazyLock<Endings> = LazyLock::new(|| Endings::new(include_str!("told_not.txt").lines()));

/// Words without which nobody is told to have said something.
pub(super) fn hints() -> impl Iterator<Item = &'static str> {
    FAR.iter().chain(SURE.iter()).copied()
}

/// Whether a stretch ends with a word for somebody who can say something.
pub(super) fn is_somebody(before: &str) -> bool {
    if WHO.end_of(before).is_none() || NOBODY.end_of(before).is_some() {
        return false;
    }
    // 三人, 五台 are counted.
    let mut back = before.chars().rev();
    let (last, counted) = (back.next(), back.next());
    !(matches!(last, Some('人' | '台' | '組' | '店' | '社' | '町' | '県' | '所'))
        && counted.is_some_and(|c| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十百千数何".contains(c)
        }))
}

/// Particles behind a speaker, those that hold others first.
const PARTICLES: &[&str] = &["からは", "から", "には", "は", "が", "も", "より", "に"];

/// Letters that a sentence or a predicate ends with; what else stands before と is a thing (代表と話した).
const ENDS: &str =
    "るたいだすうくぬむぶつんろれねよなかせけえてでをにしさわばりきめちやぞぜどがげみ！？!?…wｗ笑、。」』";

/// Words that と belongs to by itself.
static ADVERBS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_adverbs.txt").lines().collect());

/// Stems of saying that may stand a few letters behind と.
pub(super) static FAR: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_far.txt").lines().collect());
/// Stems that say something right behind と alone.
static NEAR: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_near.txt").lines().collect());
/// What begins like a stem and says nothing.
static NOTHING: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_nothing.txt").lines().collect());
/// What somebody passes on behind との, という.
static PASSED: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_passed.txt").lines().collect());
/// What a person is done to who hears something: 先生に…と言われた.
static SUFFERED: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_suffered.txt").lines().collect());

/// Letters between と and a verb, at most.
const GAP: usize = 11;
/// Fewest letters that are words of somebody.
const FEWEST: usize = 5;
/// Letters of a sentence within which its speaker stands.
const FURTHEST: usize = 40;

fn starts(text: &str, words: &'static [&'static str]) -> Option<&'static str> {
    words.iter().find(|word| text.starts_with(**word)).copied()
}

/// The verb of saying that stands behind と: right behind it or a few letters further.
fn verb(after: &str) -> Option<(usize, &'static str)> {
    // Who thinks says nothing.
    if after.starts_with(['思', '考', '感', '信', 'き', '見', '判']) {
        return None;
    }
    let mut comma = false;
    for (letters, (at, c)) in after.char_indices().enumerate().take(GAP) {
        if matches!(c, '。' | '！' | '？' | '!' | '?' | '\n') {
            return None;
        }
        comma |= c == '、' && letters > 0;
        let rest = &after[at..];
        let known = starts(rest, &FAR).or_else(|| if letters == 0 { starts(rest, &NEAR) } else { None });
        if let Some(known) = known {
            return (starts(rest, &NOTHING).is_none() && !(comma && letters > 8)).then_some((at, known));
        }
    }
    None
}

/// Where words end that somebody said, and by which word that shows; whether it is passive.
struct Tie {
    at: usize,
    word: &'static str,
    /// に belongs to it: somebody is told.
    suffered: bool,
}

/// The last place where words of somebody may end.
fn tie(sentence: &str) -> Option<Tie> {
    let mut last = None;
    let mut before = '\0';
    for (count, (at, c)) in sentence.char_indices().enumerate() {
        let rest = &sentence[at..];
        let ends = ENDS.contains(before);
        let found = if count < FEWEST + 2 || !ends {
            None
        } else {
            match c {
                'と' | 'っ' if c == 'と' || rest.starts_with("って") => {
                    let after = &rest[if c == 'と' { c.len_utf8() } else { "って".len() }..];
                    let passed = after.strip_prefix(if c == 'と' { "の" } else { "\0" });
                    let passed = passed.or_else(|| after.strip_prefix("いう")).and_then(|noun| starts(noun, &PASSED));
                    passed.map(|word| (word, false)).or_else(|| {
                        let (at, word) = verb(after)?;
                        (!ADVERBS.iter().any(|adverb| sentence[..sentence.len() - rest.len()].ends_with(adverb)))
                            .then_some((word, starts(&after[at..], &SUFFERED).is_some()))
                    })
                }
                'ち' | 'て' => {
                    let after = &rest[c.len_utf8()..];
                    starts(after, &["言", "ゆう", "ゆっ", "いう", "笑わ", "褒め"])
                        .filter(|_| starts(after, &NOTHING).is_none())
                        .map(|word| (word, starts(after, &SUFFERED).is_some()))
                }
                '言' | 'い' | 'ゆ' => starts(rest, &["言うて", "言わは", "言うた", "いうた", "いうて", "ゆうて"])
                    .filter(|_| "んたいるすだでわな」".contains(before))
                    .map(|word| (word, false)),
                _ => None,
            }
        };
        if let Some((word, suffered)) = found {
            last = Some(Tie { at, word, suffered });
        }
        before = c;
    }
    last
}

/// …が…って電話で言うてた: what stands between who says it and と.
pub(super) fn spoken(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let Tie { at: until, word, suffered } = tie(sentence)?;
    for (count, (at, c)) in sentence[..until].char_indices().enumerate().take(FURTHEST) {
        if count == 0 || !matches!(c, 'は' | 'が' | 'も' | 'か' | 'よ' | 'に' | '、') {
            continue;
        }
        let particle = if c == '、' { "、" } else { starts(&sentence[at..], PARTICLES).unwrap_or_default() };
        let from = at + particle.len();
        if particle.is_empty()
            || particle == "に" && !suffered
            || from >= until
            || sentence[from..until].chars().nth(FEWEST - 1).is_none()
            || !is_somebody(&sentence[..at])
        {
            continue;
        }
        let from = from + if sentence[from..].starts_with('、') { '、'.len_utf8() } else { 0 };
        return Some((from, until, word));
    }
    None
}

/// Sources that name somebody wherever they stand: for comments, where others are hearsay.
pub(super) static SURE: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_sure.txt").lines().collect());
/// Ends of those whom nobody can ask: what they say is hearsay, and no quotation.
static VAGUE: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("told_vague.txt").lines().collect());

/// …によると、…: what stands behind a source that has a name or an office.
pub(super) fn sourced(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let (at, source) =
        SURE.iter().filter_map(|source| Some((sentence.find(source)?, *source))).min_by_key(|(at, _)| *at)?;
    let before = &sentence[..at];
    if !is_somebody(before) || VAGUE.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let from = at + source.len() + if sentence[at + source.len()..].starts_with('、') { '、'.len_utf8() } else { 0 };
    let until = sentence.trim_end_matches(['。', '！', '？', '!', '?', '\n']).len();
    (from < until).then_some((from, until, source))
}
