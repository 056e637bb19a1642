//! The marks (記号) of sections, by which their papers are numbered in each fiscal year.

use serde::{Deserialize, Serialize};
use tatefuda_calendar::{FiscalYear, wareki};
use tatefuda_domain::{
    AppointmentId, Localized, SectionId, SystemRight, TenantId,
    paper::{MARK_MAX, number},
};
use tatefuda_store::{Tx, org::section_list, paper};
use utoipa::ToSchema;

use super::view::Mark;
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads},
    core::App,
    facts::org::Org,
    failure::{Check, Failure},
    number as numbers,
    query::{Sees, open},
};

/// Sets the mark by which the papers of a section and of the units below it are numbered (港企区). Empty: it has none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PaperMarkInput)]
pub struct SetMark {
    /// The section.
    pub section: SectionId,
    /// Its mark.
    #[serde(default)]
    pub mark: String,
}

impl Command for SetMark {
    const NAME: &'static str = "paper.mark";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("section", self.section);
        cx.actor.require(SystemRight::ManageUsers)?;
        let tenant = cx.tenant();
        if section_list(cx.tx, tenant).await?.into_iter().all(|one| one.id != self.section) {
            return Err(Failure::NotFound);
        }
        let mut check = Check::default();
        let mark = check.optional("mark", &self.mark, MARK_MAX);
        check.that(!mark.contains('\n'), "mark", "one-line").done()?;
        paper::mark_set(cx.tx, tenant, self.section, &mark).await?;
        cx.detail("mark", &mark);
        Ok(())
    }
}

/// The sections with their marks.
///
/// # Errors
/// Whatever the database says.
pub async fn marks(app: &App, actor: &Actor) -> Result<Vec<Mark>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let set = paper::marks(&mut tx, actor.tenant).await?;
    let sections = section_list(&mut tx, actor.tenant).await?.readable();
    tx.rollback().await?;
    let now = app.env.now();
    let mark = |one: tatefuda_store::org::Section| Mark {
        mark: set.get(&one.id).cloned().unwrap_or_default(),
        name: Localized::new(one.name_ja, one.name_en),
        section: one.id,
    };
    Ok(sections.into_iter().filter(|one| one.span.contains(now)).map(mark).collect())
}

/// The mark of the section of an appointment: its own, else that of the nearest unit above it that has one; else empty.
pub(super) async fn of(
    tx: &mut Tx,
    tenant: TenantId,
    org: &Org,
    capacity: Option<AppointmentId>,
) -> Result<String, Failure> {
    let marks = paper::marks(tx, tenant).await?;
    let held = org.appointments.iter().find(|one| Some(one.id) == capacity);
    let mut section = held.map(|one| one.section);
    // Bounded, should units stand in a circle.
    for _ in 0..=org.sections.len() {
        let Some(id) = section else { break };
        if let Some(mark) = marks.get(&id).filter(|mark| !mark.is_empty()) {
            return Ok(mark.clone());
        }
        section = org.sections.get(&id).and_then(|one| one.parent);
    }
    Ok(String::new())
}

/// The next number under a mark, in the fiscal year of the act; empty without a mark.
pub(super) async fn next(cx: &mut Cx<'_>, mark: &str) -> Result<String, Failure> {
    if mark.is_empty() {
        return Ok(String::new());
    }
    let taken = numbers::take(cx, &format!("paper:{mark}")).await?;
    let first = FiscalYear(taken.year).days(numbers::FISCAL_START).map(|(first, _)| first);
    let year = first.and_then(wareki).map_or_else(|| taken.year.to_string(), |era| era.year_text());
    Ok(number(&year, mark, taken.number))
}
