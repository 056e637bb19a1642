use tatefuda_i18n::Lang;

use super::{
    RequestDecision, RequestForm, RequestNewPage, RequestOrigin, RequestPage, RequestPictureView, RequestRow,
    RequestSearch, RequestStanding, RequestTakeForm, RequestView, RequestsPage,
};
use crate::{
    Nav,
    sample::{evening, meta, morning, noon, say, shell},
    view::{Choice, FieldError, FilterTab, Link},
};

fn row(lang: Lang, id: &str, standing: RequestStanding) -> RequestRow {
    RequestRow {
        id: id.into(),
        title: say(lang, "港まつりのお知らせ", "The harbour festival"),
        standing,
        section: say(lang, "観光課", "Tourism"),
        who: say(lang, "野原 弘", "Hiroshi Nohara"),
        account: Some(say(lang, "みほん町", "Mihon Town")),
        wished: Some(evening(lang)),
        asked: morning(lang),
    }
}

fn form(lang: Lang, number: u32, id: Option<&str>) -> RequestForm {
    RequestForm {
        meta: meta(number, id.map(|_| 2)),
        id: id.map(Into::into),
        title: say(lang, "港まつりのお知らせ", "The harbour festival"),
        text: say(lang, "港まつりを開きます。", "The harbour festival takes place."),
        note: say(lang, "雨天決行です。", "It takes place in any weather."),
        source: "matsuri.docx".into(),
        accounts: vec![Choice::new("a1", say(lang, "みほん町", "Mihon Town"), true)],
        wished_date: "2026-08-03".into(),
        wished_time: "17:00".into(),
        pictures: vec![RequestPictureView { id: "m1".into(), alt: say(lang, "港の花火", "Fireworks") }],
    }
}

fn view(lang: Lang, standing: RequestStanding) -> RequestView {
    let form = form(lang, 701, Some("q1"));
    RequestView {
        row: row(lang, "q1", standing),
        text: form.text,
        note: form.note,
        source: form.source,
        stated: noon(lang),
        pictures: form.pictures,
        decision: None,
        take: None,
        give_back: None,
        refuse: None,
        amend: None,
        withdraw: None,
    }
}

impl RequestsPage {
    /// A list with one of each standing.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        use RequestStanding as S;
        let all = [
            S::Asked,
            S::Returned,
            S::Writing,
            S::Deciding,
            S::Scheduled,
            S::Published,
            S::GivenUp,
            S::Refused,
            S::Withdrawn,
        ];
        let mut rows: Vec<RequestRow> =
            (1..).zip(all).map(|(number, one)| row(lang, &format!("q{number}"), one)).collect();
        rows[0].account = None;
        rows[0].wished = None;
        let tab = |href: &str, ja: &str, en: &str, current| FilterTab {
            href: href.into(),
            label: say(lang, ja, en),
            current,
        };
        Self {
            shell: shell(lang, Nav::Requests, "/requests"),
            filters: vec![
                tab("/requests", "すべて", "All", false),
                tab("/requests?state=asked", "受付済", "Received", true),
            ],
            search: RequestSearch { state: Some("asked".into()), text: say(lang, "まつり", "festival") },
            rows,
            csv: Link { href: "/requests?format=csv".into(), label: say(lang, "CSVで保存", "Save as CSV") },
            next: Some(Link { href: "/requests?before=1".into(), label: say(lang, "前の分", "Older") }),
        }
    }

    /// Nothing was asked for.
    #[must_use]
    pub fn sample_empty(lang: Lang) -> Self {
        let search = RequestSearch { state: None, text: String::new() };
        Self { rows: vec![], filters: vec![], next: None, search, ..Self::sample(lang) }
    }
}

impl RequestNewPage {
    /// A request that is being typed, with an error.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::Requests, "/requests/new");
        shell.errors = vec![FieldError {
            field: "document".into(),
            message: say(lang, "この形式の文書は読み取れません。", "Documents of this kind cannot be read."),
        }];
        Self { shell, form: form(lang, 700, None) }
    }

    /// Nothing was typed yet.
    #[must_use]
    pub fn sample_blank(lang: Lang) -> Self {
        let blank = RequestForm {
            title: String::new(),
            text: String::new(),
            note: String::new(),
            source: String::new(),
            wished_date: String::new(),
            wished_time: String::new(),
            pictures: vec![],
            ..form(lang, 702, None)
        };
        Self { shell: shell(lang, Nav::Requests, "/requests/new"), form: blank }
    }
}

impl RequestPage {
    /// As those see it who operate the account.
    #[must_use]
    pub fn sample_desk(lang: Lang) -> Self {
        let request = RequestView {
            take: Some(RequestTakeForm {
                meta: meta(710, Some(1)),
                accounts: vec![Choice::new("a1", say(lang, "みほん町", "Mihon Town"), true)],
            }),
            give_back: Some(meta(711, Some(1))),
            refuse: Some(meta(712, Some(1))),
            ..view(lang, RequestStanding::Asked)
        };
        Self { shell: shell(lang, Nav::Requests, "/requests/q1"), request }
    }

    /// Given back, as those see it who asked.
    #[must_use]
    pub fn sample_returned(lang: Lang) -> Self {
        let mut request = RequestView {
            decision: Some(RequestDecision {
                who: say(lang, "広報係 佐藤 花", "Hana Sato, Public Relations"),
                at: evening(lang),
                reason: Some(say(lang, "日付を書いてください。", "Please give the date.")),
                post: None,
            }),
            amend: Some(form(lang, 713, Some("q1"))),
            withdraw: Some(meta(714, Some(2))),
            ..view(lang, RequestStanding::Returned)
        };
        request.note = String::new();
        request.source = String::new();
        request.row.account = None;
        request.row.wished = None;
        request.pictures = vec![RequestPictureView { id: "m1".into(), alt: String::new() }];
        Self { shell: shell(lang, Nav::Requests, "/requests/q1"), request }
    }

    /// Taken up into a draft.
    #[must_use]
    pub fn sample_taken(lang: Lang) -> Self {
        let request = RequestView {
            decision: Some(RequestDecision {
                who: say(lang, "広報係 佐藤 花", "Hana Sato, Public Relations"),
                at: evening(lang),
                reason: None,
                post: Some(Link { href: "/posts/p1".into(), label: say(lang, "投稿案を開く", "Open the draft") }),
            }),
            ..view(lang, RequestStanding::Deciding)
        };
        Self { shell: shell(lang, Nav::Requests, "/requests/q1"), request }
    }
}

pub(crate) fn origin(lang: Lang) -> RequestOrigin {
    RequestOrigin {
        link: Link {
            href: "/requests/q1".into(), label: say(lang, "港まつりのお知らせ", "The harbour festival")
        },
        who: say(lang, "観光課 野原 弘", "Hiroshi Nohara, Tourism"),
        stated: morning(lang),
        wished: Some(evening(lang)),
    }
}
