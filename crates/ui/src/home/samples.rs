use tatefuda_i18n::Lang;

use crate::{
    Flash, Nav,
    account::samples::{facebook, website},
    home::{Contact, HomePage, NoRolePage, TaskGroup, TaskItem, TaskKind},
    post::samples::title,
    sample::{clause, deputy, evening, head, morning, say, shell},
    shell::SendingBanner,
    view::{Link, Tone},
};

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
                    more: None,
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
                    more: None,
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
                    more: None,
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
                TaskGroup {
                    kind: TaskKind::Cases,
                    items: vec![TaskItem {
                        href: "/cases/c1".into(),
                        deadline: Some(evening(lang)),
                        ..item(
                            say(lang, "開設手続", "Opening procedure"),
                            say(lang, "手順「協議」を行ってください。", "Do the step “Consultation”."),
                            say(lang, "進行中", "Running"),
                            Tone::Info,
                        )
                    }],
                    more: None,
                },
                TaskGroup {
                    kind: TaskKind::Duties,
                    items: vec![TaskItem {
                        href: "/duties".into(),
                        deadline: Some(evening(lang)),
                        ..item(
                            say(lang, "毎日の投稿の確認", "Daily check of the posts"),
                            say(lang, "済ませて、答えを記録してください。", "Do it and record the answer."),
                            say(lang, "期限前", "Open"),
                            Tone::Info,
                        )
                    }],
                    more: None,
                },
                TaskGroup { kind: TaskKind::Records, items: Vec::new(), more: None },
                TaskGroup { kind: TaskKind::Deadlines, items: Vec::new(), more: None },
                TaskGroup {
                    kind: TaskKind::Drafts,
                    items: vec![item(
                        say(lang, "秋の文化祭", "Autumn festival"),
                        say(lang, "続きを書いてください。", "Go on writing."),
                        say(lang, "作成中", "Draft"),
                        Tone::Neutral,
                    )],
                    more: Some(Link {
                        href: "/posts?state=drafting".into(),
                        label: say(lang, "ほかの作成の途中のものも一覧で見る", "See the others in the list"),
                    }),
                },
            ],
            may_compose: true,
            duties: Some(Link {
                href: "/duties".into(),
                label: say(lang, "ほかの務めと見張り（12件）", "Other duties and what is watched (12)"),
            }),
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

impl HomePage {
    /// The first page while all sending is stopped.
    #[must_use]
    pub fn sample_stopped(lang: Lang) -> Self {
        let mut page = Self::sample_quiet(lang);
        page.shell.sending = SendingBanner { stopped: true, copied: true };
        page
    }
}
