//! Words of somebody else without brackets: a speaker and a verb of saying, or a source.

use std::sync::LazyLock;

use super::{reported, words::Endings};
use crate::screen::{Category, Finding, Note, Tier};

/// Verbs of saying behind と where nothing is in brackets: only those that take somebody's words.
pub(super) const TOLD: &[&str] = &[
    "と訓示",
    "と戒め",
    "と強調",
    "と助言",
    "と評価",
    "と断言",
    "と明言",
    "と釈明",
    "と述べ",
    "と語",
    "と話し",
    "と話す",
    "と話して",
    "と説い",
    "と説明し",
    "と答弁",
    "と答え",
    "と訴え",
    "と強調し",
    "と指摘し",
    "と主張し",
    "と批判し",
    "と発言し",
    "と明言し",
    "と明かし",
    "と振り返",
    "と呼びかけ",
    "を呼びかけ",
    "と約束し",
    "と言って",
    "と言った",
    "と言われ",
    "と言いま",
    "と言うの",
    "と言うた",
    "と言いよ",
    "って言って",
    "って言った",
    "って言われ",
    "って言うの",
    "って言い",
    "って言うた",
    "とおっしゃ",
    "と申し",
    "と宣言",
    "と表明",
    "と報じ",
    "と伝え",
    "と記し",
    "と書いて",
    "と書かれ",
    "と告げ",
    "と怒鳴",
    "と叫ん",
    "とつぶや",
    "と投稿し",
    "とコメント",
    "と評し",
    "と評価し",
    "と懸念",
    "と不満",
    "と期待を",
    "と感想",
    "との声",
    "との意見",
    "とのご意見",
    "との要望",
    "とのご要望",
    "との苦情",
    "との指摘",
    "との感想",
    "との評価",
    "という声",
    "という意見",
    "という要望",
    "という苦情",
    "という感想",
    "という指摘",
    "とあるの",
    "とあり",
    "と語りかけ",
    "とのお話",
    "との見方",
    "との認識を",
    "との考えを示",
];

/// Who speaks: the end of a word for a person or a body, one a line. Words of the language, so they stand as data.
static WHO: LazyLock<Endings> = LazyLock::new(|| Endings::new(include_str!("told_by.txt").lines()));

/// Sources, with what stands before the words themselves.
pub(super) const SOURCE: &[&str] = &[
    "いわく、",
    "いわく",
    "曰く、",
    "曰く",
    "によれば、",
    "によりますと、",
    "の話では、",
    "の話によると",
    "が言うには",
    "に言わせれば",
    "に言わせると",
    "の発表では、",
    "の言葉に、",
    "の言葉を借りれば",
    "の声 ",
    "の声　",
    "の話 ",
    "の話　",
    "への声 ",
    "への声　",
    "意見箱より",
    "自由記述",
    "原文ママ",
    "の写し",
    "のあいさつ",
    "あいさつ：",
    "挨拶：",
    "の談話",
    "の名言",
    "の格言",
    "ことわざに",
    "の口ぐせ",
    "の口癖",
    "の一節",
    "からの手紙",
    "からのメール",
    "のコメント：",
    "の感想：",
    "の声：",
    "の声:",
    "のコメント:",
];

/// Fewest and most characters of words that somebody says.
const WORDS: std::ops::RangeInclusive<usize> = 5..=120;

/// Bytes of the longest sentence that is looked at.
const LONGEST: usize = 900;

