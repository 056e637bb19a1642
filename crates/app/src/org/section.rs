//! Adds a section, and says what it is in the organisation.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::SectionId;
use tatefuda_regulation::{Choice, pack::SchemeUse};
use tatefuda_store::org::{Section, section_change, section_insert, section_list};
use utoipa::ToSchema;

use super::{Names, Term, changing, span_checked, touched};
use crate::{
    Actor, App, Check, Command, Cx, Failure, Reads,
    query::{Sees, open},
    regulation::governing::{self, Governing},
};

/// Adds a section (課, 室, 出張所 …).
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = SectionInput)]
pub struct CreateSection {
    /// The section above it.
    #[serde(default)]
    pub parent: Option<SectionId>,
    /// Its names.
    #[serde(flatten)]
    pub names: Names,
    /// Its place in the table of the organisation.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub ordinal: i64,
    /// When it exists.
    #[serde(default)]
    pub span: Term,
    /// What it is in the organisation.
    #[serde(flatten)]
    pub tier: Tier,
}

/// What a section is in the organisation, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub struct Tier {
    /// Its level, an id of the levels that the documents in force know ([`levels`]) where they know any; may be empty.
    #[serde(default)]
    pub level: String,
    /// The branch of the body to which it belongs; empty: that of the unit above, if any.
    #[serde(default)]
    pub branch: String,
}

impl Tier {
    async fn checked(&self, cx: &mut Cx<'_>, check: &mut Check) -> Result<Self, Failure> {
        let level = check.optional("level", &self.level, 100);
        let branch = check.optional("branch", &self.branch, 100);
        if !level.is_empty() {
            let known = known_levels(&governing::all(cx.app, cx.tx, cx.actor.tenant, cx.at).await?);
            check.that(known.is_empty() || known.iter().any(|one| one.id == level), "level", "unknown-level");
        }
        Ok(Self { level, branch })
    }
}

/// A level that an order of units in force knows, least first within its document.
fn known_levels(documents: &[Arc<Governing>]) -> Vec<Choice> {
    let mut known: Vec<Choice> = vec![];
    for document in documents {
        let schemes = document.regulation.body().classifications.iter().filter(|one| one.usage == SchemeUse::Other);
        for level in schemes.flat_map(|scheme| &scheme.levels) {
            if known.iter().all(|one| one.id != level.id) {
                known.push(level.clone());
            }
        }
    }
    known
}

/// The levels of units that the documents in force know; empty: none asks about them.
///
/// # Errors
/// Whatever the database says.
pub async fn levels(app: &App, actor: &Actor) -> Result<Vec<Choice>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let found = known_levels(&governing::all(app, &mut tx, actor.tenant, app.env.now()).await?);
    tx.rollback().await?;
    Ok(found)
}

/// What a section is in the organisation as it is stored.
///
/// # Errors
/// No such section, or the database fails.
pub async fn tier(app: &App, actor: &Actor, section: SectionId) -> Result<Tier, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let found = section_list(&mut tx, actor.tenant).await?.into_iter().find(|one| one.id == section);
    tx.rollback().await?;
    found.map(|one| Tier { level: one.level, branch: one.branch }).ok_or(Failure::NotFound)
}

/// Says what a section is in the organisation: its level, its branch.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = TierInput)]
pub struct ChangeSection {
    /// Which.
    pub section: SectionId,
    /// What it is.
    #[serde(flatten)]
    pub tier: Tier,
}

impl Command for ChangeSection {
    const NAME: &'static str = "section.change";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("section", self.section);
        changing(cx)?;
        let stored = section_list(cx.tx, cx.actor.tenant).await?.into_iter().find(|one| one.id == self.section);
        let stored = stored.ok_or(Failure::NotFound)?;
        if self.tier.level == stored.level && self.tier.branch == stored.branch {
            // A save that changes nothing must not fail over what was entered before other documents came into force.
            return Ok(());
        }
        let mut check = Check::default();
        let tier = self.tier.checked(cx, &mut check).await?;
        check.done()?;
        let (level, branch) = (&tier.level, &tier.branch);
        if !section_change(cx.tx, cx.actor.tenant, self.section, level, branch).await? {
            return Err(Failure::NotFound);
        }
        cx.detail("level", level);
        cx.detail("branch", branch);
        touched(cx).await
    }
}

impl Command for CreateSection {
    const NAME: &'static str = "section.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = SectionId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<SectionId, Failure> {
        let id = cx.app.env.id();
        cx.subject("section", id);
        changing(cx)?;
        let mut check = Check::default();
        let names = self.names.checked(&mut check);
        let tier = self.tier.checked(cx, &mut check).await?;
        let span = self.span.at(cx.at);
        span_checked(&mut check, span);
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
            span,
            level: tier.level,
            branch: tier.branch,
        };
        section_insert(cx.tx, cx.actor.tenant, &section).await?;
        touched(cx).await?;
        Ok(id)
    }
}
