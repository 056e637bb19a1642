use tatefuda_i18n::Lang;

use super::{
    AmendmentEditPage, AmendmentField, AmendmentGroup, AmendmentInput, AmendmentLine, AmendmentOpenForm, AmendmentPage,
    AmendmentPick, AmendmentRowView, AmendmentSideView, AmendmentSourceForm, AmendmentStrike, AmendmentTablePage,
    AmendmentsPage,
};
use crate::{
    Nav,
    sample::{meta, morning, say, shell},
    view::{Choice, FilterTab, Link, Pair, Tone},
};

fn side(lang: Lang, number: &str, ja: &str, en: &str) -> AmendmentSideView {
    AmendmentSideView {
        number: number.into(), heading: say(lang, "アカウント", "accounts"), text: say(lang, ja, en)
    }
}

fn rows(lang: Lang, draft: bool) -> Vec<AmendmentRowView> {
    let undo = |change: &str, number| draft.then(|| (change.to_owned(), meta(number, Some(3))));
    vec![
        AmendmentRowView {
            part: say(lang, "条文", "clause"),
            label: "2".into(),
            old: Some(side(lang, "2", "対象は一つのアカウントである。", "Covers one account.")),
            new: Some(side(lang, "2", "対象は二つのアカウントである。", "Covers two accounts.")),
            edit: draft.then(|| "/amendments/m1/edit?what=clause:MHN-2".into()),
            undo: undo("clause:MHN-2", 4901),
        },
        AmendmentRowView {
            part: say(lang, "条文", "clause"),
            label: "9(2)".into(),
            old: Some(side(lang, "9(2)", "毎月確かめる。", "It is looked at each month.")),
            new: None,
            edit: None,
            undo: undo("clause:MHN-9(2)", 4902),
        },
        AmendmentRowView {
            part: say(lang, "掲げるアカウント", "listed account"),
            label: "instagram".into(),
            old: None,
            new: Some(AmendmentSideView { number: String::new(), heading: String::new(), text: "@mihon_kanko".into() }),
            edit: draft.then(|| "/amendments/m1/edit?what=account:instagram".into()),
            undo: undo("account:instagram", 4903),
        },
    ]
}

impl AmendmentsPage {
    /// One in each state.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let line = |id: &str, ja: &str, en: &str, tone, said: bool| AmendmentLine {
            id: id.into(),
            title: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
            state: say(lang, ja, en),
            tone,
            source: if said { say(lang, "告示第15号", "Notice no. 15") } else { String::new() },
            from: if said { say(lang, "2026年12月1日", "1 Dec 2026") } else { String::new() },
            changes: say(lang, "3件", "3"),
            by: say(lang, "南 太一", "Minami Taichi"),
            opened: morning(lang),
        };
        let tab = |href: &str, ja: &str, en: &str, current| FilterTab {
            href: href.into(),
            label: say(lang, ja, en),
            current,
        };
        Self {
            shell: shell(lang, Nav::Regulation, "/amendments"),
            filters: vec![
                tab("/amendments", "すべて", "All", true),
                tab("/amendments?state=draft", "作成中", "Being written", false),
            ],
            rows: vec![
                line("m1", "作成中", "being written", Tone::Info, false),
                line("m2", "二人目の確認中", "to be confirmed", Tone::Warn, true),
                line("m3", "確認済", "confirmed", Tone::Good, true),
            ],
            open: Some(AmendmentOpenForm {
                meta: meta(4910, None),
                documents: vec![Choice::new("mihon", say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"), true)],
            }),
            next: Some(Link { href: "/amendments?before=1".into(), label: say(lang, "前の分", "Older") }),
        }
    }

    /// There is none.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        Self { rows: vec![], open: None, next: None, ..Self::sample(lang) }
    }
}

