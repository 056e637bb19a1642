use tatefuda_i18n::Lang;

use crate::{
    Nav,
    outside::{OutsideForm, OutsidePage, OutsideRow},
    sample::{meta, morning, noon, say, shell},
    view::{Choice, FieldError},
};

impl OutsidePage {
    /// One is registered; another was begun without its reason.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/outside");
        shell.errors = vec![FieldError {
            field: "reason".into(),
            message: say(lang, "理由を書いてください。", "Say why."),
        }];
        Self {
            shell,
            rows: vec![OutsideRow {
                posted: morning(lang),
                account: "見本町".into(),
                through: say(lang, "サービスのアプリや画面から", "In the service's own app"),
                text: "避難所を開けました。".into(),
                reason: "停電で本システムを使えなかった".into(),
                device: "P-001".into(),
                url: Some("https://www.instagram.com/p/Cx1/".into()),
                who: say(lang, "東 由美", "Higashi Yumi"),
                at: noon(lang),
            }],
            form: Some(OutsideForm {
                meta: meta(160, None),
                accounts: vec![Choice::new("a1", "見本町", true)],
                throughs: vec![
                    Choice::new("app", say(lang, "サービスのアプリや画面から", "In the service's own app"), true),
                    Choice::new("relay", say(lang, "Jアラートなどの自動の中継", "By a relay of warnings"), false),
                ],
                ..OutsideForm::default()
            }),
        }
    }
}
