//! Forms that a word takes, so that entries name it once.

use serde::Deserialize;

use super::{
    registers,
    stems::{Stems, row, stems},
};

/// How a word is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inflection {
    /// うざい: うざく, うざかった, うぜえ, うざすぎ.
    Adjective,
    /// 殺す, いたぶる: all forms but the passive.
    Godan,
    /// 消える: all forms but the passive.
    Ichidan,
    /// 差別する, with する and its forms behind a noun.
    Suru,
    /// The order alone: 死ぬ is 死ね, 消える is 消えろ, with what is said behind it.
    Order,
    /// What the speaker means to do: 殺すぞ, 殺してやる, 殺しに行く.
    Intent,
    /// What the listener is told to do or may expect to have done: both of the above.
    OrderIntent,
    /// Words used as names: バカ, and バカども, バカ野郎, バカすぎ.
    Name,
    /// What the speaker cannot do, in the registers of the country: 動けない, 動けへん, 動けね, 動かれん.
    Cannot,
    /// What goes on right now: 流されてる, 流されとる, 流されちょる, 流されそう.
    Now,
    /// What somebody is asked for: 来てください, 来てけろ, 来てくれんね.
    Ask,
    /// What the speaker wants for themself: 死にたい, 死にてえ, 死にとうなる.
    Wish,
    /// What is to happen to the listener: 殺されたいか, 刺されるぞ, 轢かれればいい.
    Suffer,
    /// What all are called to do: 壊そうぜ, 壊したろうや, 壊しましょう.
    Lets,
    /// The ends of intent that nobody uses but to threaten: 沈めるぞ, 沈めてやる, 沈めたろか. For verbs that with softer
    /// ends are said every day.
    Menace,
}

/// Every form of a word, itself first where it stands for itself.
pub fn forms(word: &str, inflection: Inflection) -> Vec<String> {
    match inflection {
        Inflection::Adjective => adjective(word),
        Inflection::Godan | Inflection::Ichidan => verb(word),
        Inflection::Suru => with(
            word,
            &["する", "しろ", "せよ", "して", "した", "しよう", "します", "しま", "し", "すれば", "しない", "させ"],
        ),
        Inflection::Order => order(word),
        Inflection::Intent => intent(word),
        Inflection::OrderIntent => {
            let mut all = order(word);
            all.extend(intent(word));
            all
        }
        Inflection::Name => {
            let mut all = vec![word.to_owned()];
            all.extend(with(
                word,
                &["ども", "共", "たち", "野郎", "やろう", "女", "男", "すぎ", "過ぎ", "め", "っぷり"],
            ));
            all
        }
        Inflection::Cannot => said(word, registers::cannot),
        Inflection::Now => said(word, registers::now),
        Inflection::Ask => said(word, registers::ask),
        Inflection::Wish => said(word, registers::wish),
        Inflection::Suffer => said(word, registers::suffer),
        Inflection::Menace => menace(word),
        Inflection::Lets => {
            let mut all = said(word, registers::lets);
            all.extend(with(word, &["べや", "べし", "べさ"]));
            all
        }
    }
}

/// A verb in the registers of the country; what is no verb stays as it is.
fn said(word: &str, how: fn(&Stems) -> Vec<String>) -> Vec<String> {
    stems(word).map_or_else(|| vec![word.to_owned()], |stems| how(&stems))
}

