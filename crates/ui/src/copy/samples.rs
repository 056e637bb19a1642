use tatefuda_i18n::Lang;

use crate::{
    Nav,
    copy::{CopyPage, DoubtRow, HoldShown, NodeRow},
    sample::{meta, morning, noon, say, shell},
    shell::SendingBanner,
    view::{Choice, Tone},
};

pub(crate) fn node(lang: Lang, number: u32, (ja, en): (&str, &str), tone: Tone) -> NodeRow {
    NodeRow {
        id: format!("n{number}"),
        name: format!("sns-{number}"),
        state: say(lang, ja, en),
        tone,
        seen: noon(lang),
        admit: None,
    }
}

impl CopyPage {
    /// The mark matches; a new machine waits.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let waiting = node(lang, 2, ("印がありません（増設の許可待ち）", "No mark (waits to be admitted)"), Tone::Warn);
        Self {
            shell: shell(lang, Nav::None, "/copy"),
            bearing: say(
                lang,
                "この機器の印は、このデータベースにあります。",
                "The mark of this machine lies in this database.",
            ),
            sound: true,
            hold: None,
            doubts: vec![],
            nodes: vec![
                node(lang, 1, ("送信できます", "May send"), Tone::Good),
                NodeRow { admit: Some(meta(150, None)), ..waiting },
            ],
        }
    }

    /// Held, with an answer given and one missing.
    #[must_use]
    pub fn sample_held(lang: Lang) -> Self {
        let goes_on = say(lang, "送られていない。予定どおりにする", "It was not sent, and goes on as planned");
        let choice = |value: &str, ja: &str, en: &str| Choice {
            hint: Some(say(lang, "予定の時刻を過ぎたものは、保留になります。", "What is past its time is held.")),
            ..Choice::new(value, say(lang, ja, en), false)
        };
        let doubt = |id: &str, number: u32| DoubtRow {
            id: id.into(),
            title: say(lang, "夏祭りのお知らせ", "Summer festival"),
            href: "/posts/p1".into(),
            account: say(lang, "みほん町", "Mihon Town"),
            state: say(lang, "予約済", "scheduled"),
            planned: Some(noon(lang)),
            answered: None,
            note: String::new(),
            choices: vec![
                choice("goes-on", "送られていない。予定どおりにする", "It was not sent, and goes on as planned"),
                choice("not-to-be-sent", "送らない（取りやめる）", "Not to be sent (cancel)"),
                choice("may-sent", "送られた、又は分からない", "It was sent, or nobody can tell"),
            ],
            meta: meta(number, None),
        };
        let mut shell = shell(lang, Nav::None, "/copy");
        shell.sending = SendingBanner { stopped: false, copied: true };
        Self {
            shell,
            bearing: say(
                lang,
                "この機器の印が、このデータベースにありません。復元されたか、記録が失われました。",
                "The mark of this machine is not in this database: it was restored, or records were lost.",
            ),
            sound: false,
            hold: Some(HoldShown {
                id: "h1".into(),
                cause: say(
                    lang,
                    "機器に残した印が、このデータベースにありません。",
                    "The mark that the machine kept is not in this database.",
                ),
                node: "sns-1".into(),
                at: noon(lang),
                upto: Some(morning(lang)),
                open: 1,
                release: Some(meta(151, Some(1))),
            }),
            doubts: vec![
                DoubtRow {
                    answered: Some((goes_on, say(lang, "東 由美", "Higashi Yumi"), noon(lang))),
                    note: say(lang, "画面で確かめた", "looked at the page"),
                    ..doubt("d1", 152)
                },
                doubt("d2", 153),
            ],
            nodes: vec![],
        }
    }
}
