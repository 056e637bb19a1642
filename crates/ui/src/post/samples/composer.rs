use tatefuda_i18n::Lang;

use crate::{
    Nav,
    account::{
        AccountRef,
        samples::{facebook, website},
    },
    answer::{
        AnswerView,
        samples::{needs, refused},
    },
    diff,
    post::{
        AccountDraft, AnswerPanel, Asked, ComposerForm, ComposerPage, PictureDraft, StaleSave, TwoTexts, WindowForm,
        samples::{categories, returned, text, text_before},
    },
    record::{Declared, samples as record},
    sample::{clause, meta, noon, say, shell},
    screening::samples::found,
    view::{Choice, FieldError, Pair},
};

fn form(lang: Lang) -> ComposerForm {
    ComposerForm {
        meta: meta(10, Some(4)),
        post_id: Some("p1".into()),
        base: Some(3),
        title: Some(say(lang, "夏まつりのお知らせ", "Summer festival")),
        carried: vec![Pair::new("topic", say(lang, "催し", "events"))],
        accounts: vec![
            AccountDraft {
                account: facebook(lang),
                selected: true,
                text: String::new(),
                link: None,
                limit: Some(63_206),
                unit: "utf-16",
                count: 78,
                closed: None,
                connector: true,
            },
            AccountDraft {
                account: website(lang),
                selected: true,
                text: say(lang, "夏まつりを行います。くわしくはリンク先へ。", "Summer festival: see the link."),
                link: Some("https://www.mihon.example/matsuri".into()),
                limit: Some(70_000),
                unit: "code-point",
                count: 21,
                closed: None,
                connector: true,
            },
            AccountDraft {
                account: AccountRef {
                    id: "a3".into(),
                    service: "YouTube".into(),
                    name: say(lang, "みほん町チャンネル", "Mihon Channel"),
                    handle: "@mihon".into(),
                },
                selected: false,
                text: String::new(),
                link: None,
                limit: None,
                unit: "code-point",
                count: 78,
                closed: Some(say(lang, "連携機能はまだありません。", "There is no connector yet.")),
                connector: false,
            },
        ],
        text: text(lang),
        link: "https://www.mihon.example/matsuri".into(),
        pictures: vec![picture(lang, 1, false), picture(lang, 2, true)],
        categories: categories(lang, "event"),
        category_word: say(lang, "発信内容", "Content"),
        classification_word: say(lang, "情報の分類", "Classification of the information"),
        classifications: vec![
            Choice::new("1", say(lang, "分類 I（公開）", "Class I (public)"), false),
            Choice::new("2", say(lang, "分類 II（庁内）", "Class II (internal)"), false),
        ],
        window: WindowForm {
            from_date: "2026-08-04".into(),
            from_time: "08:30".into(),
            until_date: "2026-08-04".into(),
            until_time: "17:15".into(),
            zone: say(lang, "日本時間", "Japan Standard Time"),
        },
        asked: asked(lang),
        submit_label: Some(say(lang, "確認に回す", "Pass on for: check")),
        returned: None,
        voids: vec![say(lang, "確認", "check")],
    }
}

fn asked(lang: Lang) -> Asked {
    Asked {
        joined: vec![record::together(lang)],
        lines: vec![Declared {
            clause: Some(clause("MHN-3(9)")),
            text: say(
                lang,
                "決まったことだけを書いている（検討中のことを含まない）。",
                "It tells only what is decided.",
            ),
            found: vec![],
            tick: None,
        }],
        confirms: vec!["decision_status".into()],
        decision: vec![
            Choice::new("decided", say(lang, "決定済", "Decided"), false),
            Choice {
                hint: Some(say(lang, "まだ公表できない場合があります。", "It may be too early to publish it.")),
                ..Choice::new("deliberating", say(lang, "検討中", "Being considered"), false)
            },
        ],
        decision_folded: true,
        supplies: vec![record::link_check(lang)],
        verb: Some(say(lang, "確認に回す", "Pass on for: check")),
    }
}

