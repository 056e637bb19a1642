use tatefuda_i18n::Lang;

use crate::{
    Nav,
    account::samples::{facebook, website},
    answer::samples::{needs_check, permitted, refused},
    post::{
        PictureView, PostActions, PostPage, PostState, PostView, PublishForm, ReturnForm, ScheduleForm, SubmitForm,
        TargetView,
        samples::{text, title, trail},
    },
    publication::{
        EvidenceForm, EvidenceRow, HeldView, LookView, Proof, PublicationState, PublicationView, ResolveForm,
        ResumeForm,
    },
    sample::{meta, morning, noon, say, shell},
    screening::FoundRow,
    view::{Choice, Link, Pair, Tone},
};

/// 外字 in the text, as whoever decides is told.
fn private_sign(lang: Lang) -> FoundRow {
    FoundRow {
        label: say(lang, "外字", "a private character"),
        tier: say(lang, "確実", "certain"),
        surface: "U+E123".into(),
        explanation: say(
            lang,
            "2行目（1か所）。住民の画面では□になります。通常の文字に書き換えてください。",
            "Line 2 (1 in all). Residents see a box. Write a common character instead.",
        ),
        clauses: vec![],
        source: "sign.private signs 1".into(),
    }
}

pub(crate) fn post(lang: Lang) -> PostView {
    let target = |account, text: String, code: &str| TargetView {
        account,
        text,
        link: Some("https://www.mihon.example/matsuri".into()),
        pictures: vec![PictureView {
            id: "m1".into(),
            number: say(lang, "画像1", "Picture 1"),
            alt: say(lang, "みこしを担ぐ二人の子ども", "Two children carrying a shrine"),
            answers: vec![Pair::new(say(lang, "個人を特定できる人の数", "How many can be identified"), "2")],
        }],
        place: Some(say(lang, "番号100200300", "number 100200300")),
        warning: None,
        code: code.into(),
        publications: Vec::new(),
        connector: true,
    };
    PostView {
        id: "p1".into(),
        number: Some(say(lang, "R8広第12号", "R8-PR-12")),
        title: title(lang),
        state: PostState::InReview { remaining: 1 },
        code: "9K3T-W8HP".into(),
        revision: 3,
        author: say(lang, "北野 さくら（総務課 広報係）", "Kitano Sakura (PR)"),
        created: morning(lang),
        category: Some(Pair::new(say(lang, "発信内容", "Content"), say(lang, "観光・行事", "Tourism and events"))),
        classification: Some(Pair::new(
            say(lang, "情報の分類", "Classification"),
            say(lang, "分類 I（公開）", "Class I (public)"),
        )),
        decision_status: Some(say(lang, "決定済", "Decided")),
        extra: vec![Pair::new(say(lang, "写真・文章の権利", "Rights"), say(lang, "町が作成", "Made by the town"))],
        window: Some(say(lang, "2026年8月4日（火） 8:30から17:15まで", "Tue 4 Aug 2026, 08:30 to 17:15")),
        text: None,
        moving: false,
        corrects: None,
        corrections: vec![],
        clocks: vec![],
        signs: vec![private_sign(lang)],
        targets: vec![
            target(facebook(lang), text(lang), "4J7C-N1RV"),
            target(
                website(lang),
                say(lang, "夏まつりを行います。くわしくはリンク先へ。", "Summer festival: see the link."),
                "B6XE-20QZ",
            ),
        ],
    }
}

