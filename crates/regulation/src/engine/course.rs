//! The course of a case: its steps in the order of the text, whose each is, what it takes, what is done and what is next.
//!
//! What screens and lists show. It decides nothing: whether a step may be done is the answer to `step.do`, whether an act that
//! is a step may happen the answer to that act.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{Action, Localized};
use utoipa::ToSchema;

use super::{
    applies, cases,
    cx::Cx,
    document::{self, DocumentState},
    procedure,
    question::Question,
    quorum, readas,
    regulation::{BODY, Regulation},
    roles, time,
};
use crate::{
    answer::{People, Who},
    facts::{DoneFact, ProcedureFact},
    pack::{Procedure, ProcedureStep, ProcedureSubject, RoleRef},
    terms::{ClauseRef, Clauses},
};

/// A procedure as it stands on the thing asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// Id of the procedure.
    pub procedure: String,
    /// The text's word for it.
    pub label: Localized,
    /// What the text says of it.
    pub message: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Who opens it; empty: it opens only by itself.
    pub opened_by: People,
    /// Its steps in the order of the text.
    pub steps: Vec<CourseStep>,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CaseStanding)]
pub enum Standing {
    /// It is done.
    Done,
    /// It is its turn.
    Open,
    /// Others come first.
    Waits,
}

/// A step as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CaseCourseStep)]
pub struct CourseStep {
    /// Its id.
    pub id: String,
    /// The text's word for it.
    pub label: Localized,
    /// What the text says of it.
    pub message: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Where it stands.
    pub standing: Standing,
    /// Whose it is; several roles are alternatives, unless each has to ([`Self::each`]).
    #[schema(value_type = Vec<Who>)]
    pub owner: People,
    /// Each of these roles does it.
    pub each: bool,
    /// How many still have to do it, where several do.
    pub more: Option<usize>,
    /// Those of them who have not yet.
    #[schema(value_type = Vec<Who>)]
    pub missing: People,
    /// The procedure may end without it.
    pub optional: bool,
    /// Steps that come first and are not done.
    pub waits_for: Vec<String>,
    /// The act that it is: it is done by doing that.
    pub act: Option<Action>,
    /// What has to be on record for it.
    pub records: Vec<CourseRecord>,
    /// The document that has to be complete.
    pub document: Option<CourseDocument>,
    /// The board that decides it.
    pub board: Option<CourseBoard>,
    /// Who did it, and when.
    #[serde(skip)]
    pub done: Vec<DoneFact>,
    /// Until when it must be done, where that can be told.
    pub due: Option<Timestamp>,
    /// That moment is over, and it is not done.
    pub late: bool,
    /// It comes today or on the next working day, and the step is not done.
    pub soon: bool,
    /// Who is told once it is late.
    #[serde(skip)]
    pub alert: People,
}

/// A record that a step takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CaseCourseRecord)]
pub struct CourseRecord {
    /// Its kind, as records name it.
    pub kind: String,
    /// The kind's word.
    pub label: Localized,
    /// It is a decision: yes or no, with what belongs to it.
    pub decision: bool,
    /// The record that counts for this case; absent: there is none yet.
    pub given: Option<String>,
}

/// A document that a step takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CaseCoursePaper)]
pub struct CourseDocument {
    /// Its id.
    pub id: String,
    /// Its title.
    pub label: Localized,
    /// The kind of record that holds what is written into it.
    pub record: Option<String>,
    /// How complete it is.
    pub state: DocumentState,
    /// The paper that was archived for this case; absent: there is none yet.
    pub filed: Option<String>,
}

/// A board that decides a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CaseCourseBoard)]
pub struct CourseBoard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Localized,
}

impl Course {
    /// Whether nothing at all is left to do.
    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.standing == Standing::Done)
    }

    /// Steps whose turn it is.
    pub fn open(&self) -> impl Iterator<Item = &CourseStep> {
        self.steps.iter().filter(|step| step.standing == Standing::Open)
    }
}

