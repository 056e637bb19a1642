use tatefuda_i18n::Lang;

use crate::{
    Nav,
    account::samples::facebook,
    answer::samples::{permitted, waits},
    diff,
    post::{
        Changes, CheckPage, FieldChange, ReturnForm, TargetDiff,
        samples::{DIGEST, post, returned, text, text_before},
    },
    record::samples as record,
    sample::{evening, meta, noon, say, shell},
};

fn changes(lang: Lang) -> Changes {
    let spans = diff::words(&text_before(lang), &text(lang));
    Changes {
        since: Some(noon(lang)),
        targets: vec![TargetDiff {
            account: facebook(lang),
            text: diff::condense(&spans, 12),
            fields: vec![
                FieldChange {
                    label: say(lang, "掲載時期", "Time window"),
                    before: say(lang, "指定なし", "none given"),
                    after: say(lang, "8月4日 8:30から17:15まで", "4 Aug, 08:30 to 17:15"),
                    pictures: None,
                },
                FieldChange {
                    label: say(lang, "画像1：差し替え", "Picture 1: replaced"),
                    before: say(lang, "画像1", "Picture 1"),
                    after: say(lang, "画像1", "Picture 1"),
                    pictures: Some((Some("m0".into()), Some("m1".into()))),
                },
            ],
        }],
    }
}

impl CheckPage {
    /// The second look: only what changed.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/posts/p1/check");
        if let Some(person) = &mut shell.person {
            person.name = say(lang, "南 太一", "Minami Taichi");
        }
        Self {
            shell,
            post: post(lang),
            shown: DIGEST.into(),
            step: "check".into(),
            step_label: say(lang, "確認する", "Check"),
            meta: meta(50, Some(4)),
            send_back: Some(ReturnForm { meta: meta(51, Some(4)), comment: String::new() }),
            changes: Some(changes(lang)),
            stale: None,
            answer: permitted(),
            statements: crate::record::samples::statements(lang),
            supplies: Vec::new(),
            last_comment: Some(returned(lang)),
            deadline: Some(evening(lang)),
        }
    }

    /// The first look: the whole text.
    #[must_use]
    pub fn sample_first(lang: Lang) -> Self {
        Self { changes: None, last_comment: None, answer: waits(lang), ..Self::sample(lang) }
    }

    /// The form was stale.
    #[must_use]
    pub fn sample_stale(lang: Lang) -> Self {
        Self {
            stale: Some(changes(lang)),
            changes: None,
            last_comment: None,
            supplies: vec![record::other_decision(lang)],
            ..Self::sample(lang)
        }
    }
}
