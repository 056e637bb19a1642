use tatefuda_i18n::Lang;

use crate::{
    Nav,
    copy::samples::node,
    sample::{meta, morning, noon, say, shell},
    shell::SendingBanner,
    stop::{EndProposal, StopPage, StopShown, TakenRow},
    view::{FieldError, Tone},
};

impl StopPage {
    /// Nothing is stopped; the reason was left out.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/stop");
        shell.errors = vec![FieldError {
            field: "reason".into(),
            message: say(lang, "理由を書いてください。", "Say why."),
        }];
        Self {
            shell,
            stop: None,
            file: false,
            taken: vec![],
            nodes: vec![node(lang, 1, ("送信できます", "May send"), Tone::Good)],
            meta: Some(meta(140, None)),
            reason: String::new(),
        }
    }

    /// Stopped; one machine was not heard of; the end is proposed.
    #[must_use]
    pub fn sample_open(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/stop");
        shell.sending = SendingBanner { stopped: true, copied: false };
        Self {
            shell,
            stop: Some(StopShown {
                id: "s1".into(),
                reason: say(lang, "アカウントの乗っ取りの疑い", "An account may have been taken over"),
                at: morning(lang),
                by: say(lang, "南 太一", "Minami Taichi"),
                proposal: Some(EndProposal {
                    by: say(lang, "東 由美", "Higashi Yumi"),
                    at: noon(lang),
                    reason: say(lang, "パスワードを変え、投稿を確かめた", "Password changed, posts looked at"),
                }),
                propose: Some(meta(141, Some(2))),
                end: Some(meta(142, Some(2))),
            }),
            file: true,
            taken: vec![TakenRow {
                who: say(lang, "東 由美（内線 203）", "Higashi Yumi (ext. 203)"),
                account: "見本町".into(),
                at: morning(lang),
            }],
            nodes: vec![
                node(lang, 1, ("停止を確認しました", "Acknowledged the stop"), Tone::Good),
                node(lang, 2, ("連絡がありません", "Not heard of"), Tone::Warn),
            ],
            meta: Some(meta(143, None)),
            reason: String::new(),
        }
    }
}
