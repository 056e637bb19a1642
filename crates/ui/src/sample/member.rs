use tatefuda_i18n::Lang;

use super::parts::{evening, meta, morning, noon, say, shell, title};
use crate::Nav;
use crate::page::{AuditPage, PeoplePage, PersonPage, TokensPage};
use crate::view::{
    AppointmentForm, AppointmentRow, AuditRow, Choice, FilterTab, Link, PendingRow, PersonForm, PersonRow,
    PersonTextsForm, PublicationState, RightRow, TokenRow, VerifyView,
};

fn people(lang: Lang) -> Vec<PersonRow> {
    vec![
        PersonRow {
            id: "u1".into(),
            name: say(lang, "南 太一", "Minami Taichi"),
            kana: Some(say(lang, "みなみ たいち", "minami taichi")),
            login: "minami".into(),
            appointments: vec![say(lang, "総務課 課長（内線203）", "General Affairs, head (ext. 203)")],
            rights: vec![say(lang, "職員の管理", "Manage staff"), say(lang, "操作記録", "Audit")],
            closed: false,
        },
        PersonRow {
            id: "u2".into(),
            name: say(lang, "中 明", "Naka Akira"),
            kana: None,
            login: "naka".into(),
            appointments: Vec::new(),
            rights: Vec::new(),
            closed: true,
        },
    ]
}

pub(super) fn appointment(lang: Lang) -> AppointmentForm {
    AppointmentForm {
        meta: meta(90, None),
        positions: vec![
            Choice::new("pos1", say(lang, "総務課 広報係 係員", "Public Relations, officer"), false),
            Choice::new("pos2", say(lang, "防災課 主任", "Disaster Prevention, chief officer"), false),
        ],
        kinds: vec![
            Choice::new("regular", say(lang, "本務", "Main position"), true),
            Choice::new("concurrent", say(lang, "兼務", "Concurrent position"), false),
        ],
        deputies: vec![Choice::new("ap9", say(lang, "東 由美 総務課 課長補佐", "Higashi Yumi, deputy head"), false)],
        deputy_order: String::new(),
        from: "2026-08-03".into(),
        until: String::new(),
    }
}

impl PeoplePage {
    /// Two people.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::People, "/people"),
            rows: people(lang),
            form: PersonForm {
                meta: meta(91, None),
                appointment: appointment(lang),
                rights: vec![Choice {
                    hint: Some(say(lang, "職員を加え、発令できます。", "Adds people, appoints them.")),
                    ..Choice::new("people", say(lang, "職員の管理", "Manage staff"), false)
                }],
                ..PersonForm::default()
            },
        }
    }
}

impl PersonPage {
    /// Right after a reset.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |id: &str, current: bool| AppointmentRow {
            id: id.into(),
            section: say(lang, "総務課", "General Affairs"),
            position: say(lang, "課長", "head"),
            rank: Some(say(lang, "課長級", "section head rank")),
            extension: Some("203".into()),
            from: say(lang, "2026年4月1日", "1 Apr 2026"),
            until: (!current).then(|| say(lang, "2027年3月31日", "31 Mar 2027")),
            kind: (!current).then(|| say(lang, "兼務", "Concurrent position")),
            current,
            end: current.then(|| meta(92, Some(1))),
        };
        Self {
            shell: shell(lang, Nav::People, "/people/u1"),
            person: people(lang).swap_remove(0),
            appointments: vec![row("ap1", true), row("ap2", false)],
            pending: vec![
                PendingRow {
                    post: "p1".into(),
                    label: "2026-15".into(),
                    account: say(lang, "水辺町", "Mizube Town"),
                    state: PublicationState::Scheduled,
                    planned: noon(lang),
                    orphaned: true,
                },
                PendingRow {
                    post: "p2".into(),
                    label: say(lang, "番号なし", "no number"),
                    account: say(lang, "水辺町公式サイト", "Website"),
                    state: PublicationState::Held,
                    planned: evening(lang),
                    orphaned: false,
                },
            ],
            form: appointment(lang),
            texts: PersonTextsForm {
                meta: meta(96, Some(2)),
                name: people(lang)[0].name.clone(),
                kana: say(lang, "みなみ たいち", "minami taichi"),
                name_en: "Minami Taichi".into(),
                extension: "203".into(),
            },
            rights: vec![
                RightRow {
                    right: "manage-users".into(),
                    label: say(lang, "職員を管理する", "Manage staff"),
                    held: true,
                    meta: Some(meta(97, None)),
                },
                RightRow {
                    right: "read-audit".into(),
                    label: say(lang, "操作記録を読む", "Read the record"),
                    held: false,
                    meta: Some(meta(98, None)),
                },
            ],
            absences: super::org::absences(lang),
            absence: super::org::absence_form(),
            reset: meta(93, Some(2)),
            end: Some(meta(99, Some(2))),
            initial_password: Some("hato-4821-mado-yuki".into()),
        }
    }
}

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
                FilterTab { href: "/audit".into(), label: say(lang, "すべて", "All"), count: None, current: true },
                FilterTab {
                    href: "/audit?kind=refused".into(),
                    label: say(lang, "止まったもの", "Refused"),
                    count: None,
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
