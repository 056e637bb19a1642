use tatefuda_i18n::Lang;

use crate::{
    Nav,
    account::{
        AccountChange, AccountForm, AccountFormPage, AccountPage, AccountRef, AccountRow, AccountSearch, AccountState,
        AccountsPage, ConnectForm, ConnectPart, Connector, LedgerLine, LoginView, MoveView, OwnersView, RoadForm,
    },
    answer::samples::{refused, waits},
    publication::{PendingRow, PublicationState},
    record::samples as record,
    sample::{clause, meta, morning, say, shell},
    view::{Choice, FieldError, FilterTab, Link, Pair},
};

fn form(lang: Lang, number: u32) -> AccountForm {
    AccountForm {
        meta: meta(number, Some(1)),
        service: "facebook".into(),
        services: vec![Choice::new("facebook", "Facebook", false)],
        name: say(lang, "みほん町", "Mihon Town"),
        handle: "mihon.town".into(),
        url: "https://example.org/mihon".into(),
        purpose: say(lang, "町の話題", "News of the town"),
        sections: vec![Choice::new("s1", say(lang, "総務課", "General Affairs"), true)],
        class: String::new(),
        classes: vec![
            Choice::new("official", say(lang, "公式SNS", "official"), false),
            Choice::new("related", say(lang, "関連SNS", "related"), false),
        ],
        class_word: say(lang, "公式SNSと関連SNSの別", "Official or related"),
        external_id: "100200300".into(),
        listed: true,
        public_note: String::new(),
        mail: "koho@example.org".into(),
        mail_personal: vec![
            Choice::new("no", say(lang, "部署などで共用するアドレス", "An address that is shared"), true),
            Choice::new("yes", say(lang, "職員個人のアドレス", "One person's own address"), false),
        ],
        lines: vec![
            LedgerLine {
                name: "listing_url".into(),
                label: say(lang, "アカウントを紹介する公式サイトのページ", "Page of the website that introduces it"),
                hint: say(lang, "このアカウントが載っているページそのもののURLです。", "The address of the very page."),
                value: "https://example.org/sns".into(),
                kind: "url",
            },
            LedgerLine {
                name: "profile_url".into(),
                label: say(lang, "プロフィールに書いたURL", "Address in its profile"),
                hint: say(lang, "プロフィール欄にあるとおりに入力します。", "As it stands in the profile."),
                value: "https://example.org/".into(),
                kind: "url",
            },
            LedgerLine {
                name: "mailbox".into(),
                label: say(lang, "担当課のメールボックス", "Mailbox of the section"),
                hint: say(lang, "住民向けの一覧には載りません。", "It stands in no list for residents."),
                value: "koho@example.org".into(),
                kind: "email",
            },
        ],
        running_until: String::new(),
    }
}

impl AccountPage {
    /// An account that waits for its start.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let step = |verb: &str, ja: &str, en: &str| MoveView {
            verb: verb.into(),
            label: say(lang, ja, en),
            effect: say(lang, "投稿できるようになります。", "Posts can go to it."),
            silent: vec![],
            forward: verb == "start",
            meta: None,
            supplies: Vec::new(),
            answer: None,
            lacks: None,
        };
        Self {
            shell: shell(lang, Nav::Accounts, "/accounts/a1"),
            row: AccountsPage::sample(lang).rows.swap_remove(0),
            owners: OwnersView::sample(lang),
            facts: vec![Pair::new(say(lang, "運用の開始", "Started"), say(lang, "2026年4月1日", "1 Apr 2026"))],
            moves: vec![
                MoveView {
                    meta: Some(meta(120, Some(1))),
                    supplies: vec![record::link_check(lang)],
                    answer: Some(waits(lang)),
                    ..step("start", "運用を始める", "Start it")
                },
                MoveView {
                    lacks: Some(say(
                        lang,
                        "アカウント台帳を管理する権限がありません。",
                        "You may not manage the ledger.",
                    )),
                    ..step("close", "運用を終える", "End its use")
                },
                MoveView {
                    meta: Some(meta(122, Some(1))),
                    ..step("delete", "サービス上で削除したことを記録する", "Record that it was deleted on the service")
                },
                MoveView {
                    meta: Some(meta(121, Some(1))),
                    silent: vec![(
                        say(lang, "利用の停止についての定めはありません。", "The text says nothing about suspending."),
                        vec![crate::sample::clause("NNH-2")],
                    )],
                    ..step("suspend", "利用を停止する", "Suspend it")
                },
            ],
            pending: vec![PendingRow {
                post: "p1".into(),
                label: say(lang, "総広第12号", "PR-12"),
                account: say(lang, "みほん町", "Mihon Town"),
                state: PublicationState::Scheduled,
                planned: crate::sample::evening(lang),
                orphaned: false,
            }],
            road: Some(RoadForm {
                meta: meta(152, Some(3)),
                roads: vec![
                    Choice::new("", say(lang, "連携していれば自動", "By the program if connected"), true),
                    Choice::new("hand", say(lang, "いつも手作業で投稿する", "Always by hand"), false),
                ],
            }),
            connect: Some(ConnectForm {
                meta: meta(129, None),
                connected: true,
                until: Some(say(lang, "2026年9月1日", "1 Sep 2026")),
                over: false,
                renewed: true,
                parts: vec![
                    ConnectPart {
                        name: "app_id".into(),
                        label: say(lang, "クライアントID", "Client ID"),
                        hint: String::new(),
                        secret: false,
                        value: "1650000000".into(),
                    },
                    ConnectPart {
                        name: "token".into(),
                        label: say(lang, "アクセストークン", "Access token"),
                        hint: say(lang, "そのまま貼り付けてください。", "Paste it as it is."),
                        secret: true,
                        value: String::new(),
                    },
                ],
                expires: Some(String::new()),
                unconfirmed: vec![say(lang, "投稿の編集が使えるか", "whether posts can be edited")],
            }),
            cases: vec![crate::case::samples::row(lang)],
            duties: vec![Link {
                href: "/duties?of=body".into(),
                label: say(lang, "毎日の投稿の確認 期限前", "Daily check of the posts, open"),
            }],
            login: Some(LoginView {
                changed: Some(morning(lang)),
                answer: None,
                meta: Some(meta(175, None)),
                password: true,
            }),
            papers: vec![crate::paper::samples::row(lang)],
            change: Some(AccountChange { form: Some(form(lang, 123)), supplies: vec![], answer: Some(waits(lang)) }),
        }
    }

    /// With an error in the ledger's fields.
    #[must_use]
    pub fn sample_error(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        // Somebody who may end its use as well.
        page.moves[1].lacks = None;
        page.moves[1].meta = Some(meta(130, Some(1)));
        page.shell.errors = vec![FieldError {
            field: "url".into(),
            message: say(
                lang,
                "https:// で始まるアドレスを入力してください。",
                "The address must begin with https://.",
            ),
        }];
        page
    }
}

