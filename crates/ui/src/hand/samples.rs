use tatefuda_i18n::Lang;

use crate::{
    Nav,
    hand::{AnswerForm, CarryView, CodeView, HandAccountView, HandPage, PictureView, TakeForm, TakerView},
    publication::PublicationState,
    sample::{meta, noon, say, shell},
    view::Choice,
};

impl HandPage {
    /// Waits for somebody; the body has devices.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Home, "/hand/u1"),
            id: "u1".into(),
            post: "/posts/p1".into(),
            title: "夏まつりのお知らせ".into(),
            state: PublicationState::Waiting,
            account: HandAccountView {
                name: "見本町".into(),
                handle: "@mihon_town".into(),
                service: "Instagram".into(),
                url: "https://www.instagram.com/mihon_town/".into(),
            },
            number: "3f9a-21c4".into(),
            until: Some(noon(lang)),
            window: None,
            own_device: None,
            taker: None,
            mine: false,
            stay: None,
            lines: vec![],
            needs: vec![],
            take: Some(TakeForm { meta: meta(150, Some(2)), devices: vec![Choice::new("d1", "P-001", false)] }),
            carry: None,
            answer: None,
        }
    }

    /// In the reader's hands, with everything to carry.
    #[must_use]
    pub fn sample_taken(lang: Lang) -> Self {
        Self {
            state: PublicationState::Taken,
            own_device: Some("P-001".into()),
            taker: Some(taker(lang, None)),
            mine: true,
            take: None,
            carry: Some(CarryView {
                text: "髙橋さんと𠮷田さんの夏まつり🎆\n川の広場で。".into(),
                link: Some("https://www.town.example.jp/matsuri".into()),
                codes: vec![CodeView {
                    label: say(lang, "1／1 照合番号 3f9a-21c4", "1 of 1, check number 3f9a-21c4"),
                    size: 29,
                    path: "M4 4h7v1h-7z".into(),
                }],
                file: ("/hand/u1/text".into(), "3f9a-21c4.txt".into()),
                pictures: vec![PictureView {
                    number: 1,
                    href: "/media/m1".into(),
                    file: "3f9a-21c4-1.jpg".into(),
                    alt: say(lang, "山車を引く町の通り", "A street along which a float is drawn"),
                }],
            }),
            answer: Some(answer(lang)),
            ..Self::sample(lang)
        }
    }

    /// All sending was stopped while it was in the reader's hands.
    #[must_use]
    pub fn sample_stopped(lang: Lang) -> Self {
        Self {
            stay: Some(say(lang, "緊急停止により保留しました", "All sending is stopped")),
            carry: None,
            ..Self::sample_taken(lang)
        }
    }

    #[must_use]
    pub fn sample_answered(lang: Lang) -> Self {
        Self {
            state: PublicationState::Published,
            until: None,
            taker: Some(taker(lang, Some(say(lang, "投稿した", "Posted")))),
            take: None,
            ..Self::sample(lang)
        }
    }
}

fn taker(lang: Lang, said: Option<String>) -> TakerView {
    TakerView {
        who: say(lang, "東 由美", "Higashi Yumi"),
        at: noon(lang),
        device: Some("P-001".into()),
        words: said.as_ref().map(|_| say(lang, "役場の携帯から", "From the office telephone")),
        said,
    }
}

fn answer(lang: Lang) -> AnswerForm {
    AnswerForm {
        meta: meta(151, Some(3)),
        outcomes: vec![
            Choice::new("posted", say(lang, "投稿した", "Posted"), false),
            Choice::new("not-posted", say(lang, "投稿していない", "Not posted"), false),
            Choice::new("unsure", say(lang, "分からない", "I do not know"), false),
        ],
        example: Some("https://www.instagram.com/p/{code}/".into()),
        posted_on: "P-001".into(),
        date: "2026-08-03".into(),
        time: "12:00".into(),
    }
}
