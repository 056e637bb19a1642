//! Signs that residents do not see as they were meant: seen by nobody, turned around, shown as boxes, look-alikes of others.
//! Notices for people and never findings: no clause speaks of them, and nothing is refused for them. Control characters
//! alone are refused, where texts enter; here they are named with their line.

use std::fmt::Write as _;

use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};
use tatefuda_domain::{
    Lang,
    bound::is_unfit,
    text::{at_input, is_invisible},
};
use unicode_normalization::{UnicodeNormalization as _, char::compose};

/// The version of what is looked for.
pub const VERSION: &str = "signs 1";
/// Most lines that a sentence names.
const LINES_MAX: usize = 5;

/// What is the matter with a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A control character; it cannot be kept.
    Control,
    /// It turns the direction of writing around: what is read differs from what stands there.
    Turned,
    /// Another character that shows nothing.
    Unseen,
    /// A hyphen that shows only where a line breaks.
    SoftHyphen,
    /// 外字: everybody else sees a box.
    Private,
    /// A character was lost before it came here.
    Lost,
    /// A sign and its mark apart, as か and ゙: some devices show them side by side, and a search does not find them.
    Apart,
    /// A radical of dictionaries in the place of the 漢字 that looks like it.
    Radical,
}

/// Signs of one kind in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signs {
    /// Their kind.
    pub kind: Kind,
    /// First byte of the first.
    pub start: usize,
    /// Byte after the first.
    pub end: usize,
    /// The first as it can be shown: itself, or its number where it shows nothing.
    pub shown: String,
    /// What to write instead of the first, where that is known.
    pub instead: Option<String>,
    /// How many there are.
    pub count: usize,
    /// The lines on which they stand, from 1, each once, the first few.
    pub lines: Vec<usize>,
}

impl Kind {
    /// The word of programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Control => "sign.control",
            Self::Turned => "sign.turned",
            Self::Unseen => "sign.unseen",
            Self::SoftHyphen => "sign.soft_hyphen",
            Self::Private => "sign.private",
            Self::Lost => "sign.lost",
            Self::Apart => "sign.apart",
            Self::Radical => "sign.radical",
        }
    }

    /// What it is, in words.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            Self::Control => ("制御文字", "a control character"),
            Self::Turned => ("文字の並びを逆にする記号", "a sign that turns the writing around"),
            Self::Unseen => ("表示されない文字", "a character that nobody sees"),
            Self::SoftHyphen => ("行末だけに現れるハイフン", "a soft hyphen"),
            Self::Private => ("外字", "a private character"),
            Self::Lost => ("読み取れなかった文字", "a character that was lost"),
            Self::Apart => ("分かれた濁点・記号", "a mark apart from its letter"),
            Self::Radical => ("部首用の文字", "a radical in the place of a character"),
        };
        match lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// How residents will see it, and what can be done.
    fn effect(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            Self::Control => ("保存できません。取り除いてください。", "It cannot be saved. Remove it."),
            Self::Turned => (
                "住民には、書いたとおりの順に表示されません。取り除いてください。",
                "Residents will not read it in the order in which it stands. Remove it.",
            ),
            Self::Unseen => (
                "住民には見えず、検索や読み上げの妨げになります。",
                "Residents see nothing of it; search and reading aloud stumble.",
            ),
            Self::SoftHyphen => (
                "表示する幅によって、言葉の途中に「-」が現れます。",
                "Depending on the width, a hyphen appears within the word.",
            ),
            Self::Private => (
                "住民の画面では□になります。通常の文字に書き換えてください。",
                "Residents see a box. Write a common character instead.",
            ),
            Self::Lost => (
                "元の文字が失われています。元の文書を見て入れ直してください。",
                "The original was lost. Look at the source and type it again.",
            ),
            Self::Apart => (
                "機種によって濁点などが離れて表示され、検索で見つかりません。入れ直してください。",
                "Some devices show the mark beside its letter, and search does not find it. Type it again.",
            ),
            Self::Radical => (
                "見た目が同じでも、検索や読み上げでは別の文字になります。入れ直してください。",
                "It looks the same, but search and reading aloud take it for another. Type it again.",
            ),
        };
        match lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{ad}' => Self::SoftHyphen,
            '\u{fffd}' | '\u{fffc}' => Self::Lost,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Self::Turned,
            // Parts of emoji and of variants of 漢字: they belong to what stands before them.
            '\u{200c}'
            | '\u{200d}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0020}'..='\u{e007f}'
            | '\u{e0100}'..='\u{e01ef}' => {
                return None;
            }
            '\u{2028}' | '\u{2029}' => Self::Unseen,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fdd0}'..='\u{fdef}' => Self::Private,
            '\u{2e80}'..='\u{2fdf}' => Self::Radical,
            c if is_unfit(c) => Self::Control,
            c if u32::from(c) & 0xfffe == 0xfffe => Self::Private,
            c if is_invisible(c) && !matches!(c, '\u{b}' | '\u{85}') => Self::Unseen,
            _ => return None,
        })
    }
}

impl Signs {
    /// A sentence for staff: where they stand and what becomes of them.
    pub fn explanation(&self, lang: Lang) -> String {
        let lines: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        let mut out = String::new();
        // Writing into a string cannot fail.
        let _ = match lang {
            Lang::Ja => write!(out, "{}行目（{}か所）。", lines.join("・"), self.count),
            Lang::En => write!(out, "Line {} ({} in all). ", lines.join(", "), self.count),
        };
        out.push_str(self.kind.effect(lang));
        if let Some(instead) = &self.instead {
            let _ = match lang {
                Lang::Ja => write!(out, "「{}」は「{instead}」です。", self.shown),
                Lang::En => write!(out, " Instead of {}: {instead}.", self.shown),
            };
        }
        out
    }
}

