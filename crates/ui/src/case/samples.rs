use tatefuda_i18n::Lang;

use crate::{
    Nav,
    answer::samples::waits,
    case::{
        CaseOpenPage, CasePage, CaseRow, CaseSearch, CaseState, CaseView, CasesPage, ConcernsForm, ConcernsView,
        EndForm, FileForm, FileRow, IncidentFields, OpenableView, PostRow, Standing, StepForm, StepView, ToldRow,
    },
    record::{StatementView, samples as record},
    sample::{clause, evening, head, meta, morning, noon, say, shell},
    view::{Choice, FieldError, FilterTab, Link, Pair, Who},
};

pub(crate) fn row(lang: Lang) -> CaseRow {
    CaseRow {
        id: "c1".into(),
        label: say(lang, "開設手続", "Opening procedure"),
        title: None,
        about: say(lang, "アカウント", "Account"),
        account: Some(say(lang, "みほん町", "Mihon Town")),
        state: CaseState::Running,
        open: vec![say(lang, "協議", "Consultation"), say(lang, "委員会", "Committee")],
        course: say(lang, "4のうち1済み", "1 of 4 done"),
        opened: morning(lang),
    }
}

fn owner(lang: Lang) -> Who {
    Who { role: say(lang, "所属長", "Head of the section"), holders: vec![head(lang)], deputies: vec![] }
}

fn step(lang: Lang, id: &str, ja: &str, en: &str, standing: Standing) -> StepView {
    StepView {
        id: id.into(),
        label: say(lang, ja, en),
        message: None,
        clauses: vec![clause("MHN-6(2)")],
        standing,
        paper: None,
        optional: false,
        more: None,
        owner: vec![owner(lang)],
        each: false,
        waits_for: vec![],
        missing: vec![],
        done: vec![],
        files: vec![],
        due: None,
        late: false,
        soon: standing == Standing::Open,
        act: None,
        form: None,
    }
}

/// A post of each sort, and a call that was made.
fn concerns(lang: Lang) -> ConcernsView {
    let post = |ja: &str, en: &str, unknown: bool| PostRow {
        sort: say(lang, ja, en),
        unknown,
        account: if unknown { String::new() } else { say(lang, "みほん町", "Mihon Town") },
        state: (!unknown).then(|| say(lang, "投稿済", "Published")),
        posted: (!unknown).then(|| morning(lang)),
        text: if unknown { String::new() } else { say(lang, "夏祭りのお知らせ", "The summer festival") },
        url: Some("https://sns.example/1".into()),
    };
    ConcernsView {
        posts: vec![
            post("この仕組みからの投稿", "Sent from here", false),
            post("把握していない投稿", "Not known here", true),
        ],
        told: vec![ToldRow {
            whom: say(lang, "SNSの窓口", "The service"),
            how: say(lang, "問合せフォーム", "its form"),
            text: say(lang, "削除を求めた", "Asked for removal"),
            told: noon(lang),
            by: say(lang, "北野 さくら", "Kitano Sakura"),
        }],
        form: Some(ConcernsForm {
            post: meta(154, None),
            offered: vec![Choice::new("own:p1", say(lang, "みほん町　夏祭り", "Mihon Town, festival"), false)],
            url: String::new(),
            tell: meta(155, None),
            whom: String::new(),
            how: String::new(),
            text: String::new(),
            date: String::new(),
            time: String::new(),
        }),
    }
}

impl CasesPage {
    /// A procedure and two incidents.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let filter =
            |ja: &str, en: &str, current: bool| FilterTab { href: "/cases".into(), label: say(lang, ja, en), current };
        let incident = |id: &str, state: CaseState| CaseRow {
            id: id.into(),
            label: say(lang, "なりすましへの対応", "Response to impersonation"),
            title: Some(say(lang, "町を名のる偽のアカウント", "An account that poses as the town")),
            about: say(lang, "事案", "Incident"),
            account: None,
            state,
            open: vec![],
            course: say(lang, "3のうち3済み", "3 of 3 done"),
            opened: noon(lang),
        };
        Self {
            shell: shell(lang, Nav::Cases, "/cases"),
            filters: vec![
                filter("すべて", "All", true),
                filter("進行中", "Running", false),
                filter("完了", "Completed", false),
            ],
            search: CaseSearch {
                state: Some("running".into()),
                text: String::new(),
                procedures: vec![Choice::new("opening", say(lang, "開設手続", "Opening procedure"), false)],
                about: vec![Choice::new("account", say(lang, "アカウント", "Account"), true)],
            },
            rows: vec![row(lang), incident("c2", CaseState::Closed), incident("c3", CaseState::Withdrawn)],
            csv: Link { href: "/cases?format=csv".into(), label: say(lang, "CSVで保存", "Save as CSV") },
            next: Some(Link { href: "/cases?before=1".into(), label: say(lang, "以前のもの", "Older") }),
        }
    }

    /// Nothing runs.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        Self { rows: vec![], next: None, ..Self::sample(lang) }
    }
}

