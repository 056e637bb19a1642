//! A few posts in a list.

use tatefuda_i18n::Lang;

use crate::{
    Nav,
    account::samples::website,
    post::{PostRow, PostState, PostsPage, SearchForm, samples::title},
    sample::{noon, say, shell},
    view::{FilterTab, Link},
};

impl PostsPage {
    /// A few posts.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |id: &str, title: String, state: PostState, number: Option<String>| PostRow {
            id: id.into(),
            number,
            title,
            accounts: vec!["Facebook".into(), website(lang).service],
            state,
            author: say(lang, "北野 さくら（広報係）", "Kitano Sakura (PR)"),
            window: Some(say(lang, "2026年8月4日（火） 8:30から17:15まで", "Tue 4 Aug 2026, 08:30 to 17:15")),
            scheduled: (id == "p4").then(|| noon(lang)),
            published: (id == "p6").then(|| noon(lang)),
            updated: noon(lang),
        };
        let check = say(lang, "確認", "check");
        Self {
            shell: shell(lang, Nav::Posts, "/posts"),
            filters: [
                ("すべて", "All", true),
                ("作成中", "Drafts", false),
                ("回議中", "In review", false),
                ("予約済", "Scheduled", false),
            ]
            .iter()
            .map(|(ja, en, current)| FilterTab {
                href: "/posts?state=x".into(),
                label: say(lang, ja, en),
                current: *current,
            })
            .collect(),
            rows: vec![
                row("p1", title(lang), PostState::InReview { remaining: 1 }, Some(say(lang, "R8広第12号", "R8-PR-12"))),
                row("p2", say(lang, "図書館の休館日", "Library holidays"), PostState::Returned, None),
                row("p3", say(lang, "断水のお知らせ（北地区）", "Water supply cut (north)"), PostState::Unknown, None),
                row(
                    "p4",
                    say(lang, "健康診断の日程", "Dates of the health check"),
                    PostState::Cleared { word: check.clone() },
                    None,
                ),
                row("p5", say(lang, "町民プールの利用", "Using the pool"), PostState::Void { word: check }, None),
                row("p6", say(lang, "広報8月号", "August newsletter"), PostState::Published, None),
            ],
            next: Some(Link { href: "/posts?after=x".into(), label: say(lang, "次の20件", "Next 20") }),
            first: None,
            total: say(lang, "全26件", "26 posts"),
            csv: Link {
                href: "/posts?format=csv".into(),
                label: say(lang, "この一覧をCSVで保存", "Save this list as CSV"),
            },
            may_compose: true,
            search: SearchForm { state: None, text: String::new() },
        }
    }

    /// No post in this state.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        let first = Link { href: "/posts".into(), label: say(lang, "はじめのページ", "First page") };
        Self { rows: Vec::new(), next: None, first: Some(first), ..Self::sample(lang) }
    }
}
