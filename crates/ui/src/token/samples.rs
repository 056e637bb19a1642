use tatefuda_i18n::Lang;

use crate::{
    Nav,
    sample::{evening, meta, morning, noon, say, shell},
    token::{FeedLine, TokenOpens, TokenRow, TokensPage},
    view::Choice,
};

impl TokensPage {
    /// Right after creating one.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let token = |id: &str, name: String, act: bool| TokenRow {
            id: id.into(),
            name,
            opens: if act { TokenOpens::Act } else { TokenOpens::Feeds },
            created: morning(lang),
            used: act.then(|| noon(lang)),
            expires: act.then(|| evening(lang)),
            revoke: act.then(|| meta(94, None)),
        };
        Self {
            shell: shell(lang, Nav::None, "/tokens"),
            rows: vec![
                token("t1", say(lang, "グループウェア", "Groupware"), true),
                token("t2", say(lang, "集計", "Statistics"), false),
            ],
            meta: meta(95, None),
            name: String::new(),
            kinds: vec![
                Choice::new("read", say(lang, "読むだけ", "Read only"), true),
                Choice::new("act", say(lang, "操作もできる", "Act"), false),
            ],
            created: Some("ttf_example_0123456789".into()),
            feeds: vec![],
        }
    }

    /// Right after creating the addresses of one's own feed and calendar.
    #[must_use]
    pub fn sample_feeds(lang: Lang) -> Self {
        let feed = |id: &str, label: String, file: &str| FeedLine {
            id: id.into(),
            label,
            address: format!("https://sns.example.lg.jp/mine/example/{file}"),
        };
        Self {
            created: None,
            feeds: vec![
                feed("calendar", say(lang, "予定表のアドレス", "Address of the calendar"), "today.ics"),
                feed("feed", say(lang, "フィードのアドレス", "Address of the feed"), "today.atom"),
            ],
            ..Self::sample(lang)
        }
    }
}
