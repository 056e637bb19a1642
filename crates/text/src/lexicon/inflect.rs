//! Forms that a word takes, so that entries name it once.

use serde::Deserialize;

use super::registers;

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

fn split(word: &str) -> (&str, char) {
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

/// The row of a kana, from あ to お, and its own place in it.
fn row(c: char) -> Option<(Vec<char>, usize)> {
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

fn stems(word: &str) -> Option<Stems> {
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
    ]
    .iter()
    .any(|known| word.ends_with(known));
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

    fn ta(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'だ' } else { 'た' })
    }

    /// The contracted て before い: 殺し+たい is not it; 殺し+とく is.
    pub fn to(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'ど' } else { 'と' })
    }
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
        has("付ける", Inflection::Intent, "付けでやっから");
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
            ("来る", Inflection::Ask, "来てください 来てけろ 来てくれんね 来でけろ 来とくれ 来てつかあさい 来たって"),
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
