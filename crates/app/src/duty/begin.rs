//! What the clock finds opens what the text lets follow: a monitor that fires, a duty that was missed. Asked once more in the
//! transaction that opens it, so two workers open it once.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, CaseId, duty::FoundKind, record::Subject};
use tatefuda_regulation::{DutyState, WatchState};

use super::thing;
use crate::{
    actor::{Actor, Via},
    case::Opens,
    command::{Command, Cx, Reads},
    facts,
    failure::Failure,
};

/// How far back a missed instance may lie that still opens something.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Opens what follows from what the clock found. For the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginByClock {
    /// Id of the document.
    pub document: String,
    /// What it was found by.
    pub kind: FoundKind,
    /// The monitor or duty.
    pub item: String,
    /// Which time or period of it.
    pub instance: String,
    /// The kind of thing that it is about.
    pub subject_kind: String,
    pub subject_id: String,
    /// The account concerned.
    pub account: Option<AccountId>,
}

/// What is to be opened.
struct Follows {
    procedure: String,
    origin: String,
    title: String,
}

impl Command for BeginByClock {
    const NAME: &'static str = "duty.begin";
    const READS: Reads<Self> = Reads::Open;
    const HAPPENS: &[&str] = &["incident.opened", "opened"];
    type Out = CaseId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<CaseId, Failure> {
        // Only the program has a clock.
        if cx.actor.named().is_some() {
            return Err(Failure::NotFound);
        }
        let subject = Subject::new(&self.subject_kind, &self.subject_id);
        cx.subject(&subject.kind, &subject.id);
        cx.detail("found", &self.item);
        let on = thing::reference(&subject, self.account).ok_or(Failure::NotFound)?;
        let nobody = Actor::nobody(cx.tenant(), Via::Worker);
        let ask = thing::question(&on, Some(&self.document));
        let asked = facts::ask(cx.app, cx.tx, &nobody, ask, cx.at).await?;
        let follows = self.follows(&asked).ok_or_else(|| Failure::state("nothing-begins"))?;
        let opens = Opens { procedure: &follows.procedure, origin: follows.origin, title: follows.title, by: None };
        opens.on(cx, &on, Some(&self.document)).await?.ok_or_else(|| Failure::state("nothing-begins"))
    }
}

impl BeginByClock {
    fn follows(&self, asked: &facts::Asked) -> Option<Follows> {
        let regulation = &asked.governing.regulation;
        let question = asked.ask.question(asked.at, &asked.facts);
        match self.kind {
            FoundKind::Monitor => {
                let watch = regulation.watch(&self.item, &question)?;
                let procedure = watch.opens.filter(|_| watch.state == WatchState::Fires)?;
                // The monitor stays quiet as long as a case has this origin.
                Some(Follows { procedure, origin: watch.case, title: watch.label.ja.clone() })
            }
            FoundKind::Duty => {
                let from = asked.at.checked_sub(BACK).unwrap_or(Timestamp::MIN);
                let all = regulation.instances(&self.item, &question, from, asked.at).unwrap_or_default();
                let missed = all.into_iter().find(|one| one.id == self.instance && one.state == DutyState::Missed)?;
                let origin = format!("missed:{}@{}", self.item, self.instance);
                let known = asked.facts.procedures.iter().any(|one| one.origin.as_deref() == Some(origin.as_str()));
                let title = regulation.duty(&self.item).map(|duty| duty.label.ja.clone()).unwrap_or_default();
                missed.opens.filter(|_| !known).map(|procedure| Follows { procedure, origin, title })
            }
            FoundKind::Step => None,
        }
    }
}