impl AccountFormPage {
    /// A new account, with an error.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::Accounts, "/accounts/new");
        shell.errors = vec![FieldError {
            field: "service".into(),
            message: say(lang, "サービスを選んでください。", "Choose the service."),
        }];
        Self { shell, form: form(lang, 124), answer: None }
    }

    /// Typed, and not the reader's to enter.
    #[must_use]
    pub fn sample_refused(lang: Lang) -> Self {
        let shell = shell(lang, Nav::Accounts, "/accounts");
        Self { shell, form: form(lang, 124), answer: Some(refused(lang)) }
    }
}

pub(crate) fn facebook(lang: Lang) -> AccountRef {
    AccountRef {
        id: "a1".into(),
        service: "Facebook".into(),
        name: say(lang, "みほん町", "Mihon Town"),
        handle: "mihon.town".into(),
    }
}

pub(crate) fn website(lang: Lang) -> AccountRef {
    AccountRef {
        id: "a2".into(),
        service: say(lang, "町ホームページ", "Town website"),
        name: say(lang, "新着情報", "News"),
        handle: "https://www.mihon.example/".into(),
    }
}

impl AccountsPage {
    /// Three accounts.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |id: &str, service: String, name: String, handle: &str, connector| AccountRow {
            id: id.into(),
            service,
            name,
            handle: handle.into(),
            url: Some(format!("https://example.org/{id}")),
            purpose: say(lang, "町の話題と行事のお知らせ", "News and events of the town"),
            unit: say(lang, "総務課 広報係", "Public Relations"),
            state: AccountState::Active,
            connector,
            document: Some(say(lang, "みほん町SNS運用手順", "Mihon SNS procedure")),
            checked: Some(morning(lang)),
            repairs: Vec::new(),
        };
        let (fb, site) = (facebook(lang), website(lang));
        Self {
            shell: shell(lang, Nav::Accounts, "/accounts"),
            rows: vec![
                row("a1", fb.service, fb.name, &fb.handle, Connector::Ready),
                row("a2", site.service, site.name, &site.handle, Connector::NoToken),
                AccountRow {
                    url: None,
                    state: AccountState::Preparing,
                    document: None,
                    checked: None,
                    repairs: vec![(
                        say(lang, "台帳にURLがありません", "The ledger holds no address"),
                        vec![clause("MHN-5(1)")],
                    )],
                    ..row(
                        "a3",
                        "YouTube".into(),
                        say(lang, "みほん町チャンネル", "Mihon Channel"),
                        "@mihon",
                        Connector::None,
                    )
                },
            ],
            filters: vec![
                FilterTab { href: "/accounts".into(), label: say(lang, "すべて", "All"), current: true },
                FilterTab {
                    href: "/accounts?state=active".into(),
                    label: say(lang, "運用中", "Running"),
                    current: false,
                },
            ],
            search: AccountSearch {
                state: Some("active".into()),
                text: say(lang, "みほん", "Mihon"),
                sections: vec![
                    Choice::new("", say(lang, "すべての部署", "All sections"), false),
                    Choice::new("s1", say(lang, "総務課", "General Affairs"), true),
                ],
            },
            csv: Link { href: "/accounts?format=csv".into(), label: say(lang, "CSVで保存", "Save as CSV") },
            public: Link {
                href: "/public/mihon/".into(),
                label: say(lang, "住民向けの一覧を見る", "See the list for residents"),
            },
            may_register: true,
            may_import: true,
        }
    }
}
