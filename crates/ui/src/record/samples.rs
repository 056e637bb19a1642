use tatefuda_i18n::Lang;

use crate::{
    Nav,
    post::samples::title,
    record::{Declared, RecordFormPage, RecordFormView, RecordPage, RecordView, StatementView, Tick},
    sample::{clause, meta, morning, noon, say, shell},
    view::{Choice, FieldError, FieldInput, FieldView, Pair},
};

fn field(name: &str, label: String, required: bool, input: FieldInput) -> FieldView {
    FieldView { name: name.into(), label, hint: None, required, input }
}

fn base(lang: Lang, kind: &str, title_text: String) -> RecordFormView {
    RecordFormView {
        meta: meta(70, None),
        kind: kind.into(),
        title: title_text,
        intro: None,
        lines: vec![],
        clauses: vec![clause("MHN-3(7)")],
        subject_kind: "post".into(),
        subject: "p1".into(),
        account: Some("a1".into()),
        subject_label: title(lang),
        subject_href: Some("/posts/p1".into()),
        digest: None,
        code: None,
        single_use: false,
        post: None,
        back: Some("/papers/draft?form=form-2".into()),
        fields: Vec::new(),
        together: None,
    }
}

/// What an author stated, as a checker sees it.
pub(crate) fn statements(lang: Lang) -> Vec<StatementView> {
    vec![StatementView {
        title: say(lang, "事実の確認", "Check of facts"),
        clauses: vec![clause("MHN-3(6)")],
        fields: vec![
            Pair::new(
                say(lang, "事実の出どころ", "Where the facts come from"),
                say(lang, "総務課の起案文書", "A paper of the office"),
            ),
            Pair::new(say(lang, "うわさではない。", "It is no rumour."), say(lang, "はい", "Yes")),
        ],
        by: say(lang, "北野 さくら（総務課 広報係 係員）", "Kitano Sakura (PR, officer)"),
        at: morning(lang),
    }]
}

/// A record that goes with the composer.
pub(crate) fn link_check(lang: Lang) -> RecordFormView {
    RecordFormView {
        intro: Some(say(lang, "リンク先を実際に開いて確かめてください。", "Open the link and look at it.")),
        fields: vec![field(
            "supply.link-check.seen",
            say(lang, "リンク先は本文と合っていますか", "Does the page fit the text?"),
            true,
            FieldInput::YesNo(None),
        )],
        lines: vec![
            Declared {
                clause: Some(clause("MHN-3(6)")),
                found: vec![],
                text: say(lang, "うわさではない。", "It is no rumour."),
                tick: None,
            },
            Declared {
                clause: Some(clause("MHN-3(7)")),
                found: vec!["https://www.mihon.example/matsuri".to_owned()],
                text: say(lang, "リンク先に問題がない。", "Nothing is wrong with the link."),
                tick: Some(Tick { name: "supply.link-check.line:MHN-3(7)".to_owned(), ticked: true }),
            },
        ],
        ..base(lang, "link-check", say(lang, "リンクの確認", "Look at the link"))
    }
}

/// Lines that are confirmed together, one of them by itself.
pub(crate) fn together(lang: Lang) -> RecordFormView {
    let line = |id: &str, ja: &str, en: &str, found: &[&str], tick: Option<Tick>| Declared {
        clause: Some(clause(id)),
        text: say(lang, ja, en),
        found: found.iter().map(|one| (*one).to_owned()).collect(),
        tick,
    };
    let tick = Tick { name: "supply.declaration.line:MHN-3(8)".to_owned(), ticked: false };
    RecordFormView {
        lines: vec![
            line("MHN-3(6)", "うわさではない。", "It is no rumour.", &[], None),
            line(
                "MHN-3(8)",
                "数字は元の資料と合っている。",
                "The figures agree with their source.",
                &["30", "500"],
                Some(tick),
            ),
        ],
        together: Some("supply.declaration.*".to_owned()),
        ..base(lang, "declaration", say(lang, "注意事項の申告", "Points to observe"))
    }
}

/// A record that goes with a step.
pub(crate) fn other_decision(lang: Lang) -> RecordFormView {
    RecordFormView {
        single_use: true,
        fields: vec![field(
            "supply.other.reason",
            say(lang, "必要と認める理由", "Why it is found necessary"),
            true,
            FieldInput::Multiline(String::new()),
        )],
        ..base(lang, "other", say(lang, "「その他」の判断", "Decision on \"other\""))
    }
}

