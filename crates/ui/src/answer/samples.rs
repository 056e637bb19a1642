use tatefuda_i18n::Lang;

use crate::{
    Nav,
    answer::{AnswerPage, AnswerView, Decision, LineView, NeedView, RefusalPage, RemedyView, TraceRow, Turn},
    post::samples::{ask_again, kept, title},
    sample::{clause, morning, noon, responsible, say, shell},
    view::{Choice, ClauseRef, Link, Pair},
};

impl RefusalPage {
    /// A changed text.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/posts/p1/publish"),
            act: say(lang, "投稿", "Publish"),
            answer: refused(lang)
                .with_texts(|id| Some(say(lang, &format!("{id}の条文です。"), "The text of the clause."))),
            kept: kept(lang),
            ask_again: Some(ask_again(lang)),
            post_id: Some("p1".into()),
            back: Link { href: "/posts/p1".into(), label: title(lang) },
        }
    }
}

pub(crate) fn needs_classification(lang: Lang, href: Option<&str>) -> NeedView {
    NeedView {
        short: say(lang, "分類", "classification"),
        text: say(lang, "情報の分類を選んでください。", "Choose the classification of the information."),
        clauses: vec![clause("MHN-4(1)")],
        strength: None,
        turn: Turn::Me,
        alternatives: vec![RemedyView::ChooseField {
            field: Some("classification"),
            label: say(lang, "分類", "Classification"),
            choices: vec![
                Choice::new("1", say(lang, "分類 I", "Class I"), false),
                Choice::new("2", say(lang, "分類 II", "Class II"), false),
            ],
            href: Some(format!("{}#classification", href.unwrap_or_default())),
        }],
    }
}

pub(crate) fn needs_link(lang: Lang) -> NeedView {
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
            },
            RemedyView::ReplaceMedium {
                what: say(lang, "町のページへのリンクに替える", "a link to a page of the town"),
                href: None,
            },
        ],
    }
}

pub(crate) fn needs_check(lang: Lang) -> NeedView {
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

pub(crate) fn note(lang: Lang) -> LineView {
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
pub(crate) fn needs(lang: Lang, edit: Option<&str>) -> AnswerView {
    AnswerView {
        decision: Decision::Needs,
        needs: vec![needs_classification(lang, edit), needs_link(lang), needs_check(lang)],
        notes: vec![note(lang)],
        citations: vec![clause("MHN-3(7)"), clause("MHN-4(1)"), clause("MHN-6(2)")],
        ..AnswerView::default()
    }
}

pub(crate) fn waits(lang: Lang) -> AnswerView {
    AnswerView {
        decision: Decision::Needs,
        needs: vec![needs_check(lang)],
        citations: vec![clause("MHN-6(2)")],
        ..AnswerView::default()
    }
}

pub(crate) fn permitted() -> AnswerView {
    AnswerView {
        decision: Decision::Permitted,
        citations: vec![clause("MHN-4(1)"), clause("MHN-6(2)"), clause("MHN-8(3)")],
        ..AnswerView::default()
    }
}

/// A refusal with one of each kind of remedy.
pub(crate) fn refused(lang: Lang) -> AnswerView {
    let who = responsible(lang);
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
                        href: Some("/posts/p1/edit#from_date".into()),
                    },
                    RemedyView::WaitUntil { at: morning(lang) },
                    RemedyView::All(vec![
                        RemedyView::GiveRecord {
                            label: say(lang, "時間外の理由", "reason"),
                            who: vec![who.clone()],
                            href: Some("/records/new?kind=reason".into()),
                        },
                        RemedyView::OpenProcedure {
                            label: say(lang, "時間外の投稿", "posting out of hours"),
                            who: vec![who.clone()],
                            href: Some("/cases/new?account=a1".into()),
                        },
                        RemedyView::DoStep {
                            label: say(lang, "協議", "consultation"),
                            who: vec![who.clone()],
                            later: true,
                            href: Some("/cases?account=a1".into()),
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
                    RemedyView::Appoint { role: say(lang, "担当者", "Operator") },
                ],
            },
        ],
        notes: vec![note(lang)],
        citations: vec![clause("MHN-6(2)"), clause("MHN-7"), clause("MHN-9")],
    }
}

impl AnswerPage {
    /// A refusal.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |rule: &str, id: &str, ja: (&str, &str), en: (&str, &str), stands, applied| TraceRow {
            rule: rule.into(),
            layer: say(lang, "みほん町SNS運用手順", "Mihon SNS procedure"),
            clauses: vec![clause(id)],
            strength: say(lang, "義務", "duty"),
            outcome: say(lang, ja.1, en.1),
            stands_in_way: stands,
            applied,
            text: say(lang, ja.0, en.0),
        };
        Self {
            shell: shell(lang, Nav::None, "/answers/answer-1"),
            answer: refused(lang),
            question: say(lang, "投稿してよいか", "May it be published?"),
            by: say(lang, "北野 さくら（総務課 広報係 係員）", "Kitano Sakura (PR, officer)"),
            at: noon(lang),
            subject: Some(Link { href: "/posts/p1".into(), label: title(lang) }),
            trace: vec![
                row(
                    "class",
                    "MHN-4(1)",
                    ("分類II以上は投稿しない", "守られている"),
                    ("Nothing of class II or above", "kept"),
                    false,
                    true,
                ),
                row(
                    "check",
                    "MHN-6(2)",
                    ("投稿の前に確認を受ける", "まだ守られていない"),
                    ("Checked before it is posted", "not kept yet"),
                    true,
                    true,
                ),
                row("replies", "MHN-9(1)", ("", "当てはまらない"), ("", "does not apply"), false, false),
            ],
            digests: vec![
                Pair::new(say(lang, "規程", "Regulation"), "5f2c0f7f".repeat(8)),
                Pair::new(say(lang, "設定", "Settings"), "0912a3b4".repeat(8)),
                Pair::new(say(lang, "事実", "Facts"), "c5d6e7f8".repeat(8)),
                Pair::new(say(lang, "答え方の版", "Version of the answer"), "1"),
            ],
            clauses: vec![
                ClauseRef {
                    text: Some(say(
                        lang,
                        "担当者は、投稿の前に運用責任者の確認を受ける。",
                        "The operator has the account manager check a post before posting it.",
                    )),
                    ..clause("MHN-6(2)")
                },
                clause("MHN-9"),
            ],
        }
    }
}
