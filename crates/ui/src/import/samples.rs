use tatefuda_i18n::Lang;

use crate::{
    Nav,
    import::{
        FieldGuide, ImportColumn, ImportLine, ImportLookPage, ImportNewPage, ImportPage, ImportProblem, ImportTable,
        ImportedRow, ImportsPage,
    },
    sample::{clause, meta, noon, say, shell},
    view::{Choice, Link, Pair},
};

impl ImportsPage {
    /// Both kinds came in.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let line = |id: &str, kind: &str, source: &str, rows: i64| ImportLine {
            id: id.into(),
            kind: kind.into(),
            source: source.into(),
            rows,
            by: say(lang, "広報課 課長 南 太一", "Public Relations, Head, Minami Taichi"),
            at: noon(lang),
        };
        let link = |kind: &str, label: String| Link { href: format!("/imports/new?kind={kind}"), label };
        Self {
            shell: shell(lang, Nav::Accounts, "/imports"),
            start: vec![
                link("accounts", say(lang, "既存の台帳を取り込む", "Bring in an existing ledger")),
                link("people", say(lang, "職員名簿を取り込む", "Bring in a list of staff")),
            ],
            rows: vec![
                line("i1", &say(lang, "アカウント台帳", "Ledger of accounts"), "台帳.xlsx", 12),
                line("i2", &say(lang, "職員名簿", "List of staff"), "", 310),
            ],
        }
    }

    /// Whoever may bring in nothing.
    #[must_use]
    pub fn sample_none(lang: Lang) -> Self {
        Self { start: vec![], rows: vec![], ..Self::sample(lang) }
    }
}

impl ImportNewPage {
    /// Nothing was pasted.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::Accounts, "/imports/new?kind=accounts");
        shell.errors = vec![crate::view::FieldError {
            field: "text".into(),
            message: say(lang, "表を貼り付けるか、ファイルを選んでください。", "Paste a table or choose a file."),
        }];
        Self {
            shell,
            kind: "accounts".into(),
            text: String::new(),
            guide: vec![
                FieldGuide {
                    label: say(lang, "サービス", "Service"),
                    hint: say(lang, "X、LINE など", "X, LINE and so on"),
                    needed: true,
                },
                FieldGuide {
                    label: say(lang, "開設日", "Opened"),
                    hint: say(lang, "R6.4.1 など", "R6.4.1 and so on"),
                    needed: false,
                },
            ],
        }
    }
}

fn table(lang: Lang) -> ImportTable {
    let fields = |chosen: &str| {
        let field = |word: &str, label: String| Choice::new(word, label, word == chosen);
        vec![field("service", say(lang, "サービス", "Service")), field("section", say(lang, "所管課", "Section"))]
    };
    ImportTable {
        meta: meta(120, None),
        kind: "accounts".into(),
        text: "媒体\t担当\nX\t広報課\n".into(),
        source: "ledger.xlsx".into(),
        epoch: String::new(),
        sheet: Some(say(lang, "シート「台帳」を読みました。", "The sheet “台帳” was read.")),
        headings: vec![
            Choice::new("0", say(lang, "見出しはない", "There is none"), false),
            Choice::new("1", say(lang, "1行目", "Row 1"), true),
        ],
        columns: vec![
            ImportColumn {
                number: 1,
                heading: "媒体".into(),
                first: vec!["X".into()],
                fields: fields("service"),
                down: false,
            },
            ImportColumn {
                number: 2,
                heading: "担当".into(),
                first: vec!["広報課".into()],
                fields: fields("section"),
                down: true,
            },
        ],
        count: say(lang, "1行を読みました。", "One row was read."),
        added: None,
        problems: vec![ImportProblem {
            row: Some(2),
            column: say(lang, "所管課", "Section"),
            message: say(lang, "「広報課」という課はありません。", "There is no section “広報課”."),
        }],
        basis: say(lang, "令和8年4月1日 総務課長決裁", "decision of the head, 1 April 2026"),
        running_until: "2027-03-31".into(),
        listed: true,
        add_units: false,
    }
}

impl ImportLookPage {
    /// A ledger with a mistake.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self { shell: shell(lang, Nav::Accounts, "/imports/preview"), table: table(lang) }
    }

    /// A list of staff that can come in.
    #[must_use]
    pub fn sample_people(lang: Lang) -> Self {
        let added = say(lang, "次の課を加えます：広報課。", "These sections are added: 広報課.");
        let table = ImportTable {
            kind: "people".into(),
            added: Some(added),
            problems: vec![],
            add_units: true,
            epoch: "1904".into(),
            sheet: None,
            ..table(lang)
        };
        Self { shell: shell(lang, Nav::People, "/imports/preview"), table }
    }
}

impl ImportPage {
    /// A ledger that came in.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Accounts, "/imports/i1"),
            kind: "accounts".into(),
            facts: vec![Pair::new(say(lang, "根拠", "Basis"), say(lang, "課長決裁", "decision of the head"))],
            rows: vec![
                ImportedRow {
                    number: 2,
                    name: say(lang, "水辺町公式", "Mizube Town"),
                    href: Some("/accounts/a1".into()),
                    said: vec![Pair::new(say(lang, "開設日", "Opened"), "2019-07-01")],
                    repairs: vec![(
                        say(lang, "プロフィールにアドレスがありません。", "The profile shows no address."),
                        vec![clause("NNH-5(2)")],
                    )],
                },
                ImportedRow {
                    number: 3,
                    name: say(lang, "水辺町図書館", "Mizube Library"),
                    href: None,
                    said: vec![],
                    repairs: vec![],
                },
            ],
            before: Some("/imports/i1".into()),
            next: Some("/imports/i1?from=200".into()),
        }
    }

    /// A list of staff that came in.
    #[must_use]
    pub fn sample_people(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.kind = "people".into();
        page.shell = shell(lang, Nav::People, "/imports/i2");
        page.rows.iter_mut().for_each(|row| row.repairs.clear());
        (page.before, page.next) = (None, None);
        page
    }
}
