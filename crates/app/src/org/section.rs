//! Adds a section.

use serde::Serialize;
use tatefuda_domain::SectionId;
use tatefuda_store::org::{Section, Span, section_insert, section_list};

use super::{Names, changing, span_checked, touched};
use crate::{Check, Command, Cx, Failure};

/// Adds a section (課, 室, 出張所 …).
#[derive(Debug, Clone, Serialize)]
pub struct CreateSection {
    /// The section above it.
    pub parent: Option<SectionId>,
    /// Its names.
    pub names: Names,
    /// Its place in the table of the organisation.
    pub ordinal: i64,
    /// When it exists.
    pub span: Span,
}

impl Command for CreateSection {
    const NAME: &'static str = "section.create";
    type Out = SectionId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<SectionId, Failure> {
        let id = cx.app.env.id();
        cx.subject("section", id);
        changing(cx)?;
        let mut check = Check::default();
        let names = self.names.checked(&mut check);
        span_checked(&mut check, self.span);
        if let Some(parent) = self.parent {
            let known = section_list(cx.tx, cx.actor.tenant).await?;
            check.that(known.iter().any(|one| one.id == parent), "parent", "unknown-section");
        }
        check.done()?;
        let section = Section {
            id,
            parent: self.parent,
            name_ja: names.ja,
            name_kana: names.kana,
            name_en: names.en,
            ordinal: self.ordinal,
            span: self.span,
        };
        section_insert(cx.tx, cx.actor.tenant, &section).await?;
        touched(cx).await?;
        Ok(id)
    }
}
