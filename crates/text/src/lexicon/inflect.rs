//! Forms that a word takes, so that entries name it once.

use serde::Deserialize;

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
    }
}

fn with(stem: &str, ends: &[&str]) -> Vec<String> {
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
struct Stems {
    /// 殺さ, 消え.
    a: String,
    /// 殺し, 消え.
    i: String,
    /// 殺せ, 消えれ.
    e: String,
    /// 殺そう, 消えよう.
    will: String,
    /// 殺して, 消えて, without the て: 殺し, 消え, 死ん.
    te: String,
    /// て or で.
    voiced: bool,
    /// 殺せ, 消えろ.
    order: Vec<String>,
}

fn stems(word: &str) -> Option<Stems> {
    let (stem, last) = split(word);
    let (before, vowel) = split(stem);
    let weak = last == 'る' && row(vowel).is_some_and(|(_, at)| at == 1 || at == 3) && !before.is_empty();
    // Written in 漢字 the vowel does not show; these are the strong ones among the verbs of the lexicon.
    let strong =
        ["殴る", "蹴る", "切る", "斬る", "散る", "なぐる", "ける", "きる"].iter().any(|known| word.ends_with(known));
    if weak && !strong {
        return Some(Stems {
            a: stem.to_owned(),
            i: stem.to_owned(),
            e: format!("{stem}れ"),
            will: format!("{stem}よう"),
            te: stem.to_owned(),
            voiced: false,
            order: with(stem, &["ろ", "よ"]),
        });
    }
    let (letters, _) = if last == 'う' { (vec!['わ', 'い', 'う', 'え', 'お'], 2) } else { row(last)? };
    let (te, voiced) = match last {
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
    })
}

impl Stems {
    fn te(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'で' } else { 'て' })
    }

    fn ta(&self) -> String {
        format!("{}{}", self.te, if self.voiced { 'だ' } else { 'た' })
    }

    /// The contracted て before い: 殺し+たい is not it; 殺し+とく is.
    fn to(&self) -> String {
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
        &["くれ", "ください", "こい", "しまえ", "もらえ", "ほしい", "欲しい", "ろよ", "いいよ"],
    ));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["じまえ", "じゃえ", "だほうがいい", "だ方がいい"]
        } else {
            &["ちまえ", "ちゃえ", "たほうがいい", "た方がいい"]
        },
    ));
    all.extend(with(&stems.i, &["なさい", "やがれ", "さらせ", "くされ", "なよ", "たまえ"]));
    all.push(format!("{}ば", stems.e));
    all.push(format!("{word}べき"));
    all
}

fn intent(word: &str) -> Vec<String> {
    let Some(stems) = stems(word) else { return vec![word.to_owned()] };
    let mut all =
        with(word, &["ぞ", "ぜ", "からな", "から待", "から覚悟", "わよ", "しかない", "つもり", "よ", "わ", "予定"]);
    all.extend(with(
        &stems.te(),
        &[
            "やる",
            "やり",
            "やん",
            "やっか",
            "やろう",
            "やろか",
            "えやる",
            "やりて",
            "えわ",
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
            &["じゃう", "じゃおう", "だる", "だろか"]
        } else {
            &["ちゃう", "ちゃお", "たる", "たろか", "たろう", "てえ", "てぇ"]
        },
    ));
    all.extend(with(&stems.to(), &["く", "こう"]));
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
        let has = |word: &str, kind: Inflection, form: &str| {
            assert!(forms(word, kind).iter().any(|known| known == form), "{word}: {:?}", forms(word, kind));
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
    }
}
