//! What is said of packs and files, in both languages.

mod near;
mod toml;

use tatefuda_domain::Localized;

pub use near::{did_you_mean, did_you_mean_text, nearest};
pub use toml::toml;

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
    ("a moment", "日時"),
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
    ("the moment", "日時"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_sorted_and_unique() {
        assert!(NOUNS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
