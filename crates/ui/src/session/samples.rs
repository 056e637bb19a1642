use tatefuda_i18n::Lang;

use crate::{
    Nav,
    sample::{bare_shell, meta, say, shell},
    session::{CapacityPage, ContinuePage, DemoHint, Ended, SignInPage},
    view::{Choice, FieldError, FilterTab, Link, Pair},
};

impl SignInPage {
    /// The page of a demonstration with two bodies.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let body = say(lang, "みほん町", "Mihon Town");
        let hint = |login: &str, name: String, role: String| DemoHint {
            body: body.clone(),
            slug: "mihon".into(),
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
            demo_bodies: [("mihon", "みほん町", "Mihon Town", true), ("rei", "れい村", "Rei Village", false)]
                .map(|(slug, ja, en, current)| FilterTab {
                    href: format!("/sign-in?body={slug}#demo-heading"),
                    label: say(lang, ja, en),
                    current,
                })
                .to_vec(),
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
            demo_bodies: vec![],
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
        page.demo_bodies.clear();
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

impl CapacityPage {
    /// Two capacities.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self { shell: shell(lang, Nav::None, "/capacity"), next: "/".into() }
    }
}
