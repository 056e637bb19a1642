use tatefuda_i18n::Lang;

use super::parts::{refused, responsible, say, shell, title};
use super::post::{ask_again, kept, stale};
use crate::Nav;
use crate::page::{ConflictPage, ErrorKind, ErrorPage, RefusalPage};
use crate::view::Link;

impl ErrorPage {
    /// One of each kind.
    #[must_use]
    pub fn sample(lang: Lang, kind: ErrorKind) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/nowhere"),
            kind,
            reference: Some("K7Q2-09".into()),
            detail: (kind == ErrorKind::Forbidden)
                .then(|| say(lang, "操作記録を見る権限がありません。", "You may not read the audit.")),
            who: (kind == ErrorKind::Forbidden).then(|| responsible(lang)),
            kept: if kind == ErrorKind::Unavailable { kept(lang) } else { Vec::new() },
            back: None,
        }
    }
}

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

impl ConflictPage {
    /// Two texts.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/posts/p1"),
            stale: stale(lang),
            back: Link { href: "/posts/p1".into(), label: title(lang) },
        }
    }
}