impl RecordFormPage {
    /// Every type of field once.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let people = vec![
            Choice::new("u1", say(lang, "南 太一（内線203）", "Minami Taichi (ext. 203)"), false),
            Choice::new("u2", say(lang, "東 由美（内線204）", "Higashi Yumi (ext. 204)"), true),
        ];
        let many = (1..=8)
            .map(|n| Choice::new(n.to_string(), say(lang, &format!("第{n}号"), &format!("No. {n}")), n == 3))
            .collect();
        let name = |ja: &str, en: &str| say(lang, ja, en);
        let mut form = RecordFormView {
            intro: Some(name("相談した内容と結果を記録します。", "Records what was asked and what came of it.")),
            lines: vec![],
            digest: Some("5f2c0f7f".repeat(8)),
            code: Some("9K3T-W8HP".into()),
            single_use: true,
            fields: vec![
                field("fields.title", name("件名", "Subject"), true, FieldInput::Text(name("夏まつり", "Festival"))),
                field("fields.detail", name("内容", "Content"), true, FieldInput::Multiline(String::new())),
                field("fields.page", name("関係するページ", "Page"), false, FieldInput::Url(String::new())),
                field("fields.day", name("相談した日", "Day"), true, FieldInput::Date("2026-08-03".into())),
                field(
                    "fields.told",
                    name("伝えた日時", "Told at"),
                    true,
                    FieldInput::Moment("2026-08-03T03:00".into()),
                ),
                field("fields.count", name("人数", "How many"), false, FieldInput::Number("3".into())),
                field(
                    "fields.result",
                    name("結果", "Result"),
                    true,
                    FieldInput::Choice(vec![
                        Choice::new("ok", name("差し支えない", "No objection"), false),
                        Choice::new("no", name("見送る", "Not now"), false),
                    ]),
                ),
                field("fields.item", name("該当項目", "Item"), false, FieldInput::Choice(many)),
                field("fields.agreed", name("合意しましたか", "Was it agreed?"), true, FieldInput::YesNo(Some(true))),
                field("fields.person", name("相手", "With whom"), true, FieldInput::Person(people)),
                field(
                    "fields.account",
                    name("アカウント", "Account"),
                    false,
                    FieldInput::Account(vec![Choice::new("a1", "Facebook", false)]),
                ),
                field(
                    "fields.file",
                    name("資料のハッシュ", "Hash of the file"),
                    false,
                    FieldInput::FileHash(String::new()),
                ),
                field(
                    "fields.content",
                    name("対象の内容", "Content meant"),
                    false,
                    FieldInput::Digest("5f2c0f7f".into()),
                ),
            ],
            ..base(lang, "consultation", name("相談の記録", "Consultation"))
        };
        form.fields[1].hint = Some(name("要点だけでかまいません。", "The main points are enough."));
        Self { shell: shell(lang, Nav::None, "/records/new"), form, matter: None, statements: vec![] }
    }

    /// A decision on a post, with the post beside it.
    #[must_use]
    pub fn sample_matter(lang: Lang) -> Self {
        let mut form = RecordFormView {
            digest: Some("5f2c0f7f".repeat(8)),
            code: Some("9K3T-W8HP".into()),
            ..other_decision(lang)
        };
        // On a page of its own a record's fields stand under `fields.`, inside another form under its kind.
        form.fields[0].name = "fields.reason".into();
        let matter = Some(crate::post::samples::post(lang));
        Self { shell: shell(lang, Nav::None, "/records/new"), form, matter, statements: statements(lang) }
    }

    /// With errors; what was typed is still there.
    #[must_use]
    pub fn sample_error(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.shell.errors = vec![
            FieldError {
                field: "fields.detail".into(),
                message: say(lang, "内容を入力してください。", "Write the content."),
            },
            FieldError {
                field: "fields.result".into(),
                message: say(lang, "結果を選んでください。", "Choose the result."),
            },
        ];
        page
    }
}

impl RecordPage {
    /// A record whose content changed since.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/records/r1"),
            record: RecordView {
                id: "r1".into(),
                title: say(lang, "リンクの確認", "Look at the link"),
                clauses: vec![clause("MHN-3(7)")],
                subject_label: title(lang),
                subject_href: Some("/posts/p1".into()),
                fields: vec![
                    Pair::new(
                        say(lang, "リンク先は本文と合っていますか", "Does the page fit the text?"),
                        say(lang, "はい", "Yes"),
                    ),
                    Pair::new(say(lang, "備考", "Note"), say(lang, "1行目\n2行目", "line 1\nline 2")),
                ],
                by: say(lang, "北野 さくら（総務課 広報係 係員）", "Kitano Sakura (PR, officer)"),
                at: morning(lang),
                valid_from: Some(morning(lang)),
                valid_until: Some(noon(lang)),
                used_by: Some(say(lang, "確認の依頼", "Asking for the check")),
                code: Some("7Q4M-X2KD".into()),
                stale: true,
            },
        }
    }
}
