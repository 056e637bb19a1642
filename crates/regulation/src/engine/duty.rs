//! Recurring duties and duties after events: their instances, who has them, which are overdue.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use tatefuda_calendar::{CountedDays, Recurrence};
use tatefuda_domain::{Action, Localized};

use super::{
    applies,
    cx::{Cx, Source},
    question::Question,
    readas,
    regulation::Regulation,
    roles,
    strength::{self, Binds, State, by_strength},
    time,
    verdict::Verdict,
    words,
};
use crate::{
    answer::{Decision, Outcome, People, Remedy},
    expr::Halt,
    facts::DutyFact,
    pack::{Consequence, Duty, Met, Often, Or, ProcedureSubject, RoleRef, Timing},
    terms::{Id, Strength},
};

/// How an instance of a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// Its time has come, nobody answered yet.
    Open,
    /// Answered in time.
    Answered,
    /// Answered after its time.
    Late,
    /// Its time is over, nobody answered.
    Missed,
}

/// One time that a duty comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyInstance {
    /// Id of the duty.
    pub duty: String,
    /// Stable id of the instance.
    pub id: String,
    /// From when it can be answered.
    pub from: Timestamp,
    /// Until when it must be; absent: the text gives no deadline, and it is never missed.
    pub due: Option<Timestamp>,
    /// How it stands at the time of the question.
    pub state: DutyState,
    /// Who has it.
    pub who: People,
    /// Who is told where it was missed, and of what an answer opens.
    pub alert: People,
    /// The procedure that follows.
    pub opens: Option<String>,
}

impl Cx<'_, '_> {
    /// A duty of this layer.
    pub fn duty(&self, id: &str) -> Option<&Duty> {
        self.regulation.layers[self.layer].pack.duties.iter().find(|duty| duty.id == id)
    }

    /// Who has a duty; one about a person is that person's own.
    pub fn duty_holders(&self, duty: &Duty) -> People {
        let who = self.people(&readas::roles(*self, &duty.id, &duty.owner));
        let subject = self.question.facts.subject.as_ref();
        if let (ProcedureSubject::Person, Some(subject)) = (duty.subject, subject.filter(|one| one.kind == "person")) {
            let own = who.iter().any(|who| who.holders.iter().any(|holder| holder.person == subject.id));
            if own {
                return who.only(|holder| holder.person == subject.id);
            }
        }
        who
    }

    /// `ends`: the end of the period, after which a record answers the next one.
    fn instance(
        &self,
        duty: &Duty,
        id: String,
        (from, due): (Timestamp, Option<Timestamp>),
        ends: Option<Timestamp>,
    ) -> DutyInstance {
        let answer = answer(*self, duty, &id, from, ends.map(|ends| due.map_or(ends, |due| ends.max(due))));
        let state = match &answer {
            Some(fact) if due.is_none_or(|due| fact.at <= due) => DutyState::Answered,
            Some(_) => DutyState::Late,
            None if due.is_none_or(|due| self.question.at <= due) => DutyState::Open,
            None => DutyState::Missed,
        };
        let follows: Option<&Consequence> = match (state, &answer) {
            (DutyState::Missed, _) => duty.missed.as_ref(),
            (_, Some(fact)) => duty.outcomes.get(&fact.answer),
            _ => None,
        };
        DutyInstance {
            duty: duty.id.to_string(),
            id,
            from,
            due,
            state,
            who: self.duty_holders(duty),
            alert: follows
                .map(|follows| self.people(&readas::roles(*self, &duty.id, &follows.alert)))
                .unwrap_or_default(),
            opens: follows.and_then(|follows| follows.opens.clone()),
        }
    }

    /// Instances of a duty whose periods meet the days of two moments.
    ///
    /// # Errors
    /// A parameter is unset, or nobody knows when the event happened.
    pub fn duty_instances(&self, duty: &Duty, from: Timestamp, to: Timestamp) -> Result<Vec<DutyInstance>, Halt> {
        let Cx { regulation, question, layer, .. } = *self;
        match &duty.timing {
            Timing::Every { every, days } => {
                let Often(every) = time::value(regulation, layer, question, every)?;
                let days = counted(regulation, layer, question, days.as_ref())?;
                let header = &regulation.layers[layer].pack.header;
                let recurrence = Recurrence {
                    every,
                    anchor: anchor(regulation, layer, question),
                    time: None,
                    fiscal_start: header.fiscal_start,
                };
                let zone = &regulation.zone;
                let mut found = vec![];
                for one in recurrence.instances(days, zone, regulation.day(from), regulation.day(to)) {
                    let begins = tatefuda_calendar::start_of_day(one.from, zone).unwrap_or(one.due);
                    let due = match &duty.within {
                        None => one.due,
                        Some(within) => time::end_after(regulation, layer, question, begins, within)?,
                    };
                    let ends = tatefuda_calendar::end_of_day(one.until, zone).unwrap_or(one.due);
                    found.push(self.instance(duty, one.id, (begins, Some(due)), Some(ends)));
                }
                Ok(found)
            }
            Timing::On(events) => {
                let mut found = vec![];
                for event in events {
                    if duty.no_limit {
                        // Each time is an item of its own: a second comment does not make the first one vanish.
                        for at in time::all(regulation, layer, question, event)?.into_iter().filter(|at| *at <= to) {
                            found.push(self.instance(duty, format!("{event}@{at}"), (at, None), None));
                        }
                        continue;
                    }
                    let Some(at) = time::last(regulation, layer, question, event)? else { continue };
                    if to < at {
                        continue;
                    }
                    let due = match &duty.within {
                        Some(within) => time::end_after(regulation, layer, question, at, within)?,
                        None => tatefuda_calendar::end_of_day(regulation.day(at), &regulation.zone).unwrap_or(at),
                    };
                    found.push(self.instance(duty, format!("{event}@{at}"), (at, Some(due)), None));
                }
                found.sort_by(|a, b| (a.due, a.from, &a.id).cmp(&(b.due, b.from, &b.id)));
                Ok(found)
            }
        }
    }
}

