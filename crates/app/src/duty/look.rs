//! Looks at a thing: which duties wait, which steps of its cases, what is watched. Stored with those for whom it is, so that
//! lists cost the same however much there is.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    CaseId, Digest, TenantId,
    case::Case,
    duty::{Found, FoundKind, FoundState, Holder},
};
use tatefuda_regulation::{DutyInstance, DutyState, People, ProcedureSubject, Timing, WatchState};
use tatefuda_store::{Tx, case, duty};

use super::{
    begin::BeginByClock,
    thing::{self, Thing},
};
use crate::{
    actor::{Actor, Via},
    case::asked_of,
    core::App,
    facts::{self, Asked, SubjectRef},
    failure::Failure,
};

/// How far back instances are looked for; of what was missed the newest stands in the list.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 40);
/// Most cases of one thing.
const MANY: i64 = 1_000;

/// What was found, with those for whom it is.
type Row = (Found, Vec<Holder>);

/// Puts what is found of a thing now into the place of what was found before; says what follows from it by itself.
pub(super) async fn make(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    thing: &Thing,
    at: Timestamp,
) -> Result<Vec<BeginByClock>, Failure> {
    let day = thing.text.regulation.day(at).to_string();
    let (rows, begins) = match find(app, tx, tenant, thing, at).await {
        Ok(found) => found,
        // A row of it cannot be read: it stands on the page of those, and nobody can tell before that is put right.
        Err(Failure::Unreadable(_) | Failure::State { .. }) => (vec![], vec![]),
        Err(other) => return Err(other),
    };
    duty::found_replace(tx, tenant, &thing.key, &day, &rows).await?;
    if !begins.is_empty() {
        // Looked at again until what follows was opened: nothing of it is forgotten when the machine dies in between.
        duty::found_stale_one(tx, tenant, &thing.key.kind, &thing.key.id).await?;
    }
    Ok(begins)
}

async fn find(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    thing: &Thing,
    at: Timestamp,
) -> Result<(Vec<Row>, Vec<BeginByClock>), Failure> {
    let nobody = Actor::nobody(tenant, Via::Worker);
    let mut look = Look { app, tenant, thing, at, rows: vec![], begins: vec![] };
    let kind = thing::subject_of(&thing.on);
    let watches = thing.text.regulation.monitors().next().is_some() && look.is_watched();
    if watches || thing.text.regulation.duties(kind).next().is_some() {
        let ask = thing::question(&thing.on, None).under(Some(std::sync::Arc::clone(&thing.text)));
        let asked = facts::ask(app, tx, &nobody, ask, at).await?;
        look.duties(&asked, kind);
        if watches {
            look.monitors(&asked);
        }
    }
    look.steps(tx, &nobody).await?;
    Ok((look.rows, look.begins))
}

/// One look at a thing.
struct Look<'a> {
    app: &'a App,
    tenant: TenantId,
    thing: &'a Thing,
    at: Timestamp,
    rows: Vec<Row>,
    begins: Vec<BeginByClock>,
}

