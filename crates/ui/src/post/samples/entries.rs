//! What was done to a post so far.

use tatefuda_i18n::Lang;

use crate::{
    post::TrailEntry,
    sample::{morning, noon, say},
};

pub(crate) fn returned(lang: Lang) -> TrailEntry {
    TrailEntry {
        at: noon(lang),
        who: say(lang, "南 太一", "Minami Taichi"),
        capacity: say(lang, "総務課 課長", "General Affairs, head"),
        what: say(lang, "差戻し", "Sent back"),
        comment: Some(say(
            lang,
            "「雨のときは中止します」は、延期に変わったのでは？",
            "\"If it rains, it is cancelled\": was that not changed?",
        )),
        refused: false,
        answer_id: None,
        code: Some("7Q4M-X2KD".into()),
        stale: true,
    }
}

pub(crate) fn trail(lang: Lang) -> Vec<TrailEntry> {
    let entry = |at, who: String, capacity: String, what: String| TrailEntry {
        at,
        who,
        capacity,
        what,
        comment: None,
        refused: false,
        answer_id: None,
        code: None,
        stale: false,
    };
    let author = say(lang, "北野 さくら", "Kitano Sakura");
    let officer = say(lang, "総務課 広報係 係員", "PR, officer");
    vec![
        entry(morning(lang), author.clone(), officer.clone(), say(lang, "投稿案の作成", "Began the post")),
        entry(morning(lang), author.clone(), officer.clone(), say(lang, "確認を依頼", "Asked for the check")),
        returned(lang),
        TrailEntry {
            refused: true,
            answer_id: Some("answer-1".into()),
            ..entry(noon(lang), author.clone(), officer.clone(), say(lang, "投稿", "Publish"))
        },
        TrailEntry {
            code: Some("9K3T-W8HP".into()),
            ..entry(noon(lang), author, officer, say(lang, "編集（第3版）", "Edited (version 3)"))
        },
    ]
}
