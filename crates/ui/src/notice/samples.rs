use tatefuda_i18n::Lang;

use crate::{
    Nav,
    notice::{FailingRow, HoursForm, MessageRow, NoticesPage, PlaceRow},
    sample::{meta, morning, noon, say, shell},
    view::Choice,
};

fn hours(lang: Lang) -> HoursForm {
    HoursForm {
        paces: vec![
            Choice::new("once", say(lang, "すぐに", "At once"), true),
            Choice::new("daily", say(lang, "1日1回まとめて", "Once a day"), false),
        ],
        quiet_from: "22:00".into(),
        quiet_until: "07:00".into(),
        daily_at: "08:30".into(),
    }
}

fn langs() -> Vec<Choice> {
    vec![Choice::new("ja", "日本語", true), Choice::new("en", "English", false)]
}

fn place(lang: Lang, id: &str, proven: bool) -> PlaceRow {
    let message = |kind: String, state: String, why: Option<String>| MessageRow { kind, state, at: morning(lang), why };
    // Each form has an id of its own.
    let first = if proven { 240 } else { 245 };
    PlaceRow {
        id: id.into(),
        kind: say(lang, "メール", "Mail"),
        shown: "yamada@town.example.lg.jp".into(),
        proven,
        failing: proven
            .then(|| say(lang, "届いていません（550 no such mailbox）", "Nothing arrives (550 no such mailbox)")),
        again: meta(first, None),
        end: meta(first + 3, None),
        prove: meta(first + 1, None),
        code_error: (!proven).then(|| say(lang, "番号が違います", "The code is wrong")),
        change: meta(first + 2, Some(2)),
        langs: langs(),
        hours: hours(lang),
        messages: vec![
            message(
                say(lang, "今日の仕事", "today’s work"),
                say(lang, "届きませんでした", "not taken"),
                Some("550 no such mailbox".into()),
            ),
            message(say(lang, "確認番号", "code"), say(lang, "届けました", "taken"), None),
        ],
    }
}

impl NoticesPage {
    /// One place that is proven and at which nothing arrives, one that is not proven yet.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/notices"),
            places: vec![place(lang, "n1", true), place(lang, "n2", false)],
            no_mail: true,
            meta: meta(123, None),
            kinds: vec![
                Choice::new("mail", say(lang, "メール", "Mail"), true),
                Choice::new("hook", say(lang, "チャット（Webhook）", "Chat (webhook)"), false),
            ],
            address: "yamada@town.example.lg.jp".into(),
            langs: langs(),
            hours: hours(lang),
            failing: vec![FailingRow {
                id: "n3".into(),
                person: say(lang, "佐藤 花子", "Sato Hanako"),
                kind: say(lang, "メール", "Mail"),
                since: noon(lang),
                why: "550 no such mailbox".into(),
                end: meta(124, None),
            }],
        }
    }
}
