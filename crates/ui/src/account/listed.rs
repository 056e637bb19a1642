use askama::Template;
use tatefuda_i18n::Lang;

use crate::{
    Nav, Shell,
    sample::{clause, say, shell},
    view::{ClauseRef, Link, Tone},
};

/// `GET /accounts/listed`
#[derive(Clone, Debug, Template)]
#[template(path = "account/listed.html")]
pub struct ListedPage {
    pub shell: Shell,
    /// What the texts in force list.
    pub listed: Vec<ListedRow>,
    /// What runs and no text lists.
    pub unlisted: Vec<UnlistedRow>,
    /// Whether any text in force lists accounts.
    pub lists: bool,
    /// How many lines somebody has to look at, in words.
    pub open: String,
    /// The same as a table for other programs.
    pub csv: Link,
}

/// An account of the text beside the ledger.
#[derive(Clone, Debug)]
pub struct ListedRow {
    /// As the text names it.
    pub name: String,
    pub service: String,
    /// Its handle and address in the text, as far as given.
    pub written: Vec<String>,
    pub document: String,
    pub clauses: Vec<ClauseRef>,
    pub standing: ListedStanding,
    /// The line of the ledger that is meant.
    pub account: Option<Link>,
    /// What differs, in words.
    pub differences: Vec<String>,
    /// A remark of the pack.
    pub note: Option<String>,
}

/// An account of the ledger that the text does not list.
#[derive(Clone, Debug)]
pub struct UnlistedRow {
    pub account: Link,
    pub service: String,
    pub document: String,
}

/// How an account of the text stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedStanding {
    /// 台帳と一致
    Same,
    /// 表記が違います
    Alike,
    /// 台帳では運用終了
    Ended,
    /// 台帳にありません
    Missing,
}

impl ListedStanding {
    /// Key of the word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Same => "listed-same",
            Self::Alike => "listed-alike",
            Self::Ended => "listed-ended",
            Self::Missing => "listed-missing",
        }
    }

    /// How it is marked.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Same => Tone::Good,
            Self::Alike | Self::Ended => Tone::Warn,
            Self::Missing => Tone::Bad,
        }
    }
}

impl ListedPage {
    /// One of each.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |standing, account: Option<&str>| ListedRow {
            name: "みほん町".into(),
            service: "Facebook".into(),
            written: vec!["@mihon.town".into(), "https://example.org/mihon".into()],
            document: say(lang, "みほん町ＳＮＳ運用要綱", "Mihon Town SNS Rules"),
            clauses: vec![clause("MHN-2")],
            standing,
            account: account.map(|name| Link { href: "/accounts/a1".into(), label: name.into() }),
            differences: vec![],
            note: None,
        };
        Self {
            shell: shell(lang, Nav::Accounts, "/accounts/listed"),
            listed: vec![
                row(ListedStanding::Same, Some("みほん町")),
                ListedRow {
                    differences: vec![say(
                        lang,
                        "名称：規程は「みほん町」、台帳は「三本町」",
                        "Name: みほん町 in the text, 三本町 in the ledger",
                    )],
                    note: Some(say(
                        lang,
                        "規程のURLは町のページではありません。",
                        "The address in the text is not the town's page.",
                    )),
                    ..row(ListedStanding::Alike, Some("三本町"))
                },
                row(ListedStanding::Ended, Some("みほん町")),
                row(ListedStanding::Missing, None),
            ],
            unlisted: vec![UnlistedRow {
                account: Link { href: "/accounts/a9".into(), label: "みほん町図書館".into() },
                service: "X".into(),
                document: say(lang, "みほん町ＳＮＳ運用要綱", "Mihon Town SNS Rules"),
            }],
            lists: true,
            open: say(lang, "確かめる行が4件あります。", "4 lines are to be looked at."),
            csv: Link {
                href: "/accounts/listed?format=csv".into(),
                label: say(lang, "この一覧をCSVで保存", "Save this list as CSV"),
            },
        }
    }

    /// No text lists any.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        Self { listed: vec![], unlisted: vec![], lists: false, open: String::new(), ..Self::sample(lang) }
    }
}