impl AmendmentPage {
    /// A draft with everything that may stand on it.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Regulation, "/amendments/m1"),
            id: "m1".into(),
            title: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
            state: say(lang, "作成中", "being written"),
            tone: Tone::Info,
            facts: vec![Pair::new(say(lang, "元の版", "Starts from"), "2026-04-01")],
            problems: vec![(
                say(lang, "「9(2)」の条がありません", "there is no clause 9(2)"),
                say(lang, "この変更を取り消してください", "take this change back"),
            )],
            rebase: Some(meta(4911, Some(3))),
            moved_on: true,
            rows: rows(lang, true),
            groups: vec![AmendmentGroup {
                title: say(lang, "進行中の手続", "Running cases"),
                lines: vec![(
                    say(lang, "開設の手続", "opening"),
                    Some(Link { href: "/cases/c1".into(), label: say(lang, "手続を開く", "open the case") }),
                )],
            }],
            picks: vec![AmendmentPick {
                label: say(lang, "条文", "clauses"),
                choices: vec![Choice::new("clause:MHN-2", say(lang, "2 対象", "2 accounts"), false)],
            }],
            source: Some(AmendmentSourceForm {
                meta: meta(4912, Some(3)),
                source: say(lang, "告示第15号", "Notice no. 15"),
                decision: say(lang, "令和8年総第12号", "2026 no. 12"),
                decided_on: "2026-11-01".into(),
                from: "2026-12-01".into(),
            }),
            propose: Some(meta(4913, Some(3))),
            confirm: None,
            own: false,
            give_back: None,
            withdraw: Some(meta(4914, Some(3))),
        }
    }

    /// One that waits for the second person.
    #[must_use]
    pub fn sample_proposed(lang: Lang) -> Self {
        Self {
            state: say(lang, "二人目の確認中", "to be confirmed"),
            tone: Tone::Warn,
            problems: vec![],
            rebase: None,
            moved_on: false,
            rows: rows(lang, false),
            picks: vec![],
            source: None,
            propose: None,
            confirm: Some(meta(4915, Some(4))),
            give_back: Some(meta(4916, Some(4))),
            withdraw: Some(meta(4917, Some(4))),
            ..Self::sample(lang)
        }
    }

    /// The same, for whoever put it forward.
    #[must_use]
    pub fn sample_own(lang: Lang) -> Self {
        Self { confirm: None, own: true, groups: vec![], rows: vec![], ..Self::sample_proposed(lang) }
    }
}

impl AmendmentEditPage {
    /// Every kind of input.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let field = |name: &str, ja: &str, en: &str, required, input| AmendmentField {
            name: name.into(),
            label: say(lang, ja, en),
            hint: if required { say(lang, "要旨を書きます。", "In your own words.") } else { String::new() },
            required,
            input,
        };
        let line = |name: &str, ja: &str, en: &str| field(name, ja, en, false, AmendmentInput::Line(String::new()));
        let choices = || vec![Choice::new("rp", say(lang, "責任者", "responsible person"), true)];
        Self {
            shell: shell(lang, Nav::Regulation, "/amendments/m1/edit"),
            id: "m1".into(),
            title: "2".into(),
            meta: meta(4918, Some(3)),
            kind: "clause".into(),
            hidden: ["clause", "account", "parameter", "chain", "step"].map(|name| Pair::new(name, "MHN-2")).to_vec(),
            fields: vec![
                line("place", "条の位置", "place in the text"),
                line("heading", "見出し", "heading"),
                line("en", "英語の要旨", "summary in English"),
                line("service", "サービス", "service"),
                line("name", "名称", "name"),
                line("handle", "アカウント名", "handle"),
                line("url", "アドレス", "address"),
                line("class", "区分", "class"),
                line("value", "値", "value"),
                field("number", "番号", "number", false, AmendmentInput::Line("2".into())),
                field("ja", "要旨", "summary", true, AmendmentInput::Text(say(lang, "対象", "accounts"))),
                field("after", "次の位置", "place", false, AmendmentInput::Select(choices())),
                field("by", "行う人", "who", false, AmendmentInput::Boxes(choices())),
            ],
            strike: Some(AmendmentStrike {
                meta: meta(4919, Some(3)),
                kind: "strike".into(),
                field: Pair::new("clause", "MHN-2"),
                label: say(lang, "この条を削る", "Strike this clause"),
            }),
        }
    }
}

impl AmendmentTablePage {
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Regulation, "/amendments/m1/table"),
            id: "m1".into(),
            title: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
            facts: vec![Pair::new(say(lang, "施行日", "In force from"), say(lang, "2026年12月1日", "1 Dec 2026"))],
            rows: rows(lang, false),
        }
    }
}
