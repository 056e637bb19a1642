use tatefuda_i18n::Lang;

use crate::{
    Nav,
    sample::shell,
    trouble::{UnreadablePage, UnreadableRow},
};

impl UnreadablePage {
    /// Two rows that somebody changed by hand.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |table: &str, column: &str, found: &str| UnreadableRow {
            table: table.into(),
            key: "019d4a2e-7c00-7000-8000-5f2c0f7f0d5b".into(),
            column: column.into(),
            found: found.into(),
        };
        Self {
            shell: shell(lang, Nav::Audit, "/unreadable"),
            rows: vec![row("absence", "ends_at", "9223372036854775807"), row("account", "service", "???")],
            more: true,
        }
    }

    /// Every row was read.
    #[must_use]
    pub fn sample_none(lang: Lang) -> Self {
        Self { rows: vec![], more: false, ..Self::sample(lang) }
    }
}