/// What holds a form of a word and is none of its kind: 殺すどころか beside 殺すど, 消えれば beside 消えれ.
pub fn innocent(word: &str, inflection: Inflection) -> Vec<String> {
    if inflection == Inflection::Menace {
        // 殴るでしょう beside 殴るで.
        let mut all = innocent(word, Inflection::Intent);
        all.extend(with(word, &["でしょ", "です", "では", "でも", "でき", "であろ", "でない"]));
        return all;
    }
    let (order, intent) = match inflection {
        Inflection::Order => (true, false),
        Inflection::Intent => (false, true),
        Inflection::OrderIntent => (true, true),
        _ => return vec![],
    };
    let mut all = vec![];
    if intent {
        all.extend(with(
            word,
            &[
                "どころ",
                "どう",
                "よう",
                "わけ",
                "よね",
                "よな",
                "より",
                "わけに",
                "つもりは",
                "つもりじゃ",
                "つもりな",
                "つもりで",
                "予定日",
                "予定の",
                "けど",
                "けれど",
                "べき",
                "べきか",
            ],
        ));
    }
    if let Some(stems) = stems(word) {
        if intent {
            // What is tried, told or asked: 殺そうとした, 殺したがる, 殺したくない, 殺しますか.
            all.extend(with(&stems.will, &["と", "か", "が", "に"]));
            all.extend(with(
                &stems.i,
                &[
                    "たくな",
                    "たくて",
                    "たくは",
                    "たければ",
                    "たがる",
                    "たがっ",
                    "たがら",
                    "たい人",
                    "たい方",
                    "たい場",
                    "たいとき",
                    "たい時",
                    "ますか",
                    "ません",
                    "に来る",
                ],
            ));
            all.extend(with(
                &stems.te(),
                &["やりたいほど", "しまうおそ", "しまう恐", "しまう危", "しまうこと", "しまうので", "しまうと"],
            ));
            all.extend(with(&stems.to(), &["くべ", "くこと", "くと", "くか"]));
        }
        if order && stems.weak {
            all.extend(with(&stems.a, &["れば", "れて", "れな", "れる", "れま", "れた", "れず", "れん"]));
        }
    }
    all
}

pub(super) fn with(stem: &str, ends: &[&str]) -> Vec<String> {
    ends.iter().map(|end| format!("{stem}{end}")).collect()
}

pub(super) fn split(word: &str) -> (&str, char) {
    match word.char_indices().next_back() {
        Some((at, last)) => (&word[..at], last),
        None => (word, '\0'),
    }
}

fn adjective(word: &str) -> Vec<String> {
    let Some(stem) = word.strip_suffix('い') else { return vec![word.to_owned()] };
    let mut all = with(
        stem,
        &["い", "く", "かった", "かろう", "すぎ", "過ぎ", "けれ", "そう", "さ", "いん", "いよ", "いな", "いわ"],
    );
    // うざい, きもい, くさい, わるい as they are said: うぜえ, きめえ, くせえ, わりい.
    let (before, vowel) = split(stem);
    let contracted = row(vowel)
        .map(|row| if row.1 == 2 { format!("{before}{}い", row.0[1]) } else { format!("{before}{}", row.0[3]) });
    if let Some(contracted) = contracted {
        all.extend(with(&contracted, &["え", "ぇ", "ー"]));
    }
    all
}

fn verb(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if let Some(stems) = stems(word) {
        all.extend([stems.te(), stems.ta(), stems.will.clone(), format!("{}ば", stems.e)]);
        all.extend(with(&stems.i, &["ます", "まし", "たい", "たく", "たが", "そう", "に", "ながら", "やが"]));
        all.extend(with(&stems.a, &["ない", "なか", "ね", "せ"]));
        all.extend(stems.order);
    }
    all
}

fn order(word: &str) -> Vec<String> {
    let Some(stems) = stems(word) else { return vec![word.to_owned()] };
    let mut all = stems.order.clone();
    all.extend(with(
        &stems.te(),
        &[
            "くれ",
            "ください",
            "こい",
            "しまえ",
            "もらえ",
            "ほしい",
            "欲しい",
            "ろよ",
            "いいよ",
            "まえ",
            "もろて",
            "どうぞ",
            "くんねえ",
            "くんない",
            "みろ",
            "みせろ",
            "おしまい",
        ],
    ));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &[
                "じまえ",
                "じゃえ",
                "だほうがいい",
                "だ方がいい",
                "だほうがまし",
                "だ方がまし",
                "だらええ",
                "だらいい",
                "どけ",
                "どれ",
            ]
        } else {
            &["ちまえ", "ちゃえ", "たほうがいい", "た方がいい", "たらええ", "とけ", "とれや", "とれよ"]
        },
    ));
    all.extend(with(
        &stems.i,
        &["なさい", "やがれ", "さらせ", "くされ", "なよ", "たまえ", "なはれ", "んさい", "や！", "ぃや", "いや！"],
    ));
    all.extend(with(&stems.a, &["んかい", "んかえ", "んか！"]));
    if stems.weak {
        // The order of the north: 消えれ.
        all.push(format!("{}れ", stems.a));
    }
    all.push(format!("{}ば", stems.e));
    all.push(format!("{word}べき"));
    all
}

