//! Where a word may begin and end: changes of script first, then what commonly stands beside words.

use std::sync::LazyLock;

use super::place::{self, Gaps, Neighbour};
use crate::view::{Class, class_of};

/// One-letter particles: what stands behind them begins a word.
const PARTICLES: &str = "はがをにのともでやへ";

/// How a sentence goes on behind a name or an order, as the squeezed view writes it.
const TAILS: &[&str] = &[
    "だ",
    "です",
    "な",
    "じゃ",
    "や",
    "か",
    "よ",
    "ね",
    "の",
    "は",
    "も",
    "が",
    "を",
    "に",
    "って",
    "っ",
    "で",
    "と",
    "たち",
    "ども",
    "ら",
    "め",
    "すぎ",
    "さ",
    "ちゃ",
    "わ",
    "ぞ",
    "ぜ",
    "しか",
    "ばっか",
    "み",
    "w",
    "笑",
    "草",
    "おま",
    "しね",
    "まじ",
    "ほん",
];

/// Letters of a word in ひらがな that is long enough not to be the end of another.
const LONG: usize = 5;

/// Letters that words in 漢字 go on with.
const OKURIGANA: &str = "しきりいえけせてねめれみちにげべがをはもとのかさたなまらわ";

/// Whether a neighbour on the left lets a word begin.
pub(super) fn begins(text: &str, start: usize, gaps: Gaps, letters: usize) -> bool {
    let Some(near) = neighbour_before(text, start, gaps) else { return true };
    let Some(first) = text[start..].chars().next() else { return true };
    let class = class_of(first);
    if !near.class.is_letter() && near.class != Class::Long {
        return true;
    }
    match (near.class, class) {
        (Class::Long, _) => class != Class::Katakana && class != Class::Hiragana,
        // 話しね: 漢字 before ひらがな is one word more often than two.
        // A long word whose first letter ends no word in 漢字 begins behind one: 全部ばらまく.
        (Class::Kanji | Class::KanjiDigit, Class::Hiragana) => letters >= LONG && !OKURIGANA.contains(first),
        (Class::Hiragana, Class::Hiragana) => {
            PARTICLES.contains(near.c)
                && before_that(text, start, near.c).is_none_or(|far| far.class != Class::Hiragana)
        }
        (a, b) => !a.same_script(b),
    }
}

/// The character before the nearest `c` on the left, which may stand behind a separator.
fn before_that(text: &str, start: usize, c: char) -> Option<Neighbour> {
    place::before(text, text[..start].rfind(c)?)
}

/// Whether what stands on the right lets a word end. `rest`: what follows in the squeezed view.
pub(super) fn ends(text: &str, end: usize, gaps: Gaps, rest: &str) -> bool {
    let Some(near) = neighbour_after(text, end, gaps) else { return true };
    let Some(last) = text[..end].chars().next_back() else { return true };
    let class = class_of(last);
    if near.class == Class::Long {
        // バカーー！ ends, バーカウンター does not.
        let next = text[end..].chars().find(|c| !matches!(class_of(*c), Class::Long | Class::Invisible));
        return next.is_none_or(|c| !class_of(c).is_letter() || !class_of(c).same_script(class) || tail(rest));
    }
    if !near.class.is_letter() {
        return true;
    }
    if class == Class::Hiragana && near.class == Class::Hiragana {
        return tail(rest);
    }
    !near.class.same_script(class)
}

/// What a command or a rebuke ends in before somebody is called names.
const BEFORE_CALLING: &str = "よやかろぞぜわせけめれえねゃーぇっだで";

/// Whether a stretch of Latin letters is cut out of a longer one: FX in KFX. Invisible characters are no letters and no
/// bounds, or a zero-width space would make a word of a piece of one.
pub(super) fn within_latin(text: &str, start: usize, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| class_of(c) == Class::Latin);
    let seen = |c: &char| class_of(*c) != Class::Invisible;
    if !text[start..end].chars().filter(seen).all(|c| class_of(c) == Class::Latin) {
        return false;
    }
    latin(text[..start].chars().rev().find(seen)) || latin(text[end..].chars().find(seen))
}

/// Bytes of a word in ひらがな that is long enough to begin behind 漢字: 全員ぶちのめす.
const LONG_ENOUGH: u32 = 4 * 3;

/// Whether ひらがな stand behind 漢字, where a word goes on: 息子 and がいじめ.
pub(super) fn grows(text: &str, start: usize, length: u32) -> bool {
    let kanji = text[..start].chars().next_back().is_some_and(|c| class_of(c) == Class::Kanji);
    let first = text[start..].chars().next();
    kanji
        && first.is_some_and(|c| class_of(c) == Class::Hiragana)
        && (length < LONG_ENOUGH || first.is_some_and(|c| PARTICLES.contains(c)))
}

