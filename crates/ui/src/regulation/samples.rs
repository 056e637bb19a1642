use tatefuda_i18n::Lang;

use crate::{
    Nav,
    regulation::{
        BookClause, BookControl, BookState, BookView, DocumentView, HandbookPage, LoadForm, ReadingView,
        RegulationPage, RoleView, SilenceView,
    },
    sample::{clause, meta, morning, responsible, say, shell},
    setting::{
        ParameterView, SettingView,
        samples::{form, setting},
    },
    view::{Choice, FieldError, FieldInput, Link, Who},
};

impl RegulationPage {
    /// One value set, one waiting, one unset.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let parameter = |key: &str, ja: &str, en: &str| ParameterView {
            document: "mihon-sns".to_owned(),
            stated: None,
            key: format!("param:{key}"),
            scope: String::new(),
            label: say(lang, ja, en),
            hint: Some(say(lang, "情報セキュリティ規程を見てください。", "Look into the security rules.")),
            clauses: vec![clause("MHN-7")],
            effect: None,
            value: None,
            proposals: Vec::new(),
            form: None,
            accounts: Vec::new(),
            again: false,
        };
        let waiting = SettingView {
            confirmed_by: None,
            confirm: Some(meta(81, Some(1))),
            ..setting(lang, say(lang, "毎月", "monthly"))
        };
        let mine = SettingView {
            confirmed_by: None,
            not_mine: Some(say(
                lang,
                "あなたが提案した値なので、別の人が確認します。",
                "You proposed it, so another person confirms it.",
            )),
            ..setting(lang, say(lang, "毎週", "weekly"))
        };
        let mut page = Self {
            shell: shell(lang, Nav::Regulation, "/regulation"),
            documents: vec![DocumentView {
                title: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
                version: say(lang, "第1版", "first version"),
                effective: say(lang, "令和8年4月1日", "1 Apr 2026"),
                services: vec!["Facebook".into(), "YouTube".into()],
                digest: "5f2c0f7f".repeat(8),
                clauses: 38,
                remarks: vec![say(lang, "別記は登録されていません。", "The annex is not held.")],
            }],
            parameters: vec![
                ParameterView {
                    value: Some(setting(lang, say(lang, "12文字以上", "at least 12 characters"))),
                    form: Some(form(82, FieldInput::Text(String::new()))),
                    ..parameter("password", "パスワードの規則", "Rule for passwords")
                },
                ParameterView {
                    value: Some(setting(lang, "mon-fri 08:30-17:15".to_owned())),
                    accounts: vec![
                        ParameterView {
                            scope: "a1".to_owned(),
                            value: Some(setting(lang, "mon-sun 09:00-21:00".to_owned())),
                            form: Some(form(85, FieldInput::Multiline(String::new()))),
                            ..parameter("hours", "観光課 Instagram", "Tourism, Instagram")
                        },
                        ParameterView {
                            scope: "a2".to_owned(),
                            form: Some(form(86, FieldInput::Multiline(String::new()))),
                            ..parameter("hours", "防災課 X", "Disaster prevention, X")
                        },
                    ],
                    ..parameter("hours", "発信する時間", "Hours in which accounts post")
                },
                ParameterView {
                    stated: Some(say(lang, "7日", "7 days")),
                    ..parameter("window", "投稿できる期間", "How long a post may wait")
                },
                ParameterView {
                    proposals: vec![waiting, mine],
                    ..parameter("review", "運用状況の確認の間隔", "How often the use is reviewed")
                },
                ParameterView {
                    effect: Some(say(
                        lang,
                        "定めるまで、新しいアカウントは始められません。",
                        "Until then no new account can start.",
                    )),
                    form: Some(form(83, FieldInput::YesNo(None))),
                    ..parameter("codes", "認証コードを使うか", "Whether codes are used")
                },
                ParameterView {
                    form: Some(form(
                        84,
                        FieldInput::Choice(vec![
                            Choice::new("screen", say(lang, "画面", "On screen"), false),
                            Choice::new("phone", say(lang, "電話と立会人", "Telephone and witness"), false),
                        ]),
                    )),
                    ..parameter("means", "確認の手段", "Means of confirmation")
                },
                // A second document in force leaves a value of the same name to the body.
                ParameterView {
                    document: "mihon-fire-sns".to_owned(),
                    again: true,
                    form: Some(form(87, FieldInput::Text(String::new()))),
                    ..parameter("means", "確認の手段（消防）", "Means of confirmation (fire service)")
                },
            ],
            roles: vec![
                RoleView {
                    who: responsible(lang),
                    clauses: vec![clause("MHN-6")],
                    positions: vec![say(lang, "総務課長", "Head of General Affairs")],
                    href: None,
                },
                RoleView {
                    who: Who { role: say(lang, "担当者", "Operator"), ..Who::default() },
                    clauses: vec![clause("MHN-6(1)")],
                    positions: Vec::new(),
                    href: Some("/records/new?kind=appointment&subject_kind=person".into()),
                },
            ],
            readings: vec![
                ReadingView {
                    clause: clause("MHN-3(1)"),
                    written: say(lang, "事業", "affairs"),
                    read: say(lang, "情報", "information"),
                    decided: say(lang, "2026年4月1日 南 太一", "1 Apr 2026, Minami Taichi"),
                    open: false,
                },
                ReadingView {
                    clause: clause("MHN-9"),
                    written: say(lang, "管理者", "administrator"),
                    read: say(lang, "運用責任者", "account manager"),
                    decided: say(lang, "未決定", "open"),
                    open: true,
                },
            ],
            silences: vec![SilenceView {
                topic: say(lang, "返信の前の確認", "A check of replies"),
                effect: say(lang, "確認なしで返信できます。", "Replies need no check."),
                clauses: vec![clause("MHN-6(2)")],
            }],
        };
        page.shell.errors = vec![FieldError {
            field: format!("{}.source", page.parameters[0].anchor()),
            message: say(lang, "根拠となる文書を書いてください。", "Name the source document."),
        }];
        page
    }
}