/// The first one answered, the last one not at all.
fn picture(lang: Lang, number: usize, last: bool) -> PictureDraft {
    let words = |ja: &str, en: &str| say(lang, ja, en);
    PictureDraft {
        id: format!("m{number}"),
        number,
        last,
        missing: false,
        place_removed: !last,
        alt: if last {
            String::new()
        } else {
            words("みこしを担ぐ二人の子ども", "Two children carrying a shrine")
        },
        people: vec![
            Choice::new("none", words("写っていない", "nobody"), false),
            Choice::new("unidentifiable", words("誰かは分からない", "nobody can tell who"), false),
            Choice::new("adults", words("個人を特定できる大人", "adults who can be identified"), false),
            Choice::new(
                "children",
                words("個人を特定できる人（子どもを含む）", "people who can be identified, children among them"),
                !last,
            ),
        ],
        people_count: if last { String::new() } else { "2".into() },
        consents: if last { String::new() } else { words("同意書 12\n同意書 13", "Form 12\nForm 13") },
        rights: vec![
            Choice::new("own", words("自ら撮影・作成した", "made by ourselves"), !last),
            Choice::new("other", words("ほかの権利者がいる", "somebody else holds rights"), false),
        ],
        rights_holder: String::new(),
        other_text: vec![
            Choice::new("yes", words("はい", "Yes"), false),
            Choice::new("no", words("いいえ", "No"), false),
        ],
        classifications: vec![Choice::new("1", words("分類 I（公開）", "Class I (public)"), false)],
        not_on: vec![say(lang, "公式サイト 新着情報", "Website News")],
        level_field: format!("classification.m{number}"),
    }
}

impl ComposerPage {
    /// Editing a post that came back.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut form = form(lang);
        form.returned = Some(returned(lang));
        Self {
            shell: shell(lang, Nav::Compose, "/posts/p1/edit"),
            form,
            answer: needs(lang, None),
            limits: vec![],
            found: vec![],
            unseen: false,
            stale: None,
        }
    }

    #[must_use]
    pub fn sample_new(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.form.meta.version = None;
        page.form.post_id = None;
        page.form.text.clear();
        page.form.link.clear();
        page.form.asked.supplies.clear();
        page.form.asked.decision_folded = false;
        page.form.asked.lines.clear();
        page.form.asked.confirms.clear();
        page.form.returned = None;
        page.form.window = WindowForm::default();
        page.form.categories = categories(lang, "");
        page.answer = AnswerView::default();
        page
    }

    /// With errors in the input.
    #[must_use]
    pub fn sample_error(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        let error = |field: &str, ja: &str, en: &str| FieldError { field: field.into(), message: say(lang, ja, en) };
        page.shell.errors = vec![
            error("accounts", "投稿先を選んでください。", "Choose at least one account."),
            error("text", "本文を入力してください。", "Write the text."),
            error("text.a2", "本文が長すぎます。", "This text is too long."),
            error("link", "リンクの形が正しくありません。", "This is not a web address."),
            error("category", "発信内容を選んでください。", "Choose the kind of content."),
            error("until_time", "終わりは始めより後にしてください。", "The end must be after the start."),
        ];
        page.answer = refused(lang);
        page.unseen = true;
        page.limits = vec![limit(lang)];
        page
    }

    /// Somebody saved in between.
    #[must_use]
    pub fn sample_stale(lang: Lang) -> Self {
        Self { stale: Some(stale(lang)), ..Self::sample(lang) }
    }
}

fn limit(lang: Lang) -> String {
    say(
        lang,
        "みほん町の本文は63206字までです（今は63207字）。",
        "A text for Mihon Town has at most 63206 characters (now 63207).",
    )
}

pub(crate) fn stale(lang: Lang) -> StaleSave {
    StaleSave {
        by: say(lang, "西 健", "Nishi Ken"),
        at: noon(lang),
        version: 5,
        fields: vec![TwoTexts {
            label: say(lang, "本文", "Text"),
            mine: text(lang),
            theirs: text_before(lang),
            spans: diff::words(&text_before(lang), &text(lang)),
        }],
    }
}

impl AnswerPanel {
    /// The fragment that the live check answers with.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::Compose, "/check"),
            answer: needs(lang, None),
            limits: vec![limit(lang)],
            found: found(lang),
            asked: asked(lang),
        }
    }
}