fn intent(word: &str) -> Vec<String> {
    let Some(stems) = stems(word) else { return vec![word.to_owned()] };
    let mut all = with(
        word,
        &[
            "ぞ",
            "ぜ",
            "から",
            "から待",
            "から覚悟",
            "わよ",
            "しかない",
            "つもり",
            "よ",
            "わ",
            "予定",
            "ど",
            "っぞ",
            "けん",
            "けえ",
            "けぇ",
            "けのう",
            "からよ",
            "から楽しみ",
            "から震え",
            "からふるえ",
            "から首",
            "から逃げ",
            "さかい",
            "でな",
            "でコラ",
            "でワレ",
            "んで待",
            "べな",
            "べ！",
            "はんで",
            "ばい",
            "っちゃ",
            "決意",
            "決心",
            "覚悟はで",
            "気満々",
            "気まんまん",
        ],
    );
    if let Some(stem) = word.strip_suffix('る') {
        // The north: つけっからな, やっぞ.
        all.extend(with(stem, &["っから", "っかんな", "っぞ", "っど", "っけん", "んぞ", "んで", "んど"]));
    }
    all.extend(with(
        &stems.te(),
        &[
            "遣る",
            "遣り",
            "くれる",
            "くれん",
            "いくから",
            "いくぞ",
            "いくから",
            "いったる",
            "やる",
            "やり",
            "やん",
            "やっか",
            "やろう",
            "やろか",
            "えやる",
            "やりて",
            "えわ",
            "ちゃる",
            "ちゃろ",
            "ちゃらあ",
            "もうたる",
            "まうど",
            "まうぞ",
            "しまうぞ",
            "しまうから",
            "もうで",
            "やらあ",
            "やらぁ",
            "やっから",
            "やっど",
            "やっど",
            "やるけ",
            "やるよ",
            "けっと",
            "けっど",
            "けっから",
            "けるぞ",
            "くれるわ",
            "くれよう",
            "あげよう",
            "ほしいんか",
            "ほしいのか",
            "ほしいか",
            "やってもいい",
            "しまおう",
            "あげる",
            "みせる",
            "まわ",
            "回る",
        ],
    ));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["じゃう", "じゃおう", "じまう", "じまお", "だる", "だろか", "じゃる", "じゃろか"]
        } else {
            &[
                "ちゃう",
                "ちゃお",
                "ちまう",
                "ちまお",
                "たる",
                "たろか",
                "たろう",
                "たろけ",
                "たらんか",
                "ちゃる",
                "ちゃろ",
                "ちゃらあ",
                "ちゃっけん",
                "ちゃるけ",
                "ちまうぞ",
            ]
        },
    ));
    all.extend(with(&stems.to(), &["く", "こう", "いたる", "いてやる", "いちゃる"]));
    // The north voices it: つけでやっから.
    all.extend(with(
        &format!("{}で", stems.te),
        &["やる", "やっから", "やっぞ", "やんぞ", "やっか", "けっから", "けるぞ"],
    ));
    all.extend(with(
        &stems.i,
        &["に行", "にいく", "にいき", "にいっ", "に来", "にくる", "たい", "たく", "てえ", "てぇ", "ます", "ましょう"],
    ));
    all.push(stems.will.clone());
    all
}