/// Marks words of others without brackets, by their source only where one stands in the text: 知事は…と述べました, 課長いわく…. Sentences in which brackets hold the words
/// are left to [`super::quotation`].
pub(super) fn told(text: &str, sources: bool, found: &mut Vec<Finding>) {
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '！', '？', '!', '?', '\n']) {
        let at = start;
        start += sentence.len();
        // What has no end for so long is no sentence, and would be read again from each particle.
        if sentence.len() > LONGEST || sentence.chars().nth(*WORDS.start() + 2).is_none() {
            continue;
        }
        let bracketed = sentence.contains(['「', '『', '“', '｢', '〝', '‘']);
        let range = if bracketed {
            None
        } else {
            spoken(sentence)
                .or_else(|| reported::spoken(sentence))
                .or_else(|| if sources { sourced(sentence) } else { None })
                .or_else(|| reported::sourced(sentence))
        };
        if let Some((from, until, word)) = range
            && WORDS.contains(&sentence[from..until].chars().count())
        {
            let range = (at + from, at + until);
            let note = vec![Note::Near(word.to_owned())];
            found.push(super::found(
                Category::Quotation,
                Tier::Cue,
                text,
                range,
                text[range.0..range.1].to_owned(),
                "quotation.told",
                note,
            ));
        }
    }
}

/// What stands behind と in verbs of saying.
const SECOND: &str = "述語話説答訴強指主批発明振約言おい申宣表報伝記書告怒叫つ投コ評懸不期感のあ訓戒助断釈";

/// The last verb of saying in a text and where it stands. Looked for in every text, so the letter behind と decides first.
fn verb(text: &str) -> Option<(usize, &'static str)> {
    let known = |at: usize| TOLD.iter().find(|verb| text[at..].starts_with(**verb)).map(|verb| (at, *verb));
    // One walk from the end, with the letter behind at hand.
    let (mut after, mut at) = ('\0', text.len());
    for c in text.chars().rev() {
        at -= c.len_utf8();
        let likely = match c {
            'と' => SECOND.contains(after),
            'っ' => after == 'て',
            'を' => after == '呼',
            _ => false,
        };
        if likely && let Some(found) = known(at) {
            return Some(found);
        }
        after = c;
    }
    None
}

/// What stands behind a speaker, the surest first.
const PARTICLES: &[&str] =
    &["は、", "は", "が、", "が", "も、", "も", "からは、", "からは", "から、", "から", "に、", "に"];

/// Characters of a sentence within which its speaker stands.
const FURTHEST: usize = 40;

/// …は、…と述べ: between the speaker and the verb.
fn spoken(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let (until, verb) = verb(sentence)?;
    let head = &sentence[..until];
    let passive = verb.ends_with("われ") || verb.ends_with("怒鳴");
    let mut best: Option<(usize, usize)> = None;
    for (count, (at, c)) in head.char_indices().enumerate().take(FURTHEST) {
        // One walk, and the end of the word first: of each particle what stands before it would be read again.
        if !matches!(c, 'は' | 'が' | 'も' | 'か' | 'に') || count == 0 {
            continue;
        }
        let Some(rank) = PARTICLES.iter().position(|particle| head[at..].starts_with(particle)) else { continue };
        let particle = PARTICLES[rank];
        let from = at + particle.len();
        // に needs somebody who is told by: 先生に…と言われた.
        if best.is_some_and(|(better, _)| better <= rank)
            || particle.starts_with('に') && !passive
            || head[from..].chars().nth(*WORDS.start() - 1).is_none()
            || WHO.end_of(&head[..at]).is_none()
        {
            continue;
        }
        best = Some((rank, from));
    }
    best.map(|(_, from)| (from, until, verb))
}

/// …いわく、…: what stands behind the source.
fn sourced(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let (at, source) =
        SOURCE.iter().filter_map(|source| sentence.find(source).map(|at| (at, *source))).min_by_key(|(at, _)| *at)?;
    // 住民票の写し is a paper.
    if source == "の写し" && ["票", "証", "書", "本"].iter().any(|paper| sentence[..at].ends_with(paper)) {
        return None;
    }
    if sentence[..at].chars().next_back().is_none_or(|c| !crate::view::class_of(c).is_letter()) {
        return None;
    }
    let rest = &sentence[at + source.len()..];
    let skip = rest.len()
        - rest.trim_start_matches(['、', '：', ':', ' ', '　', '（', '(', '）', ')', '原', '文', 'マ']).len();
    let until = sentence.trim_end_matches(['。', '！', '？', '!', '?', '\n']).len();
    let from = at + source.len() + skip;
    (from < until).then_some((from, until, source))
}
