use tatefuda_i18n::Lang;

use crate::{
    Nav,
    audit::{AuditPage, AuditRow, VerifyView},
    post::samples::title,
    sample::{noon, say, shell},
    view::{FilterTab, Link},
};

impl AuditPage {
    /// A whole chain whose end is not proven.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |seq: u64, refused: bool| AuditRow {
            seq,
            at: noon(lang),
            who: say(lang, "北野 さくら（総務課 広報係 係員）", "Kitano Sakura (PR, officer)"),
            command: say(lang, "投稿", "Publish"),
            subject: title(lang),
            subject_href: Some("/posts/p1".into()),
            refused,
            answer_id: Some("answer-1".into()),
            hash: "5f2c0f7f0d5b".into(),
        };
        Self {
            shell: shell(lang, Nav::Audit, "/audit"),
            filters: vec![
                FilterTab { href: "/audit".into(), label: say(lang, "すべて", "All"), current: true },
                FilterTab {
                    href: "/audit?kind=refused".into(),
                    label: say(lang, "止まったもの", "Refused"),
                    current: false,
                },
            ],
            rows: vec![row(42, true), row(41, false)],
            verify: Some(VerifyView {
                at: noon(lang),
                entries: 42,
                head: "5f2c0f7f".repeat(8),
                findings: Vec::new(),
                end_proven: false,
            }),
            next: Some(Link { href: "/audit?before=41".into(), label: say(lang, "前の記録", "Older") }),
        }
    }

    /// A chain that was tampered with.
    #[must_use]
    pub fn sample_broken(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        if let Some(verify) = &mut page.verify {
            verify.findings = vec![say(lang, "番号17の記録が書き換えられています。", "Entry 17 was altered.")];
        }
        page
    }
}
