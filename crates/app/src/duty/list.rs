//! What the clock found, for a person, of an account, of the whole body, a page at a time.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Localized,
    duty::{Found, FoundKind, FoundState, of_today_until},
};
use tatefuda_regulation::{Met, Regulation};
use tatefuda_store::duty::{self, FoundCount};

use super::{
    turn::{Turn, turns},
    view::{DutyPlace, DutyRow},
};
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    governing::{self, Governing},
    post::{list::names, people::Names},
    query::{Look, Query, query},
    reads::Reads,
};

/// Most lines of one page.
pub const PAGE_MAX: i64 = 200;
/// Lines of one page where nobody says how many.
const PAGE: i64 = 50;
/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct DutyFilter {
    /// Of whomever it is; without it what waits for whoever looks, in the appointment in which they look.
    pub body: bool,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// How it stands.
    pub state: Option<FoundState>,
    /// Only what comes behind.
    pub after: Option<DutyPlace>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: Option<i64>,
}

/// A page of duties and of what is watched, what ends first at first.
#[derive(Debug, Clone, Default)]
pub struct DutyPage {
    pub rows: Vec<DutyRow>,
    /// What the next page comes behind; absent: this is the last.
    pub next: Option<DutyPlace>,
}

/// What waits, and what is told.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, filter: DutyFilter) -> Result<DutyPage, Failure> {
    query(app, actor, &filter).await
}

impl Query for DutyFilter {
    const READS: Reads<Self> = Reads::Open;
    type Out = DutyPage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<DutyPage, Failure> {
        let holder = look.actor.named().zip(look.actor.capacity);
        // Nothing waits for a program.
        if !self.body && holder.is_none() {
            return Ok(DutyPage::default());
        }
        let limit = self.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let filter = duty::Filter {
            holder: holder.filter(|_| !self.body),
            account: self.account,
            state: self.state,
            after: self.after.clone().map(|place| place.0),
        };
        let mut found = left_out(
            duty::found_page(look.tx, look.actor.tenant, &filter, limit + 1).await.map(tatefuda_store::Rows::readable),
        )?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > shown;
        found.truncate(shown);
        let names = names(look.app, look.tx, look.actor).await?;
        let next = found.last().filter(|_| more).map(|last| DutyPlace(duty::Place::of(last)));
        Ok(DutyPage { rows: rows(look, &names, &found).await?, next })
    }
}

/// What of the clock's findings is of today for whoever looks.
#[derive(Default)]
pub(crate) struct OfToday {
    /// Steps of cases, at most so many as were asked for.
    pub turns: Vec<Turn>,
    /// Duties and what is told, as many.
    pub duties: Vec<DutyRow>,
    /// How many there are.
    pub count: FoundCount,
}

/// What is of today, with at most so many lines of each kind; none where it is only counted.
pub(crate) async fn of_today(look: &mut Look<'_>, names: &Names, most: i64) -> Result<OfToday, Failure> {
    let Some(who) = look.actor.named().zip(look.actor.capacity) else { return Ok(OfToday::default()) };
    let (tenant, until) = (look.actor.tenant, of_today_until(look.at));
    let mut of_today = OfToday { count: duty::found_count(look.tx, tenant, who, until).await?, ..OfToday::default() };
    if 0 < most && 0 < of_today.count.steps {
        let found = duty::found_steps(look.tx, tenant, who, most).await;
        let found = left_out(found.map(tatefuda_store::Rows::readable))?;
        of_today.turns = turns(look, names, &found).await?;
    }
    if 0 < most && 0 < of_today.count.pressing {
        let found = duty::found_pressing(look.tx, tenant, who, until, most).await;
        let found = left_out(found.map(tatefuda_store::Rows::readable))?;
        of_today.duties = rows(look, names, &found).await?;
    }
    Ok(of_today)
}

/// Days that something without a deadline has waited; its event's moment is the end of its name.
fn age(one: &Found, regulation: &Regulation, at: Timestamp) -> Option<i64> {
    if (one.kind, one.state, one.due) != (FoundKind::Duty, FoundState::Open, None) {
        return None;
    }
    let since = one.instance.rsplit_once('@')?.1.parse().ok()?;
    Some(tatefuda_calendar::elapsed_days(since, at, regulation.zone()))
}

/// Duties and what is watched among what was found, in the words of the text; steps stand with their cases.
pub(crate) async fn rows(look: &mut Look<'_>, names: &Names, found: &[Found]) -> Result<Vec<DutyRow>, Failure> {
    if found.iter().all(|one| one.kind == FoundKind::Step) {
        return Ok(vec![]);
    }
    let texts = governing::all(look.app, look.tx, look.actor.tenant, look.at).await?;
    let texts: BTreeMap<&str, &Arc<Governing>> = texts.iter().map(|text| (text.document.as_str(), text)).collect();
    let line = |one: &Found| {
        let regulation = &texts.get(one.document.as_str())?.regulation;
        let words = match one.kind {
            FoundKind::Duty => {
                let duty = regulation.duty(&one.item)?;
                let (answers, record, act) = match &duty.met {
                    Met::Answers(words) => (words.clone(), None, None),
                    Met::Record(kind) => (vec![], Some(kind.clone()), None),
                    Met::Act(act) => (vec![], None, Some(*act)),
                };
                (&duty.label, &duty.message, &duty.clauses, answers, record, act)
            }
            FoundKind::Monitor => {
                let watch = regulation.monitors().find(|watch| watch.id == one.item)?;
                (&watch.label, &watch.message, &watch.clauses, vec![], None, None)
            }
            FoundKind::Step => return None,
        };
        let (label, message, clauses, answers, record, act): (&Localized, &Localized, _, _, _, _) = words;
        Some(DutyRow {
            id: one.id,
            kind: one.kind,
            document: one.document.clone(),
            item: one.item.clone(),
            instance: one.instance.clone(),
            label: label.clone(),
            message: message.clone(),
            clauses: regulation.cited(clauses),
            subject: one.subject.clone(),
            account: one.account,
            account_name: one.account.map(|account| names.account(account)).unwrap_or_default(),
            state: one.state,
            due: one.due,
            late: one.due.is_some_and(|due| due < look.at),
            days: age(one, regulation, look.at),
            answers,
            record,
            act,
        })
    };
    Ok(found.iter().filter_map(line).collect())
}
