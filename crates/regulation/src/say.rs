//! What is said of packs and files, in both languages.

use tatefuda_domain::Localized;

/// A text in both languages: Japanese, English, what stands for `{}` in both. `say!([what], …)`: `{what}` is itself said
/// in both languages.
#[macro_export]
macro_rules! say {
    ([$($name:ident),+], $ja:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        ::tatefuda_domain::Localized::new(
            { $(let $name = &*$name.ja;)+ ::std::format!($ja $(, $argument)*) },
            { $(let $name = &*$name.en;)+ ::std::format!($en $(, $argument)*) },
        )
    };
    ($ja:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        ::tatefuda_domain::Localized::new(::std::format!($ja $(, $argument)*), ::std::format!($en $(, $argument)*))
    };
}
pub use say;

/// A noun of the pack language.
#[derive(Debug, Clone, Copy)]
pub struct Noun<'n> {
    pub ja: &'n str,
    pub en: &'n str,
}

impl From<Noun<'_>> for Localized {
    fn from(noun: Noun<'_>) -> Self {
        Self::new(noun.ja, noun.en)
    }
}

/// English and Japanese, in the order of the English.
const NOUNS: &[(&str, &str)] = &[
    ("a calendar", "開く時間"),
    ("a category", "分類"),
    ("a condition", "条件"),
    ("a day", "日付"),
    ("a lift", "lift"),
    ("a list of numbers", "数の一覧"),
    ("a list of records", "記録の一覧"),
    ("a list of texts", "文字列の一覧"),
    ("a number", "数"),
    ("a period", "期間"),
    ("a power", "権限"),
    ("a record", "記録"),
    ("a recurrence", "繰返し"),
    ("a standing", "standing"),
    ("a text", "文字列"),
    ("account", "アカウント"),
    ("account class", "アカウントの種別"),
    ("account state", "アカウントの状態"),
    ("act", "行為"),
    ("an empty list", "空の一覧"),
    ("baseline", "基準の数"),
    ("board", "合議体"),
    ("calendar", "開く時間"),
    ("category", "分類"),
    ("chain", "確認の流れ"),
    ("class of accounts", "アカウントの種別"),
    ("classification", "区分"),
    ("classification scheme", "区分"),
    ("clause", "条"),
    ("clock", "日数"),
    ("count", "回数"),
    ("document", "文書"),
    ("duty", "務め"),
    ("event", "出来事"),
    ("exception", "ただし書"),
    ("external norm", "別の規範"),
    ("fact", "事実"),
    ("field", "項目"),
    ("finding", "検出の種類"),
    ("former document", "前の規程"),
    ("ground", "該当項目"),
    ("item", "もの"),
    ("kind of actor", "行為者の種類"),
    ("line", "行"),
    ("mode", "体制"),
    ("monitor", "見張り"),
    ("norm", "規範"),
    ("parameter", "設定"),
    ("parameter of type list", "型が list の設定"),
    ("parameter of type period", "型が period の設定"),
    ("part", "部分"),
    ("password policy", "パスワードの基準"),
    ("power", "権限"),
    ("procedure", "手続"),
    ("reading", "読み方"),
    ("record", "記録"),
    ("record kind", "記録の種類"),
    ("role", "役割"),
    ("rule", "定め"),
    ("rule, chain or exception", "rule・chain・exception"),
    (
        "rule, chain, exception, power, silence, procedure, duty, monitor or standing",
        "rule・chain・exception・power・silence・procedure・duty・monitor・standing",
    ),
    ("silence", "定めなし"),
    ("step", "段"),
    ("step of a procedure", "手続の段"),
    ("tag", "札"),
    ("the address", "URL"),
    ("the condition on each element", "各要素についての条件"),
    ("the host", "ホスト"),
    ("the id of a parameter", "設定の id"),
    ("the level", "段階"),
    ("the level compared with", "比べる段階"),
    ("the list of addresses", "URL の一覧"),
    ("the list of hosts", "ホストの一覧"),
    ("the name of a classification scheme", "区分の名前"),
    ("the name of a record kind", "記録の種類の名前"),
    ("the operand of !", "「!」の後"),
    ("the operand of -", "「-」の後"),
    ("the part after :", "「:」の後"),
    ("true or false", "真偽値"),
    ("value", "値"),
    ("what stands before ?", "「?」の前"),
    ("word", "用語"),
];

/// The noun of this English word.
pub fn noun(en: &str) -> Noun<'_> {
    let found = NOUNS.binary_search_by(|(known, _)| known.cmp(&en));
    debug_assert!(found.is_ok(), "no Japanese for {en:?}");
    Noun { ja: found.map_or(en, |at| NOUNS[at].1), en }
}

/// What is written in a pack is the same in both languages.
pub fn code(text: impl Into<String>) -> Localized {
    let text = text.into();
    Localized::new(text.clone(), text)
}

/// A text of the pack; where it stands in Japanese alone, that.
pub fn text(text: &Localized) -> Localized {
    if text.en.is_empty() { code(text.ja.as_str()) } else { text.clone() }
}

/// Nothing more is said.
pub fn nothing() -> Localized {
    Localized::default()
}