/// Whether what stands on the left is the end of something said.
pub(super) fn called(text: &str, start: usize) -> bool {
    let class = text[start..].chars().next().map(class_of);
    place::before(text, start).is_some_and(|near| match class {
        // ルーカス, おどろかす: of one script only behind what surely ends.
        Some(Class::Katakana) => BEFORE_CALLING.contains(near.c) && near.class == Class::Hiragana,
        Some(Class::Hiragana) => matches!(near.c, 'よ' | 'や'),
        _ => BEFORE_CALLING.contains(near.c),
    })
}

/// Whether nothing but the end of an utterance stands on the left.
pub(super) fn opens(text: &str, start: usize) -> bool {
    place::before(text, start).is_none_or(|near| !near.class.is_letter() && near.class != Class::Long)
}

/// Whether nothing but the end of an utterance stands on the right.
pub(super) fn closes(text: &str, end: usize, rest: &str) -> bool {
    let letter = place::after(text, end).is_some_and(|near| near.class.is_letter());
    !letter
        || ["よ", "や", "w", "笑", "草", "っ", "ぞ", "ね", "ぇ", "ー"].iter().any(|known| {
            rest.strip_prefix(known).is_some_and(|more| {
                more.is_empty()
                    || place::after(text, end).is_some_and(|near| {
                        let next = text[end..].find(near.c).map_or(end, |at| end + at + near.c.len_utf8());
                        place::after(text, next).is_none_or(|next| !next.class.is_letter() || next.c == near.c)
                    })
            })
        })
}

/// What is called so and hurts nobody: dishes, shops, places, and what stands behind 「という」.
static THINGS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("things.txt").lines().collect());
const CALLED_SO: &[&str] =
    &["という", "っていう", "っつう", "っちゅう", "ってゆう", "ていう", "といった", "って", "なる"];
const SO_CALLED: &[&str] = &[
    "昔の",
    "新しい",
    "野菜",
    "役",
    "橋",
    "町",
    "神社",
    "魚",
    "花",
    "鳥",
    "虫",
    "草",
    "貝",
    "木",
    "きのこ",
    "店",
    "お店",
    "本",
    "曲",
    "歌",
    "映画",
    "漫画",
    "小説",
    "ゲーム",
    "作品",
    "地名",
    "駅",
    "川",
    "山",
    "島",
    "名前",
    "名の",
    "名字",
    "苗字",
    "料理",
    "お菓子",
    "菓子",
    "酒",
    "お酒",
    "植物",
    "昆虫",
    "品種",
    "方言",
    "絵本",
    "芝居",
    "落語",
    "バンド",
    "番組",
    "ドラマ",
];

/// Whether what follows makes a name of a word: 豚野郎ラーメン, あんぽんたんという魚.
pub(super) fn names_a_thing(rest: &str) -> bool {
    let rest = rest.strip_prefix(['」', '』', '”']).unwrap_or(rest);
    THINGS.iter().any(|thing| rest.starts_with(thing))
        || CALLED_SO
            .iter()
            .filter_map(|called| rest.strip_prefix(called))
            .any(|rest| SO_CALLED.iter().any(|thing| rest.starts_with(thing)))
}

/// What takes words up as somebody else's meaning: 年寄りに死ねと言うのと同じ, 来るなってことか.
const TAKEN_UP: &[&str] = &[
    "ってことか",
    "ということか",
    "というのか",
    "と言うのと",
    "と言うてる",
    "と言うとる",
    "と言ってるの",
    "と言っているの",
    "と言うに等し",
    "と言わんばかり",
    "と言いたい",
    "とでも",
];

/// Whether what follows takes the words up as somebody else's.
pub(super) fn taken_up(rest: &str) -> bool {
    TAKEN_UP.iter().any(|words| rest.starts_with(words))
}

/// Offices and what they do.
const OFFICES: &[&str] = &["町政", "市政", "村政", "区政", "県政", "行政", "役場", "役所", "議会", "政策", "制度"];

/// Whether what follows is an office: この役立たずの町政.
pub(super) fn of_an_office(rest: &str) -> bool {
    rest.strip_prefix('の').is_some_and(|rest| OFFICES.iter().any(|office| rest.starts_with(office)))
}

fn tail(rest: &str) -> bool {
    rest.is_empty() || TAILS.iter().any(|tail| rest.starts_with(tail))
}

/// In a stretch with signs between its letters the word goes on behind such a sign.
fn neighbour_before(text: &str, start: usize, gaps: Gaps) -> Option<Neighbour> {
    match gaps {
        Gaps::Even { spaces: true, .. } => place::letter_before(text, start),
        _ => place::before(text, start),
    }
}

fn neighbour_after(text: &str, end: usize, gaps: Gaps) -> Option<Neighbour> {
    match gaps {
        Gaps::Even { spaces: true, .. } => place::letter_after(text, end),
        _ => place::after(text, end),
    }
}

/// Whether a particle ends at a place of the squeezed view; how long it is.
pub(super) fn particle_before(view: &str, at: usize) -> Option<usize> {
    view[..at].chars().next_back().filter(|c| PARTICLES.contains(*c)).map(char::len_utf8)
}
