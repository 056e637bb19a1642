//! The list of cases.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, CaseId, Digest,
    case::{Case, CaseState, StepDone},
};
use tatefuda_regulation::{ActorFact, Course, Facts, Question, Standing};
use tatefuda_store::case;

use super::{
    facts::{fact, facts_of_steps},
    stand,
    view::CaseRow,
};
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    governing::Governing,
    post::{list::names, people::Names},
    query::{Look, Query, query},
    reads::Reads,
};

/// Most lines of one page.
pub const PAGE_MAX: i64 = 200;
/// Lines of one page where nobody says how many.
const PAGE: i64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct CaseFilter {
    /// Where they stand.
    pub state: Option<CaseState>,
    /// Their procedure.
    pub procedure: Option<String>,
    /// The kind of thing that they are about.
    pub subject_kind: Option<String>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// A part of title, procedure or the account's name.
    pub search: Option<String>,
    /// Only what comes after this one.
    pub after: Option<(Timestamp, CaseId)>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: Option<i64>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct CasePage {
    /// Its lines, the newest case first.
    pub rows: Vec<CaseRow>,
    /// What the next page comes after; absent: this is the last.
    pub next: Option<(Timestamp, CaseId)>,
}

/// A page of the body's cases.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, filter: CaseFilter) -> Result<CasePage, Failure> {
    query(app, actor, &filter).await
}

impl Query for CaseFilter {
    const READS: Reads<Self> = Reads::Open;
    type Out = CasePage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<CasePage, Failure> {
        let tenant = look.actor.tenant;
        let limit = self.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let filter = case::Filter {
            state: self.state,
            procedure: self.procedure.as_deref().filter(|text| !text.is_empty()),
            subject_kind: self.subject_kind.as_deref().filter(|text| !text.is_empty()),
            account: self.account,
            search: self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()),
            after: self.after,
        };
        let found = case::list(look.tx, tenant, &filter, limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let names = names(look.app, look.tx, look.actor).await?;
        let mut lines = Lines::default();
        let mut page = CasePage::default();
        let found: Vec<Case> = found.into_iter().take(shown).collect();
        let ends = found.first().zip(found.last());
        // Never a question for each line.
        let mut steps: BTreeMap<CaseId, Vec<StepDone>> = BTreeMap::new();
        if let Some((first, last)) = ends.map(|(first, last)| ((first.opened_at, first.id), (last.opened_at, last.id)))
        {
            let done = case::list_steps(look.tx, tenant, &filter, first, last).await;
            for step in left_out(done.map(tatefuda_store::Rows::readable))? {
                steps.entry(step.case).or_default().push(step);
            }
        }
        for case in found {
            page.next = Some((case.opened_at, case.id));
            let done = steps.remove(&case.id).unwrap_or_default();
            page.rows.push(lines.row(look, &names, case, done).await?);
        }
        page.next = page.next.filter(|_| more);
        Ok(page)
    }
}

/// Texts that several lines stand under, read once.
#[derive(Default)]
pub(super) struct Lines(BTreeMap<(String, Digest, Digest), Option<Arc<Governing>>>);

impl Lines {
    /// A case as a line. How far it has come needs neither people nor records, but for steps that several acknowledge: those
    /// count as open until everybody did.
    pub(super) async fn row(
        &mut self,
        look: &mut Look<'_>,
        names: &Names,
        case: Case,
        steps: Vec<StepDone>,
    ) -> Result<CaseRow, Failure> {
        let text = self.text(look, &case).await?;
        let course = text.as_ref().and_then(|text| bare(text, &case, facts_of_steps(steps), look.at));
        let state = case.state.name();
        let open = course.iter().filter(|_| state == CaseState::Running).flat_map(Course::open);
        let is_done = |one: &&tatefuda_regulation::CourseStep| one.standing == Standing::Done;
        Ok(CaseRow {
            open: open.map(|step| step.label.clone()).collect(),
            done: course.as_ref().map(|course| course.steps.iter().filter(is_done).count()).unwrap_or_default(),
            steps: course.as_ref().map(|course| course.steps.len()).unwrap_or_default(),
            label: course.map(|course| course.label).unwrap_or_default(),
            account_name: case.account.map(|account| names.account(account)).unwrap_or_default(),
            opened_by: case.opened_by.map(|by| names.person(by.person, Some(by.capacity))),
            ended_at: case.state.ended_at(),
            id: case.id,
            version: case.version,
            document: case.document,
            procedure: case.procedure,
            subject_kind: case.subject.kind,
            account: case.account,
            title: case.title,
            state,
            opened_at: case.opened_at,
        })
    }

    /// The text of a case; none where it cannot be read any more: the line is shown without its words.
    async fn text(&mut self, look: &mut Look<'_>, case: &Case) -> Result<Option<Arc<Governing>>, Failure> {
        let key = (case.document.clone(), case.pack, case.house);
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let text = match stand::text(look.app, look.tx, look.actor.tenant, case, look.at).await {
            Ok(text) => Some(text),
            Err(Failure::Internal(_) | Failure::Unreadable(_)) => None,
            Err(other) => return Err(other),
        };
        self.0.insert(key, text.clone());
        Ok(text)
    }
}

/// The course without anything known of people and records.
fn bare(text: &Governing, case: &Case, steps: Vec<tatefuda_regulation::DoneFact>, at: Timestamp) -> Option<Course> {
    let nobody = ActorFact { person: String::new(), capacity: String::new(), kind: String::new() };
    let mut facts = Facts::of(nobody);
    let mut fact = fact(case, steps);
    // It is about itself here.
    fact.subject = None;
    facts.procedures.push(fact);
    let mut question = Question::new(tatefuda_domain::Action::StepDo, at, &facts);
    question.procedure = Some(case.procedure.clone());
    text.regulation.course(&question)
}
