//! The stems of a verb, from the form in the dictionary.

use super::inflect::{split, with};

/// The row of a kana, from あ to お, and its own place in it.
pub(super) fn row(c: char) -> Option<(Vec<char>, usize)> {
    const ROWS: [&str; 14] = [
        "あいうえお",
        "かきくけこ",
        "がぎぐげご",
        "さしすせそ",
        "ざじずぜぞ",
        "たちつてと",
        "だぢづでど",
        "なにぬねの",
        "はひふへほ",
        "ばびぶべぼ",
        "ぱぴぷぺぽ",
        "まみむめも",
        "らりるれろ",
        "わいうえお",
    ];
    ROWS.iter().find_map(|row| {
        let at = row.chars().position(|known| known == c)?;
        Some((row.chars().collect(), at))
    })
}

/// Whether a verb is written with 漢字, which shows where it begins.
fn is_kanji(word: &str) -> bool {
    word.starts_with(|c: char| !matches!(c, 'ぁ'..='ゖ'))
}

/// Stems of a verb in its dictionary form.
pub(super) struct Stems {
    /// 殺さ, 消え.
    pub a: String,
    /// 殺し, 消え.
    pub i: String,
    /// 殺せ, 消えれ.
    pub e: String,
    /// 殺そう, 消えよう.
    pub will: String,
    /// 殺して, 消えて, without the て: 殺し, 消え, 死ん.
    pub te: String,
    /// て or で.
    pub voiced: bool,
    /// 殺せ, 消えろ.
    pub order: Vec<String>,
    /// 消える and the like, whose stem stands before all endings.
    pub weak: bool,
}

pub(super) fn stems(word: &str) -> Option<Stems> {
    if let Some(noun) = word.strip_suffix("する") {
        return Some(Stems {
            a: format!("{noun}し"),
            i: format!("{noun}し"),
            e: format!("{noun}すれ"),
            will: format!("{noun}しよう"),
            te: format!("{noun}し"),
            voiced: false,
            order: with(noun, &["しろ", "せよ", "せえ", "せんかい"]),
            weak: false,
        });
    }
    // The one verb of its own kind.
    if let Some(before) = word.strip_suffix("来る").or_else(|| word.strip_suffix("くる").filter(|rest| rest.is_empty()))
    {
        let (a, i) = if word.ends_with("来る") { ("来", "来") } else { ("こ", "き") };
        return Some(Stems {
            a: format!("{before}{a}"),
            i: format!("{before}{i}"),
            e: format!("{before}{}れ", if a == "来" { "来" } else { "く" }),
            will: format!("{before}{a}よう"),
            te: format!("{before}{i}"),
            voiced: false,
            order: vec![format!("{before}{a}い")],
            weak: true,
        });
    }
    let (stem, last) = split(word);
    let (before, vowel) = split(stem);
    // Stems of one letter, and those whose vowel 漢字 hides.
    let short = word.ends_with("出る") || matches!(word, "見る" | "でる" | "みる" | "寝る");
    let weak = short || last == 'る' && row(vowel).is_some_and(|(_, at)| at == 1 || at == 3) && !before.is_empty();
    // Written in 漢字 the vowel does not show; these are the strong ones among the verbs of the lexicon.
    let strong = [
        "殴る",
        "蹴る",
        "切る",
        "斬る",
        "散る",
        "なぐる",
        "ける",
        "きる",
        "遮る",
        "嬲る",
        "なぶる",
        "捻る",
        "ひねる",
        "くたばる",
        "はいる",
        "すべる",
        "かえる",
        "しゃべる",
        "たたききる",
        "ぶったぎる",
    ]
    .iter()
    .any(|known| {
        // Two kana are the whole verb or the end of another: 火をつける is none of ける.
        word == *known || known.chars().count() > 2 && word.ends_with(known) || is_kanji(known) && word.ends_with(known)
    });
    if weak && !strong {
        return Some(Stems {
            a: stem.to_owned(),
            i: stem.to_owned(),
            e: format!("{stem}れ"),
            will: format!("{stem}よう"),
            te: stem.to_owned(),
            voiced: false,
            order: with(stem, &["ろ", "よ"]),
            weak: true,
        });
    }
    let (letters, _) = if last == 'う' { (vec!['わ', 'い', 'う', 'え', 'お'], 2) } else { row(last)? };
    // 行く and 逝く are the ones that do not become いい.
    let goes = word.ends_with("行く") || word.ends_with("逝く") || word.ends_with("いく");
    let (te, voiced) = match last {
        'く' if goes => ("っ", false),
        'う' | 'つ' | 'る' => ("っ", false),
        'ぬ' | 'ぶ' | 'む' => ("ん", true),
        'く' => ("い", false),
        'ぐ' => ("い", true),
        _ => ("し", false),
    };
    Some(Stems {
        a: format!("{stem}{}", letters[0]),
        i: format!("{stem}{}", letters[1]),
        e: format!("{stem}{}", letters[3]),
        will: format!("{stem}{}う", letters[4]),
        te: format!("{stem}{te}"),
        voiced,
        order: vec![format!("{stem}{}", letters[3])],
        weak: false,
    })
}

impl Stems {
    pub fn te(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'で' } else { 'て' })
    }

    pub fn ta(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'だ' } else { 'た' })
    }

    /// The contracted て before い: 殺し+たい is not it; 殺し+とく is.
    pub fn to(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'ど' } else { 'と' })
    }
}
