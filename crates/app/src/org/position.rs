//! Adds a position (職).

use serde::Serialize;
use tatefuda_domain::{PositionId, SectionId};
use tatefuda_store::org::{Position, Span, position_insert, section_list};

use super::{Names, changing, span_checked, touched};
use crate::{Check, Command, Cx, Failure, Reads};

/// Adds a position to a section.
#[derive(Debug, Clone, Serialize)]
pub struct CreatePosition {
    /// Its section.
    pub section: SectionId,
    /// Its names.
    pub names: Names,
    /// Its rank as the body calls it.
    pub rank: String,
    /// Lower is higher.
    pub rank_order: i64,
    /// Its extension number (内線).
    pub extension: String,
    /// When it exists.
    pub span: Span,
}

impl Command for CreatePosition {
    const NAME: &'static str = "position.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = PositionId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<PositionId, Failure> {
        let id = cx.app.env.id();
        cx.subject("position", id);
        changing(cx)?;
        let mut check = Check::default();
        let names = self.names.checked(&mut check);
        let rank = check.optional("rank", &self.rank, 50);
        let extension = check.optional("extension", &self.extension, 20);
        span_checked(&mut check, self.span);
        let known = section_list(cx.tx, cx.actor.tenant).await?;
        check.that(known.iter().any(|one| one.id == self.section), "section", "unknown-section");
        check.done()?;
        let position = Position {
            id,
            section: self.section,
            name_ja: names.ja,
            name_kana: names.kana,
            name_en: names.en,
            rank,
            rank_order: self.rank_order,
            extension,
            span: self.span,
        };
        position_insert(cx.tx, cx.actor.tenant, &position).await?;
        touched(cx).await?;
        Ok(id)
    }
}
