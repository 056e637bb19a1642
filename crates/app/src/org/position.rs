//! Adds a position (職).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{PositionId, SectionId};
use tatefuda_store::org::{Position, position_insert, section_list};
use utoipa::ToSchema;

use super::{Names, Term, changing, span_checked, touched};
use crate::{Check, Command, Cx, Failure, Reads};

/// Adds a position to a section.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = PositionInput)]
pub struct CreatePosition {
    /// Its section.
    pub section: SectionId,
    /// Its names.
    #[serde(flatten)]
    pub names: Names,
    /// Its rank as the body calls it.
    #[serde(default)]
    pub rank: String,
    /// Lower is higher.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub rank_order: i64,
    /// Its extension number (内線).
    #[serde(default)]
    pub extension: String,
    /// When it exists.
    #[serde(default)]
    pub span: Term,
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
        let span = self.span.at(cx.at);
        span_checked(&mut check, span);
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
            span,
        };
        position_insert(cx.tx, cx.actor.tenant, &position).await?;
        touched(cx).await?;
        Ok(id)
    }
}
