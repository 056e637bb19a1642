//! After publication: corrected and taken down. Beside it a draft.

use tatefuda_i18n::Lang;

use super::show::post;
use crate::{
    answer::samples::needs,
    post::{ClockRow, CorrectForm, CorrectionRow, PostActions, PostPage, PostState, SubmitForm},
    publication::{Proof, PublicationState, PublicationView},
    record::samples as record,
    removal::samples as removal,
    sample::{meta, morning, noon, say},
    view::{Choice, Tone},
};

impl PostPage {
    /// Published and wrong: corrected once before, and the form for another correction.
    #[must_use]
    pub fn sample_corrected(lang: Lang) -> Self {
        let mut page = Self::sample_cleared(lang);
        page.post.state = PostState::Published;
        page.answer = None;
        page.origin = None;
        let publication = |id: &str, removals, take_down| PublicationView {
            id: id.into(),
            state: PublicationState::Published,
            planned: None,
            published: Some(noon(lang)),
            proof: Some(Proof::Api),
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
            removals,
            take_down,
        };
        page.post.targets[0].publications = vec![
            publication("u1", vec![removal::removed(lang)], Some(removal::take_down(lang))),
            publication("u2", vec![removal::by_hand(lang)], None),
        ];
        page.post.targets[1].publications = vec![publication("u3", vec![], Some(removal::not_permitted(lang)))];
        page.post.corrects = Some(correction(lang, "/posts/p0", ("訂正済", "Corrected"), Tone::Good));
        page.post.corrections = vec![correction(lang, "/posts/p2", ("作成中", "Being written"), Tone::Warn)];
        page.post.clocks = vec![ClockRow {
            label: say(lang, "誤った情報の訂正", "correction of wrong information"),
            due: noon(lang),
            state: say(lang, "訂正待ち", "To be corrected"),
            tone: Tone::Warn,
        }];
        page.actions = PostActions {
            correct: Some(CorrectForm {
                meta: meta(37, Some(5)),
                ways: vec![say(
                    lang,
                    "見本町Facebook：見た人の手元からは取り消せません。",
                    "Mihon Town on Facebook: nothing takes it back from those who have seen it.",
                )],
                what: say(lang, "開始時刻が違う", "The hour is wrong"),
                date: "2026-08-04".into(),
                time: "12:10".into(),
                accounts: vec![Choice::new("a1", say(lang, "見本町", "Mihon Town"), true)],
                supplies: vec![record::link_check(lang)],
            }),
            ..PostActions::default()
        };
        page
    }

    /// A draft that can be submitted.
    #[must_use]
    pub fn sample_draft(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.post = post(lang);
        page.post.state = PostState::Draft;
        page.post.number = None;
        page.post.window = None;
        page.answer = Some(needs(lang, Some("/posts/p1/edit")));
        page.actions = PostActions {
            edit: true,
            submit: Some(SubmitForm {
                meta: meta(40, Some(1)),
                label: say(lang, "確認に回す", "Pass on for: check"),
                supplies: vec![record::link_check(lang)],
            }),
            ..PostActions::default()
        };
        page
    }
}

fn correction(lang: Lang, href: &str, (ja, en): (&str, &str), tone: Tone) -> CorrectionRow {
    CorrectionRow {
        href: href.into(),
        state: say(lang, ja, en),
        tone,
        what: say(lang, "開始時刻が違う", "The hour is wrong"),
        found: morning(lang),
        who: say(lang, "東 由美", "Higashi Yumi"),
        elapsed: say(lang, "気付いてから12分で投稿", "out 12 minutes after it was noticed"),
    }
}