impl PostPage {
    /// Sent, with one result unknown.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut post = post(lang);
        post.state = PostState::Unknown;
        let publication = |id: &str, state| PublicationView {
            id: id.into(),
            state,
            planned: Some(noon(lang)),
            published: None,
            proof: None,
            url: None,
            reason: None,
            answer_id: None,
            attempts: 1,
            looks: vec![],
            resolve: None,
            held: None,
            hand: None,
            evidence: vec![],
            look: None,
            removals: vec![],
            take_down: None,
        };
        post.targets[1].warning = Some(say(
            lang,
            "この内容を保存した後に、台帳の投稿先が変わりました（番号100 → 番号200）。前の投稿先への確認は数えません。",
            "After this was saved, the ledger was changed to another account on the service (number 100 → number 200).",
        ));
        post.targets[0].publications = vec![PublicationView {
            reason: Some(say(lang, "返事が届く前に通信が切れました。", "The connection broke before the reply came.")),
            answer_id: Some("answer-1".into()),
            attempts: 2,
            looks: vec![LookView {
                at: noon(lang),
                who: say(lang, "北野 さくら", "Kitano Sakura"),
                found: say(lang, "投稿されていた", "It was there"),
                seen: say(lang, "一覧の先頭にあった", "At the top of the list"),
                picture: Some("m1".into()),
            }],
            resolve: Some(ResolveForm {
                meta: meta(20, Some(3)),
                outcomes: vec![
                    Choice::new("published", say(lang, "投稿されている", "It is there"), false),
                    Choice {
                        hint: Some(say(
                            lang,
                            "もう一度送るには、新しく予約が必要です。",
                            "To send it again, it has to be scheduled anew.",
                        )),
                        ..Choice::new("not-published", say(lang, "投稿されていない", "It is not there"), false)
                    },
                ],
                denied_by_others: false,
                address: Some("https://www.facebook.com/{page}/posts/{number}".into()),
            }),
            ..publication("u1", PublicationState::Unknown)
        }];
        // On a service whose posts have no addresses, for somebody who may not deny.
        post.targets[0].publications.push(PublicationView {
            resolve: Some(ResolveForm {
                meta: meta(21, Some(2)),
                outcomes: vec![Choice::new("published-seen", say(lang, "投稿されている", "It is there"), false)],
                denied_by_others: true,
                address: None,
            }),
            ..publication("u3", PublicationState::Unknown)
        });
        post.targets[1].publications = vec![PublicationView {
            published: Some(noon(lang)),
            proof: Some(Proof::Seen),
            url: Some("https://www.mihon.example/news/1".into()),
            evidence: vec![
                evidence(lang, ("投稿した内容のとおり", "As it was approved"), Tone::Good, Proof::Stated),
                evidence(lang, ("違うものが載っている", "Something else is there"), Tone::Bad, Proof::Seen),
            ],
            look: Some(EvidenceForm {
                meta: meta(23, Some(3)),
                shows: vec![Choice::new("as-sent", say(lang, "投稿した内容のとおり", "As it was approved"), false)],
                another: true,
            }),
            ..publication("u2", PublicationState::Published)
        }];
        Self {
            shell: shell(lang, Nav::Posts, "/posts/p1"),
            post,
            answer: None,
            actions: PostActions::default(),
            trail: trail(lang),
            origin: Some(crate::request::samples::origin(lang)),
        }
    }

    /// The content changed after it was scheduled: held, with its clause and the ways on.
    #[must_use]
    pub fn sample_held(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.post = post(lang);
        page.post.state = PostState::Held;
        let publication = |id: &str, held: HeldView| PublicationView {
            id: id.into(),
            state: PublicationState::Held,
            planned: Some(noon(lang)),
            published: None,
            proof: None,
            url: None,
            reason: Some(say(lang, "規程により保留しました", "Held by the regulation")),
            answer_id: Some("answer-1".into()),
            attempts: 0,
            looks: vec![],
            resolve: None,
            held: Some(held),
            hand: None,
            evidence: vec![],
            look: None,
            removals: vec![],
            take_down: None,
        };
        let way = say(
            lang,
            "足りなかったことがそろうと、ここから送信を再開できます。",
            "Once what was missing is there, it can be sent from here.",
        );
        page.post.targets[0].publications = vec![publication(
            "u1",
            HeldView {
                needs: vec![needs_check(lang)],
                lines: refused(lang).refusals,
                way: way.clone(),
                cancel: Some(meta(61, Some(2))),
                ..HeldView::default()
            },
        )];
        page.post.targets[1].publications = vec![publication(
            "u2",
            HeldView {
                way,
                link: Some(Link {
                    href: "/accounts/a2".into(),
                    label: say(lang, "アカウントを開く", "Open the account"),
                }),
                resume: Some(ResumeForm {
                    meta: meta(62, Some(2)),
                    window: page.post.window.clone(),
                    supplies: Vec::new(),
                }),
                cancel: Some(meta(63, Some(2))),
                ..HeldView::default()
            },
        )];
        page
    }

    /// Everything is there; the operator chooses the time.
    #[must_use]
    pub fn sample_cleared(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.post = post(lang);
        page.post.state = PostState::Cleared { word: say(lang, "確認", "check") };
        page.answer = Some(permitted());
        page.actions = PostActions {
            edit: true,
            take_back: Some(meta(31, Some(4))),
            schedule: Some(ScheduleForm {
                meta: meta(32, Some(4)),
                date: "2026-08-04".into(),
                time: "10:00".into(),
                window: page.post.window.clone(),
                supplies: Vec::new(),
            }),
            publish: Some(PublishForm { meta: meta(33, Some(4)), supplies: Vec::new() }),
            cancel: Some(meta(34, Some(4))),
            withdraw: Some(meta(35, Some(4))),
            check: Some(say(lang, "確認する", "Check")),
            send_back: Some(ReturnForm { meta: meta(36, Some(4)), comment: String::new() }),
            submit: None,
            correct: None,
        };
        page
    }
}

/// What the refusal page keeps of the form.
pub(crate) fn kept(lang: Lang) -> Vec<Pair> {
    vec![Pair::new(say(lang, "本文", "Text"), text(lang))]
}

/// The button on the refusal page.
pub(crate) fn ask_again(lang: Lang) -> SubmitForm {
    SubmitForm {
        meta: meta(60, Some(4)),
        label: say(lang, "もう一度確認に回す", "Pass on for the check again"),
        supplies: Vec::new(),
    }
}

/// What somebody saw of a published post.
fn evidence(lang: Lang, (ja, en): (&str, &str), tone: Tone, grade: Proof) -> EvidenceRow {
    EvidenceRow {
        at: noon(lang),
        who: say(lang, "東 由美", "Higashi Yumi"),
        shows: say(lang, ja, en),
        tone,
        grade,
        seen: say(lang, "写真と文を見た", "Saw the picture and the text"),
        url: Some("https://www.mihon.example/news/1".into()),
        picture: Some("m1".into()),
    }
}
