use tatefuda_i18n::Lang;

use crate::{
    answer::samples::refused,
    publication::Proof,
    removal::{CopyRow, HandRemoval, RemovalRow, RemoveForm, TakeDown},
    sample::{meta, morning, noon, say},
    view::{Choice, Tone},
};

/// Taken down, with what was kept.
pub(crate) fn removed(lang: Lang) -> RemovalRow {
    RemovalRow {
        publication: "u1".into(),
        state: say(lang, "公開停止", "Taken down"),
        tone: Tone::Good,
        road: say(lang, "本システムが取り下げます", "by the program"),
        reason: say(lang, "住民の名前が入っていた", "It held a resident's name"),
        who: say(lang, "東 由美", "Higashi Yumi"),
        at: morning(lang),
        ended: Some(noon(lang)),
        proof: Some(Proof::Seen),
        why: None,
        next: None,
        copies: vec![CopyRow {
            what: say(lang, "サービスに出ていた内容", "What the service showed"),
            at: morning(lang),
            who: None,
            text: say(lang, "夏まつりを行います。", "Summer festival."),
            url: Some("https://www.facebook.com/mihon/posts/1".into()),
            picture: Some("m1".into()),
            missing: Some(say(lang, "写しが取れない", "none can be taken")),
        }],
        hand: None,
        call_off: None,
    }
}

/// In somebody's hands.
pub(crate) fn by_hand(lang: Lang) -> RemovalRow {
    RemovalRow {
        publication: "u2".into(),
        state: say(lang, "手作業での取下げ待ち", "To be taken down by hand"),
        tone: Tone::Warn,
        ended: None,
        proof: None,
        why: Some(say(lang, "サービスが断りました", "The service said no")),
        next: Some(say(lang, "画面の写しを保存してください。", "Keep a picture of the screen.")),
        copies: vec![CopyRow { who: Some(say(lang, "東 由美", "Higashi Yumi")), ..removed(lang).copies.remove(0) }],
        hand: Some(HandRemoval {
            account: say(lang, "見本町（@mihon_town）", "Mihon Town (@mihon_town)"),
            devices: vec!["P-001".into()],
            copy: Some(meta(170, Some(1))),
            answer: meta(171, Some(1)),
            outcomes: vec![
                Choice::new("removed", say(lang, "取り下げた", "Taken down"), false),
                Choice {
                    hint: Some(say(lang, "理由を書いてください。", "Say why.")),
                    ..Choice::new("not-removed", say(lang, "取り下げられなかった", "It could not be"), false)
                },
            ],
            date: "2026-08-04".into(),
            time: "12:00".into(),
        }),
        call_off: Some(meta(172, Some(1))),
        ..removed(lang)
    }
}

/// To be decided by the reader.
pub(crate) fn take_down(lang: Lang) -> TakeDown {
    TakeDown {
        says: vec![say(
            lang,
            "見本町：見た人の手元や、ほかの人が保存したものは消せません。",
            "Mihon Town: what people have seen or saved stays with them.",
        )],
        lines: vec![],
        needs: vec![],
        form: Some(RemoveForm { meta: meta(173, Some(4)), supplies: vec![] }),
    }
}

/// Not for the reader to decide.
pub(crate) fn not_permitted(lang: Lang) -> TakeDown {
    let answer = refused(lang);
    TakeDown { lines: answer.refusals, needs: answer.needs, form: None, ..take_down(lang) }
}