/// What is left of [`intent`] where a verb is harmless with its softer ends.
fn menace(word: &str) -> Vec<String> {
    let Some(stems) = stems(word) else { return vec![word.to_owned()] };
    let mut all = with(word, &["ぞ", "ど", "っぞ", "で", "からな", "から覚悟", "けんな", "けえな", "けえの"]);
    if let Some(stem) = word.strip_suffix('る') {
        all.extend(with(stem, &["っから", "っかんな", "っぞ", "っど", "んぞ", "んど"]));
    }
    all.extend(with(
        &stems.te(),
        &[
            "やる",
            "やん",
            "やっか",
            "やろう",
            "やろか",
            "やらあ",
            "やらぁ",
            "やっから",
            "やっぞ",
            "やっど",
            "くれる",
            "くれよう",
            "くれん",
            "けっから",
            "けるぞ",
            "まうぞ",
            "まうど",
            "もうたる",
            "もうたろ",
            "えやる",
            "遣る",
        ],
    ));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["だる", "だろか", "だんぞ", "じまうぞ", "じゃる", "じゃろか"]
        } else {
            &["たる", "たろか", "たろけ", "たんぞ", "ちまうぞ", "ちゃる", "ちゃろ", "ちゃらあ", "ちゃっけん"]
        },
    ));
    all.extend(with(&format!("{}で", stems.te), &["やっから", "やっぞ", "やんぞ", "けっから"]));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_the_forms_of_their_kind() {
        // As prefixes, because the lexicon finds what goes on behind them.
        let has = |word: &str, kind: Inflection, form: &str| {
            assert!(
                forms(word, kind).iter().any(|known| form.starts_with(&**known)),
                "{word}: {:?}",
                forms(word, kind)
            );
        };
        has("うざい", Inflection::Adjective, "うぜえ");
        has("きもい", Inflection::Adjective, "きめえ");
        has("死ぬ", Inflection::Order, "死ね");
        has("死ぬ", Inflection::Order, "死んでくれ");
        has("死ぬ", Inflection::Order, "死んじまえ");
        has("消える", Inflection::Order, "消えろ");
        has("くたばる", Inflection::Order, "くたばれ");
        has("殺す", Inflection::Intent, "殺してやる");
        has("殺す", Inflection::Intent, "殺そう");
        has("殴る", Inflection::Intent, "殴ってやる");
        has("刺す", Inflection::Intent, "刺しに行");
        has("狩る", Inflection::Intent, "狩ったる");
        has("ばか", Inflection::Name, "ばか野郎");
        has("火つける", Inflection::Intent, "火つけでやっから");
        has("沈める", Inflection::Menace, "沈めるど");
        has("殴る", Inflection::Menace, "殴ってやる");
        assert!(!forms("埋める", Inflection::Menace).iter().any(|form| "埋めます 埋めよう 埋めるよ".contains(&**form)));
        for (word, kind, expected) in [
            ("動く", Inflection::Cannot, "動けない 動けません 動けへん 動けん 動けね 動かれね 動かれん"),
            ("逃げる", Inflection::Cannot, "逃げられない 逃げられへん 逃げれん 逃げらんね"),
            ("出る", Inflection::Cannot, "出られない 出れん 出らんね"),
            ("避難する", Inflection::Cannot, "避難できない 避難できへん 避難できん"),
            (
                "流される",
                Inflection::Now,
                "流されてる 流されてます 流されとる 流されちょる 流されよる 流されてら 流されそう 流されちゃ",
            ),
            ("沈む", Inflection::Now, "沈んでる 沈んどる 沈んじょる 沈みよる 沈みそう 沈んじゃ"),
            (
                "来る",
                Inflection::Ask,
                "来てください 来てけろ 来てくれんね 来でけろ 来とくれ 来てつかあさい 来たってくれ",
            ),
            ("くる", Inflection::Ask, "きてくれ きてけさい"),
            ("呼ぶ", Inflection::Ask, "呼んでください 呼んどくれ 呼んでくんろ"),
            ("死ぬ", Inflection::Wish, "死にたい 死にてえ 死にとう"),
            ("殺す", Inflection::Suffer, "殺されたいか 殺されたいんか 殺されるぞ 殺されればいい"),
            ("消える", Inflection::Suffer, "消えられたいか"),
            ("壊す", Inflection::Lets, "壊そうぜ 壊しましょう 壊したろう 壊してやろうぜ 壊すべや"),
        ] {
            for form in expected.split(' ') {
                has(word, kind, form);
            }
        }
    }
}