impl HandbookPage {
    /// One clause in each state.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let clause = |id: &str, state: BookState, ja: &str, en: &str| BookClause {
            id: id.into(),
            heading: String::new(),
            text: say(lang, ja, en),
            wording: None,
            strength: say(lang, "義務", "duty"),
            classes: vec![say(lang, "仕組みが守らせる", "enforced")],
            state,
            controls: vec![BookControl {
                name: "rule check".into(),
                acts: vec![say(lang, "公開", "publish")],
                wired: state != BookState::NotConnected,
            }],
            unset: Vec::new(),
            evidence: None,
            cited: String::new(),
        };
        Self {
            shell: shell(lang, Nav::Regulation, "/regulation/clauses"),
            books: vec![BookView {
                title: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
                version: say(lang, "令和8年4月1日施行", "in force from 1 April 2026"),
                wording: Some(morning(lang)),
                load: Some(LoadForm { meta: meta(409, None), document: "mihon".into() }),
                clauses: vec![
                    BookClause {
                        heading: say(lang, "公式アカウントの責任者", "Who is responsible"),
                        wording: Some("運用担当者は、見本責任者の確認を受けてから掲載を行うこと。".into()),
                        evidence: Some((
                            Link { href: "/answers/1".into(), label: say(lang, "最新の判断", "Newest answer") },
                            morning(lang),
                        )),
                        cited: say(
                            lang,
                            "直近（8月1日から）の判断3件で適用しました。",
                            "Applied in 3 decisions since 1 August.",
                        ),
                        ..clause("MHN-6(2)", BookState::Kept, "確認を受けて投稿する。", "Posts are checked first.")
                    },
                    clause("MHN-8", BookState::Open, "区分を選ぶ。", "A category is chosen."),
                    BookClause {
                        unset: vec![Link {
                            href: "/regulation#param-password".into(),
                            label: say(lang, "パスワードの条件", "conditions on passwords"),
                        }],
                        ..clause("MHN-9", BookState::CannotJudge, "パスワードを守る。", "Passwords are kept.")
                    },
                    clause("MHN-10", BookState::Quiet, "返信は目的に沿う。", "Replies serve the purpose."),
                    clause("MHN-11", BookState::NotConnected, "毎月確かめる。", "It is looked at each month."),
                    BookClause {
                        controls: Vec::new(),
                        ..clause("MHN-12", BookState::Shown, "責任を負わない。", "No liability.")
                    },
                ],
            }],
        }
    }
}