/// The signs of a text, one row for each kind, in the order in which they first appear.
pub fn signs(text: &str) -> Vec<Signs> {
    let mut found: Vec<Signs> = Vec::new();
    let (mut line, mut before): (usize, Option<(usize, char)>) = (1, None);
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\u{b}' | '\u{85}') || (c == '\r' && !text[at..].starts_with("\r\n")) {
            line += 1;
        }
        let end = at + c.len_utf8();
        let whole = before.and_then(|(start, letter)| Some((start, compose(letter, c)?)));
        if let Some((start, whole)) = whole.filter(|_| is_mark(c)) {
            note(&mut found, Kind::Apart, (start, end), text[start..end].to_owned(), Some(whole.to_string()), line);
        } else if let Some(kind) = Kind::of(c) {
            let plain: String = c.nfkc().collect();
            let instead = (kind == Kind::Radical && plain != c.to_string()).then_some(plain);
            let shown = if kind == Kind::Radical { c.to_string() } else { format!("U+{:04X}", u32::from(c)) };
            note(&mut found, kind, (at, end), shown, instead, line);
        }
        before = Some((at, c));
    }
    found
}

/// Marks that join what stands before them: those of kana, and the accents of Latin letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

fn note(
    found: &mut Vec<Signs>,
    kind: Kind,
    place: (usize, usize),
    shown: String,
    instead: Option<String>,
    line: usize,
) {
    match found.iter_mut().find(|one| one.kind == kind) {
        Some(known) => {
            known.count += 1;
            if known.lines.last() != Some(&line) && known.lines.len() < LINES_MAX {
                known.lines.push(line);
            }
        }
        None => {
            let (start, end) = place;
            found.push(Signs { kind, start, end, shown, instead, count: 1, lines: vec![line] });
        }
    }
}

/// The text without what nobody sees and everybody stumbles over: control characters, turned writing, characters that
/// show nothing, soft hyphens. Unicode's own line ends become LF. Nothing that is seen changes.
pub fn without_unseen(text: &str) -> String {
    let unseen =
        |c: &char| matches!(Kind::of(*c), Some(Kind::Control | Kind::Turned | Kind::Unseen | Kind::SoftHyphen));
    let ended = at_input(text).replace(['\u{2028}', '\u{2029}'], "\n");
    ended.chars().filter(|c| !unseen(c)).collect()
}

/// The beginning of a text of at most `max` characters, cut where a reader would: never inside an emoji, between a letter
/// and its mark, or between 漢字 and the selector of their form.
pub fn beginning(text: &str, max: usize) -> &str {
    const CLUSTERS: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();
    let Some((limit, _)) = text.char_indices().nth(max) else { return text };
    let mut end = 0;
    for at in CLUSTERS.segment_str(text) {
        if at > limit {
            break;
        }
        end = at;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &'static str, usize)> {
        signs(text)
            .into_iter()
            .map(|one| (one.kind, if one.shown.starts_with("U+") { "" } else { "seen" }, one.lines[0]))
            .collect()
    }

    #[test]
    fn each_kind_is_told_with_its_line() {
        let text =
            "一行目\n\u{7}鐘\n\u{202e}逆\n見\u{200b}え\nsoft\u{ad}hyphen\n外\u{e123}字\n化\u{fffd}け\nか\u{3099}\n⽇";
        assert_eq!(
            kinds(text),
            [
                (Kind::Control, "", 2),
                (Kind::Turned, "", 3),
                (Kind::Unseen, "", 4),
                (Kind::SoftHyphen, "", 5),
                (Kind::Private, "", 6),
                (Kind::Lost, "", 7),
                (Kind::Apart, "seen", 8),
                (Kind::Radical, "seen", 9),
            ]
        );
        let instead: Vec<_> = signs(text).into_iter().filter_map(|one| one.instead).collect();
        assert_eq!(instead, ["が", "日"]);
    }

    #[test]
    fn good_texts_have_none() {
        for good in [
            "避難所を開設しました。\r\n詳しくは https://example.jp/",
            "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🏴\u{e0067}\u{e0062}\u{e007f}",
            "葛\u{e0100}城市 髙﨑 神 ① ㈱ ﾊﾞｽ が café ｶﾞ",
            "表\tの\u{3000}中",
        ] {
            assert_eq!(signs(good), [], "{good:?}");
        }
    }

    #[test]
    fn several_of_a_kind_are_one_row_with_their_lines() {
        let all = signs("か\u{3099}き\u{3099}\n\nく\u{3099}");
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].count, &all[0].lines), (3, &vec![1, 3]));
        let said = all[0].explanation(Lang::Ja);
        assert!(said.starts_with("1・3行目（3か所）。") && said.ends_with("「か\u{3099}」は「が」です。"), "{said}");
    }

    #[test]
    fn what_nobody_sees_goes_and_what_is_seen_stays() {
        let text = "a\u{7}b\u{b}c\u{202e}d\u{200b}e\u{ad}f\u{2028}g か\u{3099}⽇\u{e123} 👨\u{200d}👩";
        assert_eq!(without_unseen(text), "ab\ncdef\ng か\u{3099}⽇\u{e123} 👨\u{200d}👩");
    }

    #[test]
    fn a_text_is_cut_between_what_readers_take_for_one_sign() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(beginning(&format!("祭り{family}です"), 4), "祭り");
        assert_eq!(beginning(&format!("祭り{family}です"), 7), format!("祭り{family}"));
        assert_eq!(beginning("か\u{3099}き", 1), "");
        assert_eq!(beginning("🇯🇵🇯🇵", 3), "🇯🇵");
        assert_eq!(beginning("短い", 60), "短い");
    }
}