/// The day from which a duty comes again and again: that on which the account started or the person came, but not
/// before the document was in force.
fn anchor(regulation: &Regulation, layer: usize, question: &Question<'_>) -> Date {
    let last =
        |event: &str| time::last(regulation, layer, question, &crate::pack::Event(event.to_owned())).ok().flatten();
    let known = ["account.started", "account.opened", "member.joined"].into_iter().find_map(last);
    let activated = || last("document.activated").map(|at| regulation.day(at));
    let from = regulation.layers[layer].pack.header.from.or_else(activated);
    match (known.map(|at| regulation.day(at)), from) {
        (Some(known), Some(from)) => known.max(from),
        (Some(day), None) | (None, Some(day)) => day,
        (None, None) => regulation.day(question.at),
    }
}

fn counted<'r>(
    regulation: &'r Regulation,
    layer: usize,
    question: &Question<'_>,
    days: Option<&Or<String>>,
) -> Result<CountedDays<'r>, Halt> {
    let Some(days) = days else { return Ok(CountedDays::All) };
    let name: String = time::value(regulation, layer, question, days)?;
    if name == "all" {
        return Ok(CountedDays::All);
    }
    match regulation.layers[layer].calendars.get(&name) {
        Some(Ok(hours)) => Ok(CountedDays::Working(hours)),
        Some(Err(param)) => Err(Halt::Unset(param.clone())),
        None => match days {
            Or::Param(id) => Err(Halt::Unset(id.clone())),
            Or::Stated(_) => Err(Halt::absent(&name, "")),
        },
    }
}

/// The answer that an instance got: by its id, or, where a record or an act meets the duty, by one in its time.
fn answer(cx: Cx<'_, '_>, duty: &Duty, id: &str, from: Timestamp, ends: Option<Timestamp>) -> Option<DutyFact> {
    let Cx { regulation, question, layer, .. } = cx;
    let facts = question.facts;
    let concerns = |subject: Option<&str>| time::concerns(question, subject);
    let past = |at: Timestamp| at <= question.at;
    let given = facts
        .duties
        .iter()
        .filter(|fact| fact.duty == duty.id && fact.instance == id && concerns(fact.subject.as_deref()))
        .filter(|fact| past(fact.at))
        .min_by_key(|fact| (fact.at, &fact.person));
    if let Some(fact) = given {
        return Some(fact.clone());
    }
    let by = |at: Timestamp, person: &str, answer: &str| DutyFact {
        answer: answer.to_owned(),
        at,
        capacity: String::new(),
        duty: duty.id.to_string(),
        instance: id.to_owned(),
        person: person.to_owned(),
        subject: None,
    };
    match &duty.met {
        Met::Record(kind) => {
            let kind = regulation.layers[layer].kind_id(kind);
            let in_time = facts.records.iter().filter(|record| {
                record.kind == kind && concerns(record.subject.as_deref()) && from <= record.at && past(record.at)
            });
            // What is left blank answers nothing.
            let in_time = in_time.filter(|record| super::records::is_filled(regulation, &kind, record));
            // The period of a recurring duty ends where the next one begins; what comes later answers that.
            let within = in_time.filter(|record| ends.is_none_or(|ends| record.at <= ends));
            within
                .min_by_key(|record| (record.at, &record.id))
                .map(|record| by(record.at, &record.by_person, &record.id))
        }
        Met::Act(act) => {
            let event = crate::pack::Event(event_of(*act).to_owned());
            let at = time::last(regulation, layer, question, &event).ok().flatten()?;
            (from < at && past(at)).then(|| by(at, "", ""))
        }
        Met::Answers(_) => None,
    }
}

fn event_of(act: Action) -> &'static str {
    match act {
        Action::PostPublish => "post.published",
        Action::PostCorrect => "post.corrected",
        Action::CredentialRotate => "credential.rotated",
        Action::CredentialReveal => "credential.revealed",
        Action::AccountStart => "account.started",
        Action::AccountOpen => "account.opened",
        Action::AccountChange => "account.changed",
        Action::AccountSuspend => "account.suspended",
        Action::AccountClose | Action::AccountDelete => "account.closed",
        Action::IncidentOpen => "incident.opened",
        other => other.as_str(),
    }
}

