use tatefuda_i18n::Lang;

use crate::{
    Nav,
    duty::{DutiesPage, DutyForm, DutyRow, DutyState},
    sample::{clause, evening, meta, morning, say, shell},
    view::{Choice, FilterTab, Link},
};

fn row(lang: Lang, id: &str, ja: &str, en: &str, state: DutyState) -> DutyRow {
    DutyRow {
        id: id.into(),
        label: say(lang, ja, en),
        message: None,
        clauses: vec![clause("MHN-6(2)")],
        about: say(lang, "みほん町", "Mihon Town"),
        state,
        due: None,
        late: false,
        age: None,
        form: None,
        link: None,
    }
}

impl DutiesPage {
    /// One to answer, one that is met by a record, two that are watched, one that nobody can judge.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let answered = DutyRow {
            message: Some(say(lang, "投稿を開いて確かめます。", "Open the account and look.")),
            due: Some(evening(lang)),
            form: Some(DutyForm {
                meta: meta(170, None),
                document: "mihon".into(),
                duty: "daily-check".into(),
                instance: "2026-08-03".into(),
                account: "a1".into(),
                person: String::new(),
                case: String::new(),
                answers: vec![
                    Choice::new("ok", say(lang, "異常なし", "Nothing unusual"), false),
                    Choice::new("suspicious", say(lang, "疑わしい点がある", "Something is suspicious"), false),
                ],
                note: String::new(),
            }),
            ..row(lang, "f1", "毎日の投稿の確認", "Daily check of the posts", DutyState::Open)
        };
        let met = DutyRow {
            due: Some(morning(lang)),
            late: true,
            link: Some(Link {
                href: "/records/new?kind=review".into(),
                label: say(lang, "記録する", "Give the record"),
            }),
            ..row(lang, "f2", "運用状況の確認", "Review of operation", DutyState::Missed)
        };
        let filter =
            |ja: &str, en: &str, current| FilterTab { href: "/duties".into(), label: say(lang, ja, en), current };
        Self {
            shell: shell(lang, Nav::None, "/duties"),
            filters: vec![filter("自分の務め", "Mine", true), filter("団体全体", "The whole body", false)],
            states: vec![filter("すべて", "All", true), filter("期限切れ", "Missed", false)],
            rows: vec![
                answered,
                met,
                row(lang, "f3", "30日以上投稿がない", "No post for thirty days", DutyState::Fires),
                row(lang, "f4", "まもなく30日", "Nearly thirty days", DutyState::Warns),
                row(lang, "f5", "一年に一度の見直し", "Yearly review", DutyState::CannotJudge),
                DutyRow {
                    age: Some(say(lang, "3日経過", "open for 3 days")),
                    ..row(lang, "f6", "問い合わせへの返信", "Reply to a question", DutyState::Waits)
                },
            ],
            csv: Link { href: "/duties?format=csv".into(), label: say(lang, "CSVで保存", "Save as CSV") },
            next: Some(Link { href: "/duties?after=x".into(), label: say(lang, "次の務め", "Further duties") }),
        }
    }

    /// Nothing waits.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        Self { rows: vec![], ..Self::sample(lang) }
    }
}
