//! Questions that the clock asks, and what events open.

use serde::Serialize;
use tatefuda_domain::{Digest, Localized};

use super::{
    applies,
    cx::{Cx, Source},
    document::{self, DocumentState},
    duty::DutyInstance,
    guards,
    question::Question,
    readas,
    regulation::{BODY, Regulation},
    time, words,
};
use crate::{
    answer::People,
    expr::{Halt, Query},
    pack::{Duty, Event, Monitor, ProcedureSubject, Timing},
    terms::{ClauseRef, Strength},
};

/// What a monitor found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WatchState {
    /// It does not watch this.
    NotApplicable,
    /// Its time has not come.
    NotYet,
    /// Nothing to say.
    Quiet,
    /// Not yet, but soon.
    Warns,
    Fires,
    /// It fired for this period, and the case is open or was decided.
    Decided,
    /// It cannot be judged: without the facts nothing is green.
    CannotJudge,
}

/// The result of one monitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Watch {
    /// Id of the monitor.
    pub monitor: String,
    pub label: Localized,
    /// What it found.
    pub state: WatchState,
    pub message: Localized,
    pub clauses: Vec<ClauseRef>,
    /// Which case it is: the monitor and the event from which its period counts. Opening the case under this origin
    /// keeps the monitor from firing again for the same period.
    pub case: String,
    /// The procedure that it opens when it fires.
    pub opens: Option<String>,
    /// Who is told when it fires, warns or cannot judge.
    pub alert: People,
    /// Digest of packs, settings and facts, as with answers.
    pub pack_digest: Digest,
    pub settings_digest: Digest,
}

/// Something that an event opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// `procedure` or `duty`.
    pub what: &'static str,
    pub id: String,
    pub label: Localized,
    pub clauses: Vec<ClauseRef>,
    /// Until when it must be done, where that can be told.
    pub due: Option<jiff::Timestamp>,
    /// Who has it.
    pub who: People,
}

impl Regulation {
    /// What a monitor of the body says; `None`: there is no such monitor.
    pub fn watch(&self, id: &str, question: &Question<'_>) -> Option<Watch> {
        self.viewed(question, |question| {
            self.layers.iter().enumerate().skip(BODY).find_map(|(layer, state)| {
                let monitor = state.pack.monitors.iter().find(|monitor| monitor.id == id)?;
                Some(watch(Cx { regulation: self, question, layer, item: "" }, monitor))
            })
        })
    }

    /// Duties of the body and of further layers about a kind of thing.
    pub fn duties(&self, subject: ProcedureSubject) -> impl Iterator<Item = &Duty> {
        let below = self.layers.iter().skip(BODY);
        below.flat_map(|layer| &layer.pack.duties).filter(move |duty| duty.subject == subject)
    }

    /// The declaration of a duty.
    pub fn duty(&self, id: &str) -> Option<&Duty> {
        self.layers.iter().skip(BODY).flat_map(|layer| &layer.pack.duties).find(|duty| duty.id == id)
    }

    /// Who has a duty, and who is told where it is missed: of a duty whose times nobody can tell.
    pub fn duty_people(&self, id: &str, question: &Question<'_>) -> (People, People) {
        self.viewed(question, |question| {
            (BODY..self.layers.len())
                .find_map(|layer| {
                    let cx = Cx { regulation: self, question, layer, item: "" };
                    let duty = cx.duty(id)?;
                    let told =
                        duty.missed.iter().flat_map(|follows| readas::roles(cx, &duty.id, &follows.alert).into_owned());
                    Some((cx.duty_holders(duty), cx.people(&told.collect::<Vec<_>>())))
                })
                .unwrap_or_default()
        })
    }

    /// What the body and further layers watch.
    pub fn monitors(&self) -> impl Iterator<Item = &Monitor> {
        self.layers.iter().skip(BODY).flat_map(|layer| &layer.pack.monitors)
    }

    /// Instances of a duty of the body between two moments, for the subject of the facts.
    ///
    /// # Errors
    /// In words: no such duty, an unset parameter, an event that nobody supplied.
    pub fn instances(
        &self,
        id: &str,
        question: &Question<'_>,
        from: jiff::Timestamp,
        to: jiff::Timestamp,
    ) -> Result<Vec<DutyInstance>, String> {
        self.viewed(question, |question| {
            for (layer, state) in self.layers.iter().enumerate().skip(BODY) {
                let Some(duty) = state.pack.duties.iter().find(|duty| duty.id == id) else { continue };
                let cx = Cx { regulation: self, question, layer, item: "" };
                let applies = applies::applies(Cx { item: &duty.id, ..cx }, &duty.guards, duty.applies.as_ref());
                if !applies.map_err(|halt| halt.detail())? {
                    return Ok(vec![]);
                }
                return cx.duty_instances(duty, from, to).map_err(|halt| halt.detail());
            }
            Err(format!("there is no duty {id}"))
        })
    }