/// What duties say of the question: of an answer about to be given, and of acts that wait while one is overdue.
pub fn judge(cx: Cx<'_, '_>) -> Vec<Verdict> {
    let pack = &cx.regulation.layers[cx.layer].pack;
    if cx.question.action == Action::DutyAnswer {
        let found = cx.question.duty.as_deref().and_then(|id| cx.duty(id));
        return found.map(|duty| judge_answer(cx, duty)).into_iter().collect();
    }
    pack.duties
        .iter()
        .filter(|duty| duty.blocks.contains(&cx.question.action))
        .filter_map(|duty| match applies::applies(Cx { item: &duty.id, ..cx }, &duty.guards, duty.applies.as_ref()) {
            Ok(false) => None,
            Ok(true) | Err(_) => Some(judge_block(cx, duty)),
        })
        .collect()
}

fn source(duty: &Duty) -> Source<'_> {
    Source { id: &duty.id, clauses: &duty.clauses, strength: duty.strength, message: &duty.message }
}

/// Only those who have the duty answer it.
fn judge_answer(cx: Cx<'_, '_>, duty: &Duty) -> Verdict {
    let source = Source { strength: Strength::Duty, ..source(duty) };
    let owners: Vec<RoleRef> = readas::roles(cx, &duty.id, &duty.owner).into_owned();
    let refs: Vec<(usize, RoleRef)> = owners.iter().map(|role| (cx.layer, role.clone())).collect();
    let mut verdict = match roles::actor_holds(cx.regulation, cx.question, &refs) {
        Ok(true) => Verdict::permitted(cx, source, Outcome::Kept),
        Ok(false) => {
            let who = cx.people(&owners);
            let labels: Vec<Localized> = who.iter().map(|who| who.label.clone()).collect();
            let remedies = who
                .iter()
                .filter(|who| who.holders.is_empty())
                .map(|who| Remedy::Appoint { role: who.role.clone(), label: who.label.clone() })
                .collect();
            let line = cx.refusal(source, Outcome::Broken, words::step_of(&duty.label, &labels), who, remedies);
            Verdict::refused(cx, source, line)
        }
        Err(key) => strength::unset(cx, source, &key.0, vec![]),
    };
    verdict.cite_also(readas::cited(cx, &duty.id));
    verdict
}

/// A duty that acts wait for.
struct Awaited<'s> {
    duty: &'s Duty,
    /// What would answer it; nothing while it cannot be judged.
    answer: Option<Remedy>,
}

impl Binds for Awaited<'_> {
    fn source(&self) -> Source<'_> {
        source(self.duty)
    }

    /// What one only strives for is shown, and blocks nothing.
    fn strength(&self) -> Strength {
        match self.duty.strength {
            Strength::Information => Strength::Effort,
            strength => strength,
        }
    }

    fn named(&self) -> &Id {
        &self.duty.id
    }

    fn says(&self, cx: Cx<'_, '_>) -> Localized {
        if self.answer.is_some() { words::overdue(&self.duty.label) } else { cx.says(self.source()) }
    }

    fn ways(&self, _: Cx<'_, '_>) -> Vec<Remedy> {
        self.answer.iter().cloned().collect()
    }

    fn cures(&self, cx: Cx<'_, '_>, halt: &Halt) -> Vec<Remedy> {
        vec![cx.cure(halt)]
    }
}

/// An act that waits while an instance is overdue.
fn judge_block(cx: Cx<'_, '_>, duty: &Duty) -> Verdict {
    match overdue(cx, duty) {
        Err(halt) => {
            let why = halt.detail();
            let verdict = by_strength(cx, &Awaited { duty, answer: None }, State::Halted(halt));
            if verdict.line.decision == Decision::Permitted { verdict.detail(why) } else { verdict }
        }
        Ok(None) => Verdict::permitted(cx, source(duty), Outcome::Kept),
        Ok(Some(instance)) => {
            let answer = Remedy::AnswerDuty {
                duty: duty.id.to_string(),
                instance: instance.id.clone(),
                label: duty.label.clone(),
                who: instance.who,
            };
            let verdict = by_strength(cx, &Awaited { duty, answer: Some(answer) }, State::NotKept);
            if verdict.line.decision == Decision::Needs { verdict.detail(instance.id) } else { verdict }
        }
    }
}

/// The newest instance that is overdue.
fn overdue(cx: Cx<'_, '_>, duty: &Duty) -> Result<Option<DutyInstance>, Halt> {
    // Two years back: more than the longest period between two instances that a regulation names.
    let back = cx.question.at.checked_sub(jiff::SignedDuration::from_hours(24 * 731)).unwrap_or(Timestamp::MIN);
    let mut instances = cx.duty_instances(duty, back, cx.question.at)?;
    // Of a recurring duty the newest whose time is over decides; what lies further back was settled or is past cure.
    instances.retain(|one| one.due.is_some_and(|due| due < cx.question.at));
    let newest = instances.into_iter().max_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    Ok(newest.filter(|one| one.state == DutyState::Missed))
}
