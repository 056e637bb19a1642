use tatefuda_i18n::Lang;

use super::parts::{bare_shell, clause, deputy, evening, facebook, head, meta, morning, say, shell, title, website};
use crate::page::{CapacityPage, ContinuePage, DemoHint, Ended, HomePage, NoRolePage, PasswordPage, SignInPage};
use crate::view::{Choice, Contact, FieldError, Link, Pair, TaskGroup, TaskItem, TaskKind, Tone};
use crate::{Flash, Nav};

impl SignInPage {
    /// The page of a demonstration with two bodies.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let body = say(lang, "みほん町", "Mihon Town");
        let hint = |login: &str, name: String, role: String| DemoHint {
            body: body.clone(),
            login: login.into(),
            password: "rensyu-2026".into(),
            name,
            role,
        };
        Self {
            shell: bare_shell(lang),
            bodies: vec![
                Choice::new("mihon", body.clone(), true),
                Choice::new("rei", say(lang, "れい村", "Rei Village"), false),
            ],
            login: String::new(),
            next: "/".into(),
            demo: vec![
                hint(
                    "kitano",
                    say(lang, "北野 さくら", "Kitano Sakura"),
                    say(lang, "担当者：投稿案をつくる", "Operator: writes posts"),
                ),
                hint(
                    "minami",
                    say(lang, "南 太一", "Minami Taichi"),
                    say(lang, "運用責任者：確認する", "Account manager: checks"),
                ),
            ],
            double_url: Some("http://127.0.0.1:8081/".into()),
            public: vec![Link { href: "/public/mihon/".into(), label: say(lang, "みほん町", "Mihon Town") }],
            carried: vec![],
            ended: None,
        }
    }

    /// Somebody saved a text, with a picture, after their session had ended.
    #[must_use]
    pub fn sample_ended(lang: Lang) -> Self {
        let typed = say(lang, "夏まつりを行います。", "Summer festival.");
        Self {
            demo: vec![],
            next: "/posts/new".into(),
            carried: vec![Pair::new("carried_to", "/posts"), Pair::new("carried.text", typed.clone())],
            ended: Some(Ended {
                kept: vec![Pair::new(say(lang, "本文", "Text"), typed)],
                files: vec!["IMG_1.jpg".into()],
            }),
            ..Self::sample(lang)
        }
    }

    /// After a wrong password.
    #[must_use]
    pub fn sample_error(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.demo.clear();
        page.login = "kitano".into();
        page.shell.errors = vec![FieldError {
            field: "password".into(),
            message: say(lang, "ログイン名かパスワードが違います。", "Login name or password is wrong."),
        }];
        page
    }
}

impl ContinuePage {
    /// The text that waited.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let typed = say(lang, "夏まつりを行います。", "Summer festival.");
        Self {
            shell: bare_shell(lang),
            kept: vec![Pair::new(say(lang, "本文", "Text"), typed.clone())],
            action: "/posts".into(),
            fields: vec![Pair::new("command_id", meta(131, None).command_id), Pair::new("text", typed)],
            back: Link { href: "/posts/new".into(), label: say(lang, "元の画面へ", "Back to the page") },
        }
    }
}

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

impl CapacityPage {
    /// Two capacities.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self { shell: shell(lang, Nav::None, "/capacity"), next: "/".into() }
    }
}

impl NoRolePage {
    /// With two contacts.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::Home, "/");
        shell.waiting = 0;
        shell.rights = crate::Rights::default();
        if let Some(person) = &mut shell.person {
            person.capacity = None;
            person.capacities.clear();
        }
        Self {
            shell,
            contacts: vec![
                Contact { topic: say(lang, "投稿の担当になる", "Becoming an operator"), holder: head(lang) },
                Contact {
                    topic: say(lang, "職員の登録・発令", "Staff and appointments"), holder: deputy(lang)
                },
            ],
            accounts: vec![facebook(lang), website(lang)],
        }
    }
}

impl HomePage {
    /// A working morning.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let item = |title: String, action: String, state: String, tone: Tone| TaskItem {
            title,
            href: "/posts/p1".into(),
            action,
            accounts: vec!["Facebook".into(), website(lang).service],
            state,
            tone,
            deadline: None,
            overdue: false,
            clauses: vec![clause("MHN-6(2)")],
            from: None,
        };
        let mut shell = shell(lang, Nav::Home, "/");
        shell.flash =
            Some(Flash { tone: Tone::Good, text: say(lang, "確認を依頼しました。", "Sent for checking.") });
        Self {
            shell,
            today: say(lang, "2026年8月3日（月）", "Mon 3 Aug 2026"),
            groups: vec![
                TaskGroup {
                    kind: TaskKind::Trouble,
                    label: None,
                    items: vec![TaskItem {
                        deadline: Some(morning(lang)),
                        overdue: true,
                        ..item(
                            say(lang, "断水のお知らせ（北地区）", "Water supply cut (north)"),
                            say(
                                lang,
                                "実物を見て、結果を記録してください。",
                                "Look at the account and record what you see.",
                            ),
                            say(lang, "結果不明", "Result unknown"),
                            Tone::Bad,
                        )
                    }],
                },
                TaskGroup {
                    kind: TaskKind::Steps,
                    label: Some(say(lang, "確認待ち", "Waiting for your check")),
                    items: vec![TaskItem {
                        deadline: Some(evening(lang)),
                        from: Some(say(lang, "西 健（内線211）", "Nishi Ken (ext. 211)")),
                        ..item(
                            title(lang),
                            say(lang, "内容を確認してください。", "Check the content."),
                            say(lang, "回議中（残り1名）", "In review (1 step left)"),
                            Tone::Info,
                        )
                    }],
                },
                TaskGroup {
                    kind: TaskKind::Returned,
                    label: None,
                    items: vec![TaskItem {
                        from: Some(say(lang, "南 太一（内線203）", "Minami Taichi (ext. 203)")),
                        ..item(
                            say(lang, "図書館の休館日", "Library holidays"),
                            say(lang, "日付を直してください。", "Correct the date."),
                            say(lang, "差戻し", "Sent back"),
                            Tone::Warn,
                        )
                    }],
                },
                TaskGroup { kind: TaskKind::Records, label: None, items: Vec::new() },
                TaskGroup { kind: TaskKind::Deadlines, label: None, items: Vec::new() },
            ],
            may_compose: true,
            double_url: Some("http://127.0.0.1:8081/".into()),
        }
    }

    /// Nothing waits.
    #[must_use]
    pub fn sample_quiet(lang: Lang) -> Self {
        let mut page = Self { groups: Vec::new(), double_url: None, ..Self::sample(lang) };
        page.shell.waiting = 0;
        page.shell.flash = None;
        page
    }
}