/// The names that are known.
pub fn known<'a>(names: impl IntoIterator<Item = &'a str>) -> Localized {
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    say!("使えるのは {names} です", "known are {names}")
}

/// The name that was probably meant.
pub fn did_you_mean(near: &str) -> Localized {
    say!("「{near}」のことですか", "did you mean {near}?")
}

/// The same for what is written in quotes.
pub fn did_you_mean_text(near: &str) -> Localized {
    say!("「{near}」のことですか", "did you mean {near:?}?")
}

/// What the parser of TOML says, as far as it is known.
pub fn toml(message: &str) -> Localized {
    let message = message.trim();
    let ja = in_japanese(message).unwrap_or_else(|| format!("TOML の書き方が正しくありません（{message}）"));
    Localized::new(ja, message)
}

fn in_japanese(message: &str) -> Option<String> {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let others = |from: usize| quoted.get(from..).unwrap_or_default().join("、");
    let first = quoted.first().copied().unwrap_or_default();
    if message.starts_with("unknown field ") {
        return Some(match quoted.len() {
            1 => format!("「{first}」という項目はありません。ここに書ける項目はありません"),
            _ => format!("「{first}」という項目はありません。書けるのは {} です", others(1)),
        });
    }
    if message.starts_with("unknown variant ") {
        return Some(format!("「{first}」という値は使えません。使えるのは {} です", others(1)));
    }
    if message.starts_with("missing field ") {
        return Some(format!("「{first}」がありません"));
    }
    if message.starts_with("duplicate ") {
        return Some("同じ項目が二度書かれています".to_owned());
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return Some(format!("値の型が違います（{}ではなく{}を書きます）", kind(found), kind(wanted)));
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected "))
    {
        return Some(format!("この値は使えません（{}ではなく{}を書きます）", kind(found), kind(wanted)));
    }
    if let Some(what) = message.strip_prefix("invalid ").and_then(written) {
        return Some(format!("{what}の書き方が正しくありません"));
    }
    let (what, closing) = message.strip_prefix("unclosed ").map(|rest| rest.split_once(", ").unwrap_or((rest, "")))?;
    let what = match what {
        "array" => "配列 [ ]",
        "array table" => "表の見出し [[ ]]",
        "table" => "表の見出し [ ]",
        "inline table" => "表 { }",
        "string" | "basic string" | "literal string" => "文字列",
        other => other,
    };
    let closing = closing.split('`').nth(1).map(|sign| format!("（{sign} が要ります）")).unwrap_or_default();
    Some(format!("{what}が閉じられていません{closing}"))
}

/// What stands in a file.
fn written(what: &str) -> Option<&'static str> {
    Some(match what.split(", ").next()? {
        "string" | "basic string" | "literal string" => "文字列",
        "multi-line basic string" | "multi-line literal string" => "複数行の文字列",
        "key" | "unquoted key" => "項目の名前",
        "key-value pair" => "「名前 = 値」",
        "value" => "値",
        "table" => "表",
        "inline table element" => "表 { } の中",
        "boolean" => "true と false",
        "date-time" => "日時",
        "integer number" | "float" | "fraction" | "exponent" | "mantissa" => "数",
        _ => return None,
    })
}

/// A kind of value, as the parser names what it found or wanted.
fn kind(named: &str) -> String {
    let (word, value) = named.split_once(' ').unwrap_or((named, ""));
    let word = match (word, value) {
        ("a", "string") | ("string", _) => "文字列",
        ("a", "sequence") | ("sequence", _) => "配列",
        ("a", "map") | ("map", _) => "表",
        ("a", "boolean") | ("boolean", _) => "真偽値",
        ("integer", _) | ("u8" | "u32" | "u64" | "i64" | "usize", "") => "整数",
        ("floating", _) => "小数",
        ("struct", _) => "表",
        _ => return format!(" {named} "),
    };
    match value.split('`').nth(1).or_else(|| value.split('"').nth(1)) {
        Some(value) => format!("{word}「{value}」"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_sorted_and_unique() {
        assert!(NOUNS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn what_the_parser_says_is_said_in_japanese() {
        for (en, ja) in [
            (
                "unknown field `labl`, expected one of `id`, `label`",
                "「labl」という項目はありません。書けるのは id、label です",
            ),
            ("unknown field `x`, there are no fields", "「x」という項目はありません。ここに書ける項目はありません"),
            (
                "unknown variant `strict`, expected `duty` or `effort`",
                "「strict」という値は使えません。使えるのは duty、effort です",
            ),
            ("missing field `id`", "「id」がありません"),
            ("duplicate key", "同じ項目が二度書かれています"),
            ("invalid type: integer `1`, expected a string", "値の型が違います（整数「1」ではなく文字列を書きます）"),
            ("unclosed array, expected `]`", "配列 [ ]が閉じられていません（] が要ります）"),
            ("invalid key-value pair, expected key", "「名前 = 値」の書き方が正しくありません"),
            ("something new", "TOML の書き方が正しくありません（something new）"),
        ] {
            assert_eq!(toml(en), Localized::new(ja, en));
        }
    }
}
