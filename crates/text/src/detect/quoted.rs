//! Words in brackets as people report them: a speaker somewhere before, a tie and a verb behind (孫が「…」言うてた), a source right
//! before (新聞の見出しに「…」とあった), or whose they are told behind (「…」が口癖). Asked where [`super::quotation`] found nothing.

use std::sync::LazyLock;

use super::reported;

/// Behind brackets: what they hold is a name, a word that is looked for or spoken of, or what one thinks.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("quoted_names.txt").lines().collect());
/// Whoever warns quotes what nobody has said to them.
static WARNS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("quoted_warns.txt").lines().collect());
/// Sources: words that somebody's words stand behind.
static SOURCES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("quoted_sources.txt").lines().collect());
/// Where words are written.
static WRITTEN: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("quoted_written.txt").lines().collect());
/// Between a source and the brackets.
const BETWEEN: &[&str] =
    &["が載っている", "から引く", "を忘れねえ", "はこうだ", "には", "では", "より", "から", "は", "に", "で", "が"];
/// Ties behind brackets.
const TIES: &[&str] =
    &["って", "とか", "など", "なんて", "だって", "と", "て", "ち", "言", "いう", "ゆう", "てえ", "やて"];
/// Verbs that show a speaker though none is named.
static SPEAKS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("quoted_speaks.txt").lines().collect());
/// Whose words they were, behind them.
const WHOSE: &[&str] = &["口癖", "の言葉", "の教え", "の一言", "の名言", "の格言"];
/// Before brackets: particles behind a speaker.
const PARTICLES: &[&str] = &["からは", "から", "には", "は", "が", "も", "より", "に"];
/// Bytes before brackets in which a speaker is looked for: some thirty letters.
const REACH: usize = 100;
/// Letters behind brackets that are looked at.
const BEHIND: usize = 40;

fn starts(text: &str, words: &'static [&'static str]) -> Option<&'static str> {
    words.iter().find(|word| text.starts_with(**word)).copied()
}

fn head(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).map_or(text, |(at, _)| &text[..at])
}

/// The word by which what is in brackets, from `start` to `end` with them, shows to be somebody's words.
pub(super) fn by(text: &str, start: usize, end: usize, inside: &str) -> Option<&'static str> {
    if inside.chars().nth(3).is_none() || !inside.ends_with(ends) {
        return None;
    }
    let behind = head(&text[end..], BEHIND);
    if starts(behind, &NAMES).is_some() || WARNS.iter().any(|word| behind.contains(word)) {
        return None;
    }
    let behind =
        behind.strip_prefix(['（', '(']).and_then(|rest| Some(rest.split_once(['）', ')'])?.1)).unwrap_or(behind);
    let last = text[..start]
        .rfind(['。', '！', '？', '!', '?', '\n'])
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let before = &text[last..start];
    let bare = before.trim_end_matches(['、', '：', ':', '→', ' ', '　', '>']);
    let tied = starts(behind, TIES).is_some();
    let speaker = speaker(before);
    if let Some(particle) = speaker
        && tied
    {
        return Some(particle);
    }
    let long = inside.chars().nth(4).is_some();
    let alone = behind.is_empty() || behind.starts_with(['。', '、', '…', '!', '！', ' ', '　']);
    if long && alone && bare.len() < before.len() && reported::is_somebody(bare) {
        return Some("：");
    }
    if long && !behind.starts_with('の') {
        let source = BETWEEN.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
        if let Some(word) = SOURCES.iter().find(|word| source.ends_with(**word)) {
            return Some(word);
        }
    }
    if ["とあ", "と記", "と書", "と載", "って書", "て書", "ち書"].iter().any(|word| behind.starts_with(word))
        && let Some(word) = WRITTEN.iter().find(|word| bare.ends_with(**word))
    {
        return Some(word);
    }
    let near = head(behind, 18);
    if (tied || near.starts_with(['が', 'は', '。', '—', '、', 'こ']))
        && let Some(word) = WHOSE.iter().find(|word| near.contains(**word))
    {
        return Some(word);
    }
    let tie = TIES.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let near = if tie.len() < behind.len() && behind.starts_with(['言', 'い', 'ゆ']) { behind } else { tie };
    starts(near, &SPEAKS).filter(|_| tied)
}

/// Letters that words of somebody end with.
fn ends(c: char) -> bool {
    "るたいだすうくぬむぶつんろれねよなかせけえてでをにしさわばりきめちやぞぜどがげみもー！？!?。♪～〜っ』".contains(c)
}

/// A speaker with their particle before brackets.
fn speaker(before: &str) -> Option<&'static str> {
    let reach = before.len().saturating_sub(REACH);
    for (at, c) in before.char_indices().rev() {
        if at < reach || at == 0 {
            return None;
        }
        if matches!(c, 'か' | 'に' | 'は' | 'が' | 'も' | 'よ')
            && let Some(particle) = starts(&before[at..], PARTICLES)
            && reported::is_somebody(&before[..at])
        {
            return Some(particle);
        }
    }
    None
}
