use tatefuda_i18n::Lang;

use crate::{
    Nav,
    sample::{clause, say, shell},
    screening::{FoundRow, ScreeningPage},
    view::Choice,
};

/// Two findings of a draft.
pub(crate) fn found(lang: Lang) -> Vec<FoundRow> {
    vec![
        FoundRow {
            label: say(lang, "伝聞・未確認", "hearsay"),
            tier: say(lang, "手がかり", "a cue"),
            surface: "らしい".into(),
            explanation: say(
                lang,
                "伝聞・未確認（手がかり）：「らしい」があります。",
                "hearsay (cue): “らしい” is there.",
            ),
            clauses: vec![clause("NNH-3(6)")],
            source: "rumour.rashii base 1.0.0".into(),
        },
        FoundRow {
            label: say(lang, "電話番号", "a telephone number"),
            tier: say(lang, "確実", "certain"),
            surface: "０９０－００００－００００".into(),
            explanation: say(
                lang,
                "電話番号（確実）：「０９０－００００－００００」を「090-0000-0000」と読みました（全角→半角）。",
                "a telephone number (certain): read as “090-0000-0000” (full width).",
            ),
            clauses: vec![],
            source: "phone.mobile detectors 1".into(),
        },
    ]
}

impl ScreeningPage {
    /// After a text was read.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Regulation, "/screening"),
            text: "断水しているらしいです。０９０－００００－００００まで。".into(),
            modes: vec![
                Choice::new("draft", say(lang, "職員の投稿案", "a draft of staff"), true),
                Choice::new("comment", say(lang, "住民のコメント", "a comment of a resident"), false),
            ],
            found: Some(found(lang)),
        }
    }

    /// Nothing was found.
    #[must_use]
    pub fn sample_none(lang: Lang) -> Self {
        Self { found: Some(vec![]), text: "春まつりを開きます。".into(), ..Self::sample(lang) }
    }
}