impl Look<'_> {
    /// Texts watch accounts, and what happened outside of all accounts.
    fn is_watched(&self) -> bool {
        matches!(self.thing.on, SubjectRef::Account(_) | SubjectRef::Incident { account: None, .. })
    }

    fn row(
        &mut self,
        kind: FoundKind,
        item: &str,
        instance: &str,
        state: FoundState,
        due: Option<Timestamp>,
        who: &[&People],
    ) {
        let found = Found {
            id: self.app.env.id(),
            document: self.thing.key.document.clone(),
            kind,
            item: item.to_owned(),
            instance: instance.to_owned(),
            subject: self.thing.on.subject(self.tenant),
            account: self.thing.on.account(),
            state,
            due,
            at: self.at,
        };
        let who: BTreeSet<Holder> = who.iter().flat_map(|people| holders(people)).collect();
        self.rows.push((found, who.into_iter().collect()));
    }

    fn begin(&mut self, kind: FoundKind, item: &str, instance: &str) {
        let subject = self.thing.on.subject(self.tenant);
        self.begins.push(BeginByClock {
            document: self.thing.key.document.clone(),
            kind,
            item: item.to_owned(),
            instance: instance.to_owned(),
            subject_kind: subject.kind,
            subject_id: subject.id,
            account: self.thing.on.account(),
        });
    }

    fn duties(&mut self, asked: &Asked, kind: ProcedureSubject) {
        let regulation = &self.thing.text.regulation;
        let question = asked.ask.question(self.at, &asked.facts);
        let from = self.at.checked_sub(BACK).unwrap_or(Timestamp::MIN);
        // Nothing was owed before the text was in force, nor before the thing was there.
        let since = self.thing.since.into_iter().chain(self.thing.text.from).max();
        let is_owed = |one: &DutyInstance| one.due.is_none_or(|due| since.is_none_or(|since| since <= due));
        for declared in regulation.duties(kind) {
            let recurs = matches!(declared.timing, Timing::Every { .. });
            let mut open: Vec<DutyInstance> = match regulation.instances(&declared.id, &question, from, self.at) {
                Ok(all) => all.into_iter().filter(|one| one.from <= self.at && (!recurs || is_owed(one))).collect(),
                Err(_) => {
                    let (who, told) = regulation.duty_people(&declared.id, &question);
                    self.row(FoundKind::Duty, &declared.id, "", FoundState::CannotJudge, None, &[&who, &told]);
                    continue;
                }
            };
            open.retain(|one| matches!(one.state, DutyState::Open | DutyState::Missed));
            let newest = open.iter().filter(|one| one.state == DutyState::Missed).filter_map(|one| one.due).max();
            for one in open {
                if one.state == DutyState::Open {
                    self.row(FoundKind::Duty, &declared.id, &one.id, FoundState::Open, one.due, &[&one.who]);
                } else if one.due == newest {
                    let who = [&one.who, &one.alert];
                    self.row(FoundKind::Duty, &declared.id, &one.id, FoundState::Missed, one.due, &who);
                    if one.opens.is_some() && !self.has_opened(asked, &format!("missed:{}@{}", declared.id, one.id)) {
                        self.begin(FoundKind::Duty, &declared.id, &one.id);
                    }
                }
            }
        }
    }

    fn has_opened(&self, asked: &Asked, origin: &str) -> bool {
        asked.facts.procedures.iter().any(|one| one.origin.as_deref() == Some(origin))
    }

    fn monitors(&mut self, asked: &Asked) {
        let regulation = &self.thing.text.regulation;
        let question = asked.ask.question(self.at, &asked.facts);
        for declared in regulation.monitors() {
            let Some(watch) = regulation.watch(&declared.id, &question) else { continue };
            let state = match watch.state {
                WatchState::Fires => FoundState::Fires,
                WatchState::Warns => FoundState::Warns,
                WatchState::CannotJudge => FoundState::CannotJudge,
                WatchState::NotApplicable | WatchState::NotYet | WatchState::Quiet | WatchState::Decided => continue,
            };
            self.row(FoundKind::Monitor, &declared.id, &watch.case, state, None, &[&watch.alert]);
            if watch.opens.is_some() {
                self.begin(FoundKind::Monitor, &declared.id, &watch.case);
            }
        }
    }

    /// Steps whose turn it is, of the cases that run on the thing, each asked of the text under which it began.
    async fn steps(&mut self, tx: &mut Tx, nobody: &Actor) -> Result<(), Failure> {
        let subject = self.thing.on.subject(self.tenant);
        let all = case::concerned(tx, self.tenant, None, &subject, MANY).await?.all()?;
        let mut known: Vec<((String, Digest, Digest), Asked)> = vec![];
        for one in all.into_iter().filter(|one| one.running().is_ok() && one.subject == subject) {
            let key = (one.document.clone(), one.pack, one.house);
            let at = match known.iter().position(|(known, _)| *known == key) {
                Some(at) => at,
                None => match asked_of(self.app, tx, nobody, &one, self.at).await {
                    Ok(asked) => {
                        known.push((key, asked));
                        known.len() - 1
                    }
                    // Its text cannot be read any more: its own page says so.
                    Err(Failure::Internal(_) | Failure::Unreadable(_) | Failure::State { .. }) => continue,
                    Err(other) => return Err(other),
                },
            };
            if let Some((_, asked)) = known.get(at) {
                self.course(&one, asked);
            }
        }
        Ok(())
    }

    fn course(&mut self, case: &Case, asked: &Asked) {
        let mut question = asked.ask.question(self.at, &asked.facts);
        question.procedure = Some(case.procedure.clone());
        let Some(course) = asked.governing.regulation.course(&question) else { return };
        let id: CaseId = case.id;
        for step in course.open() {
            let item = format!("{}/{}", case.procedure, step.id);
            let owner = step.whose().only(|holder| step.is_for(&holder.person, &holder.capacity));
            // Whoever is told of what is late sees it beside those whose it is.
            let (state, who) = match (step.late, step.soon) {
                (true, _) => (FoundState::Missed, vec![&owner, &step.alert]),
                (false, true) => (FoundState::Warns, vec![&owner]),
                (false, false) => (FoundState::Open, vec![&owner]),
            };
            self.row(FoundKind::Step, &item, &id.to_string(), state, step.due, &who);
        }
    }
}

fn holders(people: &People) -> impl Iterator<Item = Holder> {
    let all = people.iter().flat_map(|who| who.holders.iter());
    all.filter_map(|one| Some(Holder { person: one.person.parse().ok()?, capacity: one.capacity.parse().ok()? }))
}