    /// Procedures and duties that an event opens, for the subject of the facts.
    pub fn opens(&self, event: &Event, question: &Question<'_>) -> Vec<Opening> {
        self.viewed(question, |question| {
            let mut found = vec![];
            for (layer, state) in self.layers.iter().enumerate().skip(BODY) {
                let cx = Cx { regulation: self, question, layer, item: "" };
                // What cannot be told opens: a procedure too many is ended by a person, one too few is missed by everybody.
                let admits =
                    |item, guards, applies| applies::applies(Cx { item, ..cx }, guards, applies).unwrap_or(true);
                for procedure in state.pack.procedures.iter().filter(|procedure| procedure.on.contains(event)) {
                    if !admits(&procedure.id, &procedure.guards, procedure.applies.as_ref()) {
                        continue;
                    }
                    let first = procedure.steps.iter().find(|step| step.after.is_empty());
                    let due = first.and_then(|step| {
                        time::end_after(self, layer, question, question.at, step.within.as_ref()?).ok()
                    });
                    let who = first.map(|step| cx.people(&cx.owners(procedure, step))).unwrap_or_default();
                    found.push(Opening {
                        what: "procedure",
                        id: procedure.id.to_string(),
                        label: procedure.label.clone(),
                        clauses: cx.cite(&procedure.clauses),
                        due,
                        who,
                    });
                }
                for duty in &state.pack.duties {
                    let Timing::On(events) = &duty.timing else { continue };
                    if !events.contains(event) || !admits(&duty.id, &duty.guards, duty.applies.as_ref()) {
                        continue;
                    }
                    let due = match &duty.within {
                        Some(within) => time::end_after(self, layer, question, question.at, within).ok(),
                        None if duty.no_limit => None,
                        None => tatefuda_calendar::end_of_day(self.day(question.at), &self.zone),
                    };
                    found.push(Opening {
                        what: "duty",
                        id: duty.id.to_string(),
                        label: duty.label.clone(),
                        clauses: cx.cite(&duty.clauses),
                        due,
                        who: cx.duty_holders(duty),
                    });
                }
            }
            found
        })
    }

    /// How complete a document of the body or of a further layer is; `None`: there is no such document.
    pub fn document(&self, id: &str, question: &Question<'_>) -> Option<DocumentState> {
        self.viewed(question, |question| {
            (BODY..self.layers.len())
                .find_map(|layer| document::state(Cx { regulation: self, question, layer, item: "" }, id))
        })
    }
}

fn watch(cx: Cx<'_, '_>, monitor: &Monitor) -> Watch {
    let source =
        Source { id: &monitor.id, clauses: &monitor.clauses, strength: Strength::Duty, message: &monitor.message };
    let mut case = monitor.id.to_string();
    let found = judge(Cx { item: &monitor.id, ..cx }, monitor, &mut case);
    let (state, message) = match found {
        Ok(state) => (state, cx.says(source)),
        Err(halt) => (WatchState::CannotJudge, words::fault(&halt, &cx.says(source))),
    };
    let told = matches!(state, WatchState::Fires | WatchState::Warns | WatchState::CannotJudge);
    Watch {
        monitor: monitor.id.to_string(),
        label: monitor.label.clone(),
        state,
        message,
        clauses: cx.cite(&monitor.clauses),
        case,
        opens: monitor.opens.clone().filter(|_| state == WatchState::Fires),
        alert: if told { cx.people(&readas::roles(cx, &monitor.id, &monitor.alert)) } else { People::default() },
        pack_digest: cx.regulation.digest(),
        settings_digest: cx.regulation.settings_digest,
    }
}

fn judge(cx: Cx<'_, '_>, monitor: &Monitor, case: &mut String) -> Result<WatchState, Halt> {
    if !guards::admit(cx.regulation, cx.layer, &monitor.guards, cx.question)? {
        return Ok(WatchState::NotApplicable);
    }
    if let Some(due) = &monitor.due {
        let Some(event) = time::last_of(cx.regulation, cx.layer, cx.question, &due.since, due.otherwise.as_ref())?
        else {
            return Err(Halt::absent(&format!("event {}", due.since), ""));
        };
        *case = format!("{}@{}", monitor.id, cx.regulation.day(event));
        // The day on which the period ends is the first on which the question is asked.
        let end = time::end_after(cx.regulation, cx.layer, cx.question, event, &due.after)?;
        if cx.regulation.day(cx.question.at) < cx.regulation.day(end) {
            return Ok(WatchState::NotYet);
        }
    } else if let Some(event) = counted_from(cx, monitor) {
        *case = format!("{}@{}", monitor.id, cx.regulation.day(event));
    }
    if applies::holds(cx, &monitor.fires)? {
        let decided = cx.question.facts.procedures.iter().any(|one| {
            one.origin.as_deref() == Some(case.as_str()) && time::concerns(cx.question, one.subject.as_deref())
        });
        return Ok(if decided { WatchState::Decided } else { WatchState::Fires });
    }
    match &monitor.warns {
        Some(warns) if applies::holds(cx, warns)? => Ok(WatchState::Warns),
        _ => Ok(WatchState::Quiet),
    }
}

/// The event of the first clock that a monitor reads: it names the period of the case.
fn counted_from(cx: Cx<'_, '_>, monitor: &Monitor) -> Option<jiff::Timestamp> {
    monitor.fires.queries().iter().find_map(|query| {
        let (Query::Days(id) | Query::Overdue(id, _)) = query else { return None };
        let clock = cx.regulation.layers[cx.layer].pack.clocks.iter().find(|clock| clock.id == *id)?;
        time::last_of(cx.regulation, cx.layer, cx.question, &clock.since, clock.otherwise.as_ref()).ok().flatten()
    })
}