impl CaseOpenPage {
    /// Something to open, something that is another's, and a report.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let one = |procedure: &str, ja: &str, en: &str, incident: bool, mine: bool| OpenableView {
            procedure: procedure.into(),
            document: "mihon".into(),
            label: say(lang, ja, en),
            clauses: vec![clause("MHN-6(2)")],
            who: vec![say(lang, "所属長", "head of the section")],
            meta: mine.then(|| meta(140 + u32::from(incident), None)),
            incident,
        };
        Self {
            shell: shell(lang, Nav::Cases, "/cases/new"),
            accounts: vec![Choice::new("a1", say(lang, "Facebook みほん町", "Facebook Mihon Town"), true)],
            account: "a1".into(),
            list: vec![
                one("opening", "開設手続", "Opening procedure", false, true),
                one("impersonation", "なりすましへの対応", "Response to impersonation", true, true),
                one("closing", "廃止手続", "Closing procedure", false, false),
            ],
            report: Some(meta(142, None)),
            typed: IncidentFields {
                offered: vec![Choice::new("own:p1", say(lang, "みほん町　夏祭り", "Mihon Town, festival"), false)],
                ..IncidentFields::default()
            },
            sent: String::new(),
        }
    }

    /// A report without a word of what happened.
    #[must_use]
    pub fn sample_error(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.sent = "report".into();
        page.typed.detected_date = "2026-08-02".into();
        page.shell.errors = vec![FieldError {
            field: "report.title".into(),
            message: say(lang, "入力してください。", "Fill this in."),
        }];
        page
    }

    /// Nothing can be opened.
    #[must_use]
    pub fn sample_none(lang: Lang) -> Self {
        Self { list: vec![], report: None, account: String::new(), ..Self::sample(lang) }
    }
}

impl CasePage {
    /// In the middle: done, open with a form, open for another, late, waiting.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let shown = |id, ja, en, standing| step(lang, id, ja, en, standing);
        let done = StepView {
            done: vec![(say(lang, "北野 さくら（総務課 係員）", "Kitano Sakura (officer)"), morning(lang))],
            files: vec![Link { href: "/case-files/f1".into(), label: say(lang, "画面の写し.png", "screen.png") }],
            ..shown("apply", "申請", "Application", Standing::Done)
        };
        let mine = StepView {
            message: Some(say(lang, "区長室と協議します。", "Consult the office.")),
            due: Some(evening(lang)),
            late: true,
            soon: false,
            paper: Some(Link { href: "/papers/draft?form=rules".into(), label: say(lang, "運用要領", "Rules") }),
            missing: vec![say(lang, "運用手順", "Procedure")],
            form: Some(StepForm {
                meta: meta(150, Some(3)),
                supplies: vec![record::link_check(lang)],
                answer: Some(waits(lang)),
            }),
            ..shown("consult", "協議", "Consultation", Standing::Open)
        };
        let others = StepView {
            each: true,
            more: Some(say(lang, "あと1人", "One more.")),
            optional: true,
            ..shown("acknowledge", "受領", "Acknowledgement", Standing::Open)
        };
        let last = StepView {
            waits_for: vec![say(lang, "協議", "Consultation")],
            act: Some("/accounts/a1".into()),
            ..shown("start", "運用の開始", "Start", Standing::Waits)
        };
        Self {
            shell: shell(lang, Nav::Cases, "/cases/c1"),
            case: CaseView {
                row: CaseRow { title: Some(say(lang, "新しいアカウント", "A new account")), ..row(lang) },
                account_href: Some("/accounts/a1".into()),
                message: Some(say(lang, "順に行います。", "Done in this order.")),
                clauses: vec![clause("MHN-6")],
                opened: say(lang, "西 健が開始", "by Nishi Ken"),
                detected: Some(morning(lang)),
                reported: Some(noon(lang)),
                ended: None,
                reason: None,
                kept: Some(say(lang, "始まったときの版で進みます。", "It goes on under its own version.")),
                steps: vec![done, mine, others, last],
                records: vec![StatementView {
                    title: say(lang, "開設の申請", "Application"),
                    clauses: vec![clause("MHN-6(2)")],
                    fields: vec![Pair::new(say(lang, "目的", "Purpose"), say(lang, "町の話題", "News"))],
                    by: say(lang, "北野 さくら", "Kitano Sakura"),
                    at: morning(lang),
                }],
                concerns: Some(concerns(lang)),
                files: vec![FileRow {
                    file: Link { href: "/case-files/f1".into(), label: say(lang, "画面の写し.png", "screen.png") },
                    kind: say(lang, "画像", "picture"),
                    size: say(lang, "12,345バイト", "12,345 bytes"),
                    digest: "8c3b4b6a0f6d1f4f9a6d0c7b2a1e5f4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f".into(),
                    step: Some(say(lang, "申請", "Application")),
                    by: say(lang, "北野 さくら", "Kitano Sakura"),
                    at: morning(lang),
                }],
                bring: Some(FileForm {
                    meta: meta(153, None),
                    steps: vec![Choice::new("apply", say(lang, "申請", "Application"), false)],
                }),
                papers: vec![crate::paper::samples::row(lang)],
                close: Some(EndForm { meta: None, answer: Some(waits(lang)), reason: String::new() }),
                withdraw: Some(EndForm { meta: Some(meta(151, Some(3))), answer: None, reason: String::new() }),
            },
        }
    }

    /// Everything is done, and it can be closed.
    #[must_use]
    pub fn sample_through(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        for step in &mut page.case.steps {
            step.standing = Standing::Done;
            step.form = None;
            step.late = false;
            step.soon = false;
        }
        page.case.close = Some(EndForm { meta: Some(meta(152, Some(4))), answer: None, reason: String::new() });
        page.case.withdraw = None;
        page
    }

    /// Given up.
    #[must_use]
    pub fn sample_withdrawn(lang: Lang) -> Self {
        let mut page = Self::sample_through(lang);
        page.case.row.state = CaseState::Withdrawn;
        page.case.close = None;
        page.case.ended = Some(say(lang, "2026年8月3日　西 健", "3 Aug 2026, Nishi Ken"));
        page.case.reason = Some(say(lang, "二重の登録", "Entered twice"));
        page
    }
}
