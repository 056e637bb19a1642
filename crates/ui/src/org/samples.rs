use tatefuda_i18n::Lang;

use crate::{
    Nav,
    org::{
        AppointmentForm, HolderRow, NamesForm, OrganisationPage, PositionForm, PositionPage, PositionView, SectionForm,
        SectionPage, SectionView, TierForm,
    },
    sample::{deputy, head, meta, say, shell},
    view::{Choice, FieldError},
};

pub(crate) fn appointment(lang: Lang) -> AppointmentForm {
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

fn sections(lang: Lang) -> Vec<Choice> {
    vec![Choice::new("s1", say(lang, "総務課", "General Affairs"), true)]
}

fn tier(lang: Lang, number: u32) -> TierForm {
    TierForm {
        meta: meta(number, None),
        shown: (String::new(), String::new()),
        levels: vec![Choice::new("ka", say(lang, "課", "section"), true)],
        branch: say(lang, "町長部局", "the mayor's offices"),
    }
}

fn names(lang: Lang) -> NamesForm {
    NamesForm { ja: say(lang, "広報係", "Public Relations"), kana: String::new(), en: "Public Relations".into() }
}

impl OrganisationPage {
    /// A section with a position that is held, with a deputy, and one that is vacant.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let position = |id: &str, name: String, number: u32, holders: Vec<HolderRow>| PositionView {
            id: id.into(),
            name,
            rank: Some(say(lang, "課長級", "section head rank")),
            extension: Some("203".into()),
            from: say(lang, "2026年4月1日", "1 Apr 2026"),
            until: None,
            holders,
            end: Some(meta(number, None)),
        };
        let holders = vec![
            HolderRow { href: Some("/people/u1".into()), holder: head(lang), kind: None },
            HolderRow {
                href: None,
                holder: deputy(lang),
                kind: Some(say(lang, "南 太一の代理", "stands in for Minami Taichi")),
            },
        ];
        Self {
            shell: shell(lang, Nav::Organisation, "/organisation"),
            day: "2026-08-03".into(),
            sections: vec![SectionView {
                id: "s1".into(),
                name: say(lang, "広報係", "Public Relations"),
                kana: Some(say(lang, "こうほうがかり", "kohogakari")),
                parent: Some(say(lang, "総務課", "General Affairs")),
                from: say(lang, "2026年4月1日", "1 Apr 2026"),
                until: Some(say(lang, "2027年3月31日", "31 Mar 2027")),
                tier: vec![say(lang, "課", "section"), say(lang, "町長部局", "the mayor's offices")],
                change: Some(tier(lang, 118)),
                positions: vec![
                    position("o1", say(lang, "課長", "head"), 112, holders),
                    position("o2", say(lang, "係員", "officer"), 113, vec![]),
                ],
                end: Some(meta(114, None)),
            }],
            may: true,
        }
    }
}

impl SectionPage {
    /// With an error in the names.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::Organisation, "/sections/new");
        shell.errors = vec![FieldError {
            field: "name_ja".into(),
            message: say(lang, "名称を入力してください。", "Write the name."),
        }];
        let form = SectionForm {
            meta: meta(115, None),
            parents: sections(lang),
            names: NamesForm::default(),
            ordinal: "2".into(),
            tier: tier(lang, 119),
            from: "2026-08-03".into(),
            until: String::new(),
        };
        Self { shell, form }
    }
}

impl PositionPage {
    /// As it is filled.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let form = PositionForm {
            meta: meta(116, None),
            sections: sections(lang),
            names: names(lang),
            rank: say(lang, "係長級", "chief rank"),
            rank_order: "3".into(),
            extension: "205".into(),
            from: "2026-08-03".into(),
            until: String::new(),
        };
        Self { shell: shell(lang, Nav::Organisation, "/positions/new"), form }
    }
}