impl CourseStep {
    /// Those who can do it: where several do, those who have not yet.
    pub fn whose(&self) -> &People {
        if self.more.is_some() { &self.missing } else { &self.owner }
    }

    /// Whether a person in an appointment is among those whose step it is, and has not done it yet.
    pub fn is_for(&self, person: &str, capacity: &str) -> bool {
        let did = self.done.iter().any(|done| done.person == person && done.capacity == capacity);
        let theirs = || self.whose().iter().flat_map(|who| who.holders.iter());
        !did && theirs().any(|holder| holder.person == person && holder.capacity == capacity)
    }
}

impl Regulation {
    /// How the procedure of a question stands on the thing that it is about: its steps as far as its running case, or else
    /// the newest, has come; `None`: no layer below the house has such a procedure.
    pub fn course(&self, question: &Question<'_>) -> Option<Course> {
        self.viewed(question, |question| {
            (BODY..self.layers.len()).find_map(|layer| {
                let cx = Cx { regulation: self, question, layer, item: "" };
                let procedure = cx.procedure(question.procedure.as_deref()?)?;
                Some(course(Cx { item: &procedure.id, ..cx }, procedure))
            })
        })
    }

    /// Procedures that the actor may open on the thing that a question is about, where they apply and do not run yet, and
    /// those that only others may: each with whether it is theirs.
    pub fn openable(&self, question: &Question<'_>, subject: ProcedureSubject) -> Vec<(Course, bool)> {
        self.viewed(question, |question| {
            let mut found = vec![];
            for layer in BODY..self.layers.len() {
                let cx = Cx { regulation: self, question, layer, item: "" };
                for procedure in &self.layers[layer].pack.procedures {
                    let cx = Cx { item: &procedure.id, ..cx };
                    let open = procedure.subject == subject
                        && !procedure.opened_by.is_empty()
                        && cases::running(question, &procedure.id).is_none()
                        && applies::applies(cx, &procedure.guards, procedure.applies.as_ref()).unwrap_or(false);
                    if open {
                        let openers: Vec<(usize, RoleRef)> = readas::roles(cx, &procedure.id, &procedure.opened_by)
                            .iter()
                            .map(|role| (layer, role.clone()))
                            .collect();
                        let theirs = roles::actor_holds(self, question, &openers) == Ok(true);
                        found.push((course(cx, procedure), theirs));
                    }
                }
            }
            found
        })
    }

    /// Whether an event opens a procedure of any layer, whatever its conditions.
    pub fn is_opened_by(&self, event: &str) -> bool {
        let below = self.layers.iter().skip(BODY);
        below.flat_map(|layer| &layer.pack.procedures).any(|procedure| procedure.on.iter().any(|on| on.0 == event))
    }

    /// Whether any layer has procedures.
    pub fn has_procedures(&self) -> bool {
        self.layers.iter().any(|layer| !layer.pack.procedures.is_empty())
    }

    /// Clauses of the body's text, as answers cite them.
    pub fn cited(&self, clauses: &Clauses) -> Vec<ClauseRef> {
        let document = &self.layers[BODY].pack.header.id;
        clauses.iter().map(|id| ClauseRef { id: id.clone(), document: document.as_str().into() }).collect()
    }

    /// Whether any layer has duties.
    pub fn has_duties(&self) -> bool {
        self.layers.iter().any(|layer| !layer.pack.duties.is_empty())
    }

    /// The declaration of a procedure.
    pub fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.layers.iter().skip(BODY).flat_map(|layer| &layer.pack.procedures).find(|one| one.id == id)
    }
}

fn course(cx: Cx<'_, '_>, declared: &Procedure) -> Course {
    let instance = cases::newest(cx.question, &declared.id);
    Course {
        procedure: declared.id.to_string(),
        label: declared.label.clone(),
        message: declared.message.clone(),
        clauses: cx.cite(&declared.clauses),
        opened_by: cx.people(&readas::roles(cx, &declared.id, &declared.opened_by)),
        steps: declared.steps.iter().map(|one| step(cx, declared, instance, one)).collect(),
    }
}

