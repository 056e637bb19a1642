use tatefuda_i18n::Lang;

use crate::{
    Nav,
    paper::{
        ArchiveForm, DrawableView, LineView, MarkView, PaperDraftPage, PaperFormsPage, PaperMarksPage, PaperPage,
        PaperRow, PaperSearch, PaperView, PapersPage, PartView, SealView,
    },
    sample::{clause, meta, morning, noon, say, shell},
    view::{Choice, FieldError, Link},
};

pub(crate) fn row(lang: Lang) -> PaperRow {
    PaperRow {
        id: "p1".into(),
        title: say(lang, "利用届出書", "Notification of use"),
        number: Some("8広第12号".into()),
        about: say(lang, "アカウント", "Account"),
        account: Some(say(lang, "みほん町", "Mihon Town")),
        by: say(lang, "北野 さくら", "Kitano Sakura"),
        at: morning(lang),
    }
}

fn part(lang: Lang, id: &str, label: (&str, &str), text: Option<(&str, &str)>) -> PartView {
    let line = |(ja, en): (&str, &str)| LineView { number: None, text: say(lang, ja, en), summary: false };
    PartView {
        id: id.into(),
        label: say(lang, label.0, label.1),
        clauses: vec![clause("MHN-6(2)")],
        missing: text.is_none(),
        lines: text.map(line).into_iter().collect(),
        source: None,
    }
}

impl PapersPage {
    /// Two papers and more.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let body = PaperRow {
            id: "p2".into(),
            title: say(lang, "運用ポリシー", "Policy"),
            number: None,
            about: say(lang, "団体", "Body"),
            account: None,
            at: noon(lang),
            ..row(lang)
        };
        Self {
            shell: shell(lang, Nav::Papers, "/papers"),
            search: PaperSearch {
                text: String::new(),
                forms: vec![Choice::new("form-2", say(lang, "利用届出書", "Notification of use"), true)],
                about: vec![Choice::new("account", say(lang, "アカウント", "Account"), false)],
                account: Some("a1".into()),
                case: Some("c1".into()),
            },
            rows: vec![row(lang), body],
            new: Link { href: "/papers/new?account=a1".into(), label: say(lang, "文書を作る", "Draw up a paper") },
            csv: Link { href: "/papers?format=csv".into(), label: say(lang, "CSVで保存", "Save as CSV") },
            next: Some(Link { href: "/papers?before=1".into(), label: say(lang, "以前のもの", "Older") }),
        }
    }

    /// Nothing was archived.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        Self { rows: vec![], next: None, ..Self::sample(lang) }
    }
}

impl PaperFormsPage {
    /// One that is complete, one that is not.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let one = |ja: &str, en: &str, missing: Vec<String>| DrawableView {
            href: "/papers/draft?form=form-2&account=a1".into(),
            label: say(lang, ja, en),
            clauses: vec![clause("MHN-6(2)")],
            missing,
        };
        Self {
            shell: shell(lang, Nav::Papers, "/papers/new"),
            accounts: vec![Choice::new("a1", say(lang, "Facebook みほん町", "Facebook Mihon Town"), true)],
            case: None,
            list: vec![
                one("利用届出書", "Notification of use", vec![say(lang, "届け出る日", "day of submission")]),
                one("運用ポリシー", "Policy", vec![]),
            ],
        }
    }

    /// For a case there is nothing to draw up.
    #[must_use]
    pub fn sample_case(lang: Lang) -> Self {
        let label = say(lang, "開設手続", "Opening procedure");
        Self { case: Some(Link { href: "/cases/c1".into(), label }), list: vec![], ..Self::sample(lang) }
    }
}

impl PaperDraftPage {
    /// Something is missing.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let source = |ja: &str, en: &str, href: &str| Some(Link { href: href.into(), label: say(lang, ja, en) });
        let missing = PartView {
            source: source("記録を入力する", "Enter the record", "/records/new?kind=use"),
            ..part(lang, "submitted", ("届け出る日", "Day of submission"), None)
        };
        let known = PartView {
            source: source("台帳を開く", "Open the ledger", "/accounts/a1"),
            ..part(lang, "name", ("アカウント名", "Name"), Some(("みほん町", "Mihon Town")))
        };
        let mut cited = part(lang, "aim", ("目的", "Aim"), Some(("町の話題を知らせる。", "To tell news of the town.")));
        cited.lines[0].number = Some("2".into());
        cited.lines[0].summary = true;
        Self {
            shell: shell(lang, Nav::Papers, "/papers/draft"),
            label: say(lang, "利用届出書", "Notification of use"),
            clauses: vec![clause("MHN-6(2)")],
            derived: true,
            about: Some(Link { href: "/accounts/a1".into(), label: say(lang, "みほん町", "Mihon Town") }),
            parts: vec![known, cited, missing.clone()],
            missing: vec![missing],
            seals: vec![
                SealView {
                    role: say(lang, "所属長", "Head of the section"),
                    done: Some(say(lang, "北野 さくら 令和8年8月3日", "Kitano Sakura 2026-08-03")),
                },
                SealView { role: say(lang, "副町長", "Deputy mayor"), done: None },
            ],
            sheet: "/papers/draft/sheet?form=form-2&account=a1".into(),
            form: ArchiveForm {
                meta: meta(170, None),
                form: "form-2".into(),
                document: "mihon".into(),
                account: "a1".into(),
                case: "c1".into(),
                shown: "0".repeat(64),
                number: String::new(),
                numbering: say(lang, "空欄なら次の番号です。", "Left empty it is the next number."),
            },
        }
    }

    /// Complete, with a number that is too long.
    #[must_use]
    pub fn sample_complete(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.missing = vec![];
        page.parts.truncate(2);
        page.form.number = say(lang, "27港企区第1416号", "27-1416");
        page.shell.errors =
            vec![FieldError { field: "number".into(), message: say(lang, "長すぎます。", "It is too long.") }];
        page
    }
}

impl PaperPage {
    /// A paper of an account and a case.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Papers, "/papers/p1"),
            paper: PaperView {
                row: row(lang),
                account_href: Some("/accounts/a1".into()),
                case_href: Some("/cases/c1".into()),
                digest: "0".repeat(64),
                size: say(lang, "4,096バイト", "4,096 bytes"),
                text: "mihon 0123456789ab".into(),
            },
        }
    }
}

impl PaperMarksPage {
    /// For somebody who sets them.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let one = |id: u32, ja: &str, en: &str, mark: &str| MarkView {
            section: format!("s{id}"),
            name: say(lang, ja, en),
            mark: if mark.is_empty() { String::new() } else { say(lang, mark, "PR") },
            meta: Some(meta(180 + id, None)),
        };
        Self {
            shell: shell(lang, Nav::Papers, "/papers/marks"),
            list: vec![one(1, "広報課", "Public Relations", "広"), one(2, "総務課", "General Affairs", "")],
        }
    }

    /// For everybody else.
    #[must_use]
    pub fn sample_read(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        for one in &mut page.list {
            one.meta = None;
        }
        page
    }
}
