//! Invented people, places and answers that several samples share.

use std::sync::Arc;

use tatefuda_i18n::{I18n, Lang};

use crate::view::{
    AccountRef, AnswerView, Choice, ClauseRef, Decision, FormMeta, Holder, LineView, NeedView, RemedyView, Turn, When,
    Who,
};
use crate::{BodyBadge, CapacityChoice, Nav, PersonBadge, Rights, Shell};

/// Chooses the words of the language.
pub(super) fn say(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

pub(super) fn bare_shell(lang: Lang) -> Shell {
    Shell { assets: "sample".to_owned(), ..Shell::new(Arc::new(I18n::new()).translator(lang)) }
}

pub(super) fn shell(lang: Lang, nav: Nav, path: &str) -> Shell {
    let operator = say(lang, "総務課 広報係 係員", "Public Relations, officer");
    Shell {
        body: Some(BodyBadge { name: say(lang, "みほん町", "Mihon Town"), id: "mihon".into(), practice: true }),
        person: Some(PersonBadge {
            name: say(lang, "北野 さくら", "Kitano Sakura"),
            capacity: Some(operator.clone()),
            capacities: vec![
                CapacityChoice {
                    id: "c1".into(),
                    label: operator,
                    roles: vec![say(lang, "担当者", "Operator")],
                    current: true,
                },
                CapacityChoice {
                    id: "c2".into(),
                    label: say(lang, "防災課 主任（兼務）", "Disaster Prevention, chief officer"),
                    roles: vec![],
                    current: false,
                },
            ],
        }),
        nav,
        rights: Rights { people: true, audit: true },
        waiting: 3,
        path: path.to_owned(),
        ..bare_shell(lang)
    }
}

pub(super) fn when(lang: Lang, iso: &str, ja: &str, en: &str) -> When {
    When { iso: iso.to_owned(), text: say(lang, ja, en) }
}

pub(super) fn morning(lang: Lang) -> When {
    when(lang, "2026-08-03T00:12:00Z", "2026年8月3日（月） 9:12", "Mon 3 Aug 2026, 09:12")
}

pub(super) fn noon(lang: Lang) -> When {
    when(lang, "2026-08-03T03:05:00Z", "2026年8月3日（月） 12:05", "Mon 3 Aug 2026, 12:05")
}

pub(super) fn evening(lang: Lang) -> When {
    when(lang, "2026-08-03T08:00:00Z", "2026年8月3日（月） 17:00", "Mon 3 Aug 2026, 17:00")
}

pub(super) fn meta(number: u32, version: Option<i64>) -> FormMeta {
    FormMeta { command_id: format!("01980000-0000-7000-8000-{number:012}"), version }
}

pub(super) fn clause(id: &str) -> ClauseRef {
    ClauseRef::id(id)
}

pub(super) fn facebook(lang: Lang) -> AccountRef {
    AccountRef {
        id: "a1".into(),
        service: "Facebook".into(),
        name: say(lang, "みほん町", "Mihon Town"),
        handle: "mihon.town".into(),
    }
}

pub(super) fn website(lang: Lang) -> AccountRef {
    AccountRef {
        id: "a2".into(),
        service: say(lang, "町ホームページ", "Town website"),
        name: say(lang, "新着情報", "News"),
        handle: "https://www.mihon.example/".into(),
    }
}

pub(super) fn head(lang: Lang) -> Holder {
    Holder {
        name: say(lang, "南 太一", "Minami Taichi"),
        position: say(lang, "総務課 課長", "General Affairs, head"),
        extension: Some("203".into()),
        absent: Some(say(lang, "14時まで議会", "in the assembly until 14:00")),
    }
}

pub(super) fn deputy(lang: Lang) -> Holder {
    Holder {
        name: say(lang, "東 由美", "Higashi Yumi"),
        position: say(lang, "総務課 課長補佐", "General Affairs, deputy head"),
        extension: Some("204".into()),
        absent: None,
    }
}

pub(super) fn responsible(lang: Lang) -> Who {
    Who {
        role: say(lang, "運用責任者", "Account manager"), holders: vec![head(lang)], deputies: vec![deputy(lang)]
    }
}

pub(super) fn text(lang: Lang) -> String {
    say(
        lang,
        "【夏まつりのお知らせ】\n8月8日（土）17時から、中央公園で夏まつりを行います。\n雨のときは9日（日）に延期します。\n駐車場は役場をご利用ください。",
        "Summer festival\nOn Saturday 8 August from 17:00 in Central Park.\nIf it rains, on Sunday the 9th.\nPlease park at the town hall.",
    )
}

pub(super) fn text_before(lang: Lang) -> String {
    say(
        lang,
        "【夏まつりのお知らせ】\n8月8日（土）16時から、中央公園で夏まつりを行います。\n雨のときは中止します。\n駐車場は役場をご利用ください。",
        "Summer festival\nOn Saturday 8 August from 16:00 in Central Park.\nIf it rains, it is cancelled.\nPlease park at the town hall.",
    )
}

pub(super) fn title(lang: Lang) -> String {
    say(lang, "【夏まつりのお知らせ】", "Summer festival")
}

pub(super) fn categories(lang: Lang, chosen: &str) -> Vec<Choice> {
    [
        ("news", "公式の発表", "Official announcements"),
        ("event", "観光・行事", "Tourism and events"),
        ("disaster", "災害", "Disaster"),
        ("other", "その他", "Other"),
    ]
    .iter()
    .map(|(value, ja, en)| Choice::new(*value, say(lang, ja, en), *value == chosen))
    .collect()
}

pub(super) fn needs_classification(lang: Lang, href: Option<&str>) -> NeedView {
    NeedView {
        short: say(lang, "分類", "classification"),
        text: say(lang, "情報の分類を選んでください。", "Choose the classification of the information."),
        clauses: vec![clause("MHN-4(1)")],
        strength: None,
        turn: Turn::Me,
        alternatives: vec![RemedyView::ChooseField {
            field: "classification".into(),
            label: say(lang, "分類", "Classification"),
            choices: vec![
                Choice::new("1", say(lang, "分類 I", "Class I"), false),
                Choice::new("2", say(lang, "分類 II", "Class II"), false),
            ],
            href: href.map(str::to_owned),
        }],
    }
}

pub(super) fn needs_link(lang: Lang) -> NeedView {
    NeedView {
        short: say(lang, "リンクの確認", "a look at the link"),
        text: say(
            lang,
            "リンク先を開いて確かめたことを記録してください。",
            "Record that you opened the link and looked at it.",
        ),
        clauses: vec![clause("MHN-3(7)")],
        strength: Some(say(lang, "例外のない義務", "absolute")),
        turn: Turn::Me,
        alternatives: vec![
            RemedyView::GiveRecord {
                label: say(lang, "リンクの確認", "look at the link"),
                who: Vec::new(),
                href: Some("#supply-link-check".into()),
                form: None,
            },
            RemedyView::ReplaceMedium {
                what: say(lang, "町のページへのリンクに替える", "a link to a page of the town"),
                href: None,
            },
        ],
    }
}

pub(super) fn needs_check(lang: Lang) -> NeedView {
    NeedView {
        short: say(lang, "運用責任者の確認", "check by the account manager"),
        text: say(
            lang,
            "投稿の前に、運用責任者が内容を確認します。",
            "The account manager checks the content before it is posted.",
        ),
        clauses: vec![clause("MHN-6(2)")],
        strength: None,
        turn: Turn::Other,
        alternatives: vec![RemedyView::GiveStep {
            label: say(lang, "確認", "check"),
            who: responsible(lang),
            href: None,
            later: false,
        }],
    }
}

pub(super) fn note(lang: Lang) -> LineView {
    LineView {
        text: say(
            lang,
            "返信の前の確認については、規程に定めがありません。",
            "The text does not say whether replies need a check.",
        ),
        clauses: vec![clause("MHN-6(2)")],
        ..LineView::default()
    }
}

/// `edit` is the page with the fields when it is another one.
pub(super) fn needs(lang: Lang, edit: Option<&str>) -> AnswerView {
    AnswerView {
        decision: Decision::Needs,
        needs: vec![needs_classification(lang, edit), needs_link(lang), needs_check(lang)],
        notes: vec![note(lang)],
        citations: vec![clause("MHN-3(7)"), clause("MHN-4(1)"), clause("MHN-6(2)")],
        ..AnswerView::default()
    }
}

pub(super) fn waits(lang: Lang) -> AnswerView {
    AnswerView {
        decision: Decision::Needs,
        needs: vec![needs_check(lang)],
        citations: vec![clause("MHN-6(2)")],
        ..AnswerView::default()
    }
}

pub(super) fn permitted() -> AnswerView {
    AnswerView {
        decision: Decision::Permitted,
        citations: vec![clause("MHN-4(1)"), clause("MHN-6(2)"), clause("MHN-8(3)")],
        ..AnswerView::default()
    }
}

/// A refusal with one of each kind of remedy.
pub(super) fn refused(lang: Lang) -> AnswerView {
    let who = responsible(lang);
    let vacant = Who { role: say(lang, "担当者", "Operator"), ..Who::default() };
    AnswerView {
        decision: Decision::Refused,
        id: Some("answer-1".into()),
        refusals: vec![LineView {
            text: say(
                lang,
                "確認の後に内容が変わったため、確認は無効です。",
                "The content changed after the check, so the check is void.",
            ),
            clauses: vec![clause("MHN-6(2)")],
            strength: None,
            who: Vec::new(),
            remedies: vec![RemedyView::AskHuman {
                text: say(
                    lang,
                    "急ぐときは電話で判断を受け、アプリから投稿した後でシステム外投稿として登録してください。",
                    "If it is urgent, ask by telephone, post in the app, and register it afterwards as a post made outside the system.",
                ),
                who: vec![who.clone()],
            }],
        }],
        needs: vec![
            needs_check(lang),
            NeedView {
                short: say(lang, "時期", "time"),
                text: say(lang, "開庁時間の内に投稿してください。", "Post within opening hours."),
                clauses: vec![clause("MHN-7")],
                strength: Some(say(lang, "原則", "in principle")),
                turn: Turn::Me,
                alternatives: vec![
                    RemedyView::ChangeTime {
                        times: vec![say(
                            lang,
                            "2026年8月4日（火） 8:30から17:15まで",
                            "Tue 4 Aug 2026, 08:30 to 17:15",
                        )],
                        href: Some("/posts/p1/edit".into()),
                    },
                    RemedyView::WaitUntil { at: morning(lang) },
                    RemedyView::All(vec![
                        RemedyView::GiveRecord {
                            label: say(lang, "時間外の理由", "reason"),
                            who: vec![who.clone()],
                            href: Some("/records/new?kind=reason".into()),
                            form: None,
                        },
                        RemedyView::OpenProcedure {
                            label: say(lang, "時間外の投稿", "posting out of hours"),
                            href: None,
                            who: vec![who.clone()],
                        },
                        RemedyView::DoStep {
                            label: say(lang, "協議", "consultation"),
                            who: vec![who.clone()],
                            later: true,
                        },
                        RemedyView::AnswerDuty {
                            label: say(lang, "日次点検", "daily check"), who: vec![who.clone()]
                        },
                    ]),
                ],
            },
            NeedView {
                short: say(lang, "未設定の値", "unset value"),
                text: say(lang, "パスワードの規則が定められていません。", "The rule for passwords is not set."),
                clauses: vec![clause("MHN-9")],
                strength: None,
                turn: Turn::Other,
                alternatives: vec![
                    RemedyView::SetParameter {
                        label: say(lang, "パスワードの規則", "rule for passwords"),
                        href: "/regulation#param-password".into(),
                        who: vec![who],
                    },
                    RemedyView::Appoint {
                        role: vacant.role.clone(),
                        href: Some("/regulation#roles".into()),
                        who: vec![vacant],
                    },
                ],
            },
        ],
        notes: vec![note(lang)],
        citations: vec![clause("MHN-6(2)"), clause("MHN-7"), clause("MHN-9")],
    }
}
