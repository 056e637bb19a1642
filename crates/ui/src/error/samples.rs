use tatefuda_i18n::Lang;

use crate::{
    Nav,
    error::{ConflictPage, ErrorKind, ErrorPage},
    post::samples::{kept, stale, title},
    sample::{responsible, say, shell},
    view::Link,
};

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
