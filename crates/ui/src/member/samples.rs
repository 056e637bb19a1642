use tatefuda_i18n::Lang;

use crate::{
    Nav,
    member::{PasswordPage, PeoplePage, PersonForm, PersonPage, PersonRow, PersonTextsForm, RightRow},
    org::{AppointmentRow, samples::appointment},
    publication::{PendingRow, PublicationState},
    sample::{evening, meta, noon, say, shell},
    view::Choice,
};

impl PasswordPage {
    /// Changing it.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/password"),
            meta: meta(1, None),
            first: false,
            rules: vec![
                say(lang, "12文字以上", "At least 12 characters"),
                say(lang, "推測しやすい語を避ける", "Nothing that is easily guessed"),
            ],
        }
    }

    /// The first one must be replaced.
    #[must_use]
    pub fn sample_first(lang: Lang) -> Self {
        Self { first: true, ..Self::sample(lang) }
    }
}

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
            absences: crate::absence::samples::absences(lang),
            absence: crate::absence::samples::absence_form(),
            reset: meta(93, Some(2)),
            end: Some(meta(99, Some(2))),
            initial_password: Some("hato-4821-mado-yuki".into()),
        }
    }
}
