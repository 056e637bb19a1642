use tatefuda_i18n::Lang;

use crate::{
    Nav,
    sample::{evening, meta, morning, noon, say, shell},
    token::{TokenRow, TokensPage},
    view::Choice,
};

impl TokensPage {
    /// Right after creating one.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let token = |id: &str, name: String, act: bool| TokenRow {
            id: id.into(),
            name,
            act,
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
        }
    }
}