fn step(cx: Cx<'_, '_>, declared: &Procedure, instance: Option<&ProcedureFact>, step: &ProcedureStep) -> CourseStep {
    let is_done = |step: &ProcedureStep| instance.is_some_and(|instance| cx.is_done(declared, instance, step));
    let before: Vec<&ProcedureStep> = declared.steps.iter().filter(|one| step.after.contains(&one.id)).collect();
    let waits_for: Vec<String> = before.iter().filter(|one| !is_done(one)).map(|one| one.id.clone()).collect();
    let standing = match is_done(step) {
        true => Standing::Done,
        false if waits_for.is_empty() => Standing::Open,
        false => Standing::Waits,
    };
    let dones = |id: &str| -> Vec<DoneFact> {
        instance.map(|one| one.steps.iter().filter(|done| done.step == id).cloned().collect()).unwrap_or_default()
    };
    // Counted from the last step before it, else from the opening; while those before it are open nobody can tell.
    let since = before.iter().flat_map(|one| dones(&one.id)).map(|done| done.at).max();
    let since = if before.is_empty() { instance.map(|one| one.opened_at) } else { since };
    let due = since
        .filter(|_| standing != Standing::Waits)
        .zip(step.within.as_ref())
        .and_then(|(since, within)| time::end_after(cx.regulation, cx.layer, cx.question, since, within).ok());
    let parts = instance.map(|instance| quorum::parts(cx, instance, step)).unwrap_or_default();
    let several = quorum::missing(cx, declared, step, &parts);
    let opened = instance.map_or(cx.question.at, |instance| instance.opened_at);
    CourseStep {
        id: step.id.clone(),
        label: step.label.clone(),
        message: step.message.clone(),
        clauses: cx.cite(if step.clauses.is_empty() { &declared.clauses } else { &step.clauses }),
        owner: cx.people(&cx.owners(declared, step)),
        each: !step.acks.is_empty(),
        more: several.as_ref().map(|missing| missing.more),
        missing: several.map(|missing| missing.who).unwrap_or_default(),
        optional: step.optional,
        act: step.act,
        records: procedure::kinds(cx, step).iter().map(|kind| record(cx, declared, step, kind, opened)).collect(),
        document: step.document.as_deref().and_then(|id| paper(cx, id, opened)),
        board: step
            .decision_of
            .as_deref()
            .and_then(|id| cx.board(id))
            .map(|board| CourseBoard { id: board.id.to_string(), label: board.label.clone() }),
        done: dones(&step.id),
        late: standing == Standing::Open && due.is_some_and(|due| due < cx.question.at),
        soon: standing == Standing::Open
            && due.is_some_and(|due| {
                cx.question.at <= due && time::is_soon(cx.regulation, cx.layer, cx.question.at, due)
            }),
        alert: cx.people(&readas::roles(cx, &declared.id, &step.alert)),
        due,
        waits_for,
        standing,
    }
}

fn record(cx: Cx<'_, '_>, declared: &Procedure, step: &ProcedureStep, kind: &str, opened: Timestamp) -> CourseRecord {
    let full = cx.regulation.layers[cx.layer].kind_id(kind).into_owned();
    CourseRecord {
        label: cx.regulation.kind(&full).map(|(_, kind)| kind.label.clone()).unwrap_or_default(),
        decision: step.decision.as_deref() == Some(kind),
        given: procedure::of_case(cx, declared, kind, opened).map(|record| record.id.clone()),
        kind: full,
    }
}

fn paper(cx: Cx<'_, '_>, id: &str, opened: Timestamp) -> Option<CourseDocument> {
    let declared = cx.regulation.layers[cx.layer].pack.documents.iter().find(|known| known.id == id)?;
    Some(CourseDocument {
        id: id.to_owned(),
        filed: document::filed(cx, id, opened).flatten().map(|paper| paper.id.clone()),
        label: declared.label.clone(),
        record: declared.record.as_deref().map(|kind| cx.regulation.layers[cx.layer].kind_id(kind).into_owned()),
        state: document::state(cx, id)?,
    })
}
