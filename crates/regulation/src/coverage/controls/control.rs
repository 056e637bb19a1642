//! A control: an item that rests on clauses, with what it can do for them and what it needs of the running program.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use crate::{
    coverage::wiring::Part,
    expr::{Condition, Query},
    pack::{ClauseClass, Event, Guards, Procedure, RoleRef},
    terms::{Clauses, Id},
};

/// Something that acts on clauses.
#[derive(Debug, Clone)]
pub struct Control {
    /// `rule:category`, `chain:check/check`.
    pub id: String,
    /// The first part of the id.
    pub kind: &'static str,
    pub clauses: Clauses,
    /// The acts that it speaks of.
    pub acts: BTreeSet<Action>,
    /// In which ways it carries a clause, the most natural first.
    pub carries: Vec<ClauseClass>,
    /// What it needs of the program.
    pub needs: Needs,
}

/// What a control needs so that the program asks it.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// One of these acts is asked; empty: no act at all.
    pub one_of: BTreeSet<Action>,
    /// All of these are asked.
    pub acts: BTreeSet<Action>,
    /// These fields are supplied.
    pub fields: BTreeSet<String>,
    /// These parts run.
    pub parts: BTreeSet<Part>,
    /// The last time of these events is supplied.
    pub events: BTreeSet<String>,
    /// Things of this kind are there for procedures and duties to run on; empty: none is needed.
    pub things: BTreeSet<String>,
    /// What opens it: one of these events is made to happen; absent: a person opens it, or nothing has to.
    pub opened: Option<BTreeSet<String>>,
    /// One of these findings can be found; empty: none is needed.
    pub findings: BTreeSet<String>,
    /// It acts only through others, of which one must be connected: their ids.
    pub through: Option<BTreeSet<String>>,
    /// What conditions and references name: `param:x`, `calendar:x`, `role:x`, `record:x` … Items of that name act
    /// through this control.
    pub names: BTreeSet<String>,
}

impl Needs {
    /// The last time of an event: of one that the pack makes by the part that keeps it, of any other by its provider.
    pub(super) fn happens(&mut self, event: &str) {
        match event.split_once(':').map(|(kind, _)| kind) {
            Some("record") => self.parts.insert(Part::Records),
            Some("step" | "opened" | "closed") => self.parts.insert(Part::Procedures),
            Some("duty" | "missed") => self.parts.insert(Part::Duties),
            _ => self.events.insert(event.to_owned()),
        };
    }

    /// A procedure can be opened.
    pub(super) fn runs(&mut self, procedure: &Procedure) {
        self.things.insert(procedure.subject.as_str().to_owned());
        if procedure.opened_by.is_empty() && self.opened.is_none() {
            self.opened = Some(procedure.on.iter().map(|event| event.0.clone()).collect());
        }
    }
}

impl Control {
    pub(super) fn new(kind: &'static str, id: impl std::fmt::Display, clauses: &[Id], carries: &[ClauseClass]) -> Self {
        Self {
            id: format!("{kind}:{id}"),
            kind,
            clauses: clauses.iter().cloned().collect(),
            acts: BTreeSet::new(),
            carries: carries.to_vec(),
            needs: Needs::default(),
        }
    }

    /// It speaks of these acts, and acts if one of them is asked.
    pub(super) fn on<'a>(mut self, acts: impl IntoIterator<Item = &'a Action>) -> Self {
        self.acts.extend(acts);
        self.needs.one_of.extend(&self.acts);
        self
    }

    pub(super) fn guarded(mut self, guards: &Guards) -> Self {
        let guarded = [
            (&guards.class, "account.class"),
            (&guards.service, "target.service"),
            (&guards.category, "post.category"),
            (&guards.actor, "actor.kind"),
            (&guards.state, "account.state"),
            (&guards.finding, "post.findings"),
        ];
        for (_, path) in guarded.into_iter().filter(|(list, _)| !list.is_empty()) {
            self.needs.fields.insert(path.to_owned());
        }
        self.needs.findings.extend(guards.finding.iter().cloned());
        self.needs.names.extend(guards.mode.iter().map(|mode| format!("mode:{mode}")));
        self.needs.names.extend(guards.until_param.iter().map(|param| format!("param:{param}")));
        self.needs.names.extend(guards.class.iter().map(|class| format!("class:{class}")));
        let procedures = guards.step.iter().filter_map(|step| step.split_once('/')).map(|(procedure, _)| procedure);
        self.needs.names.extend(procedures.map(|id| format!("procedure:{id}")));
        self.roles(&guards.role)
    }

    pub(super) fn roles(mut self, roles: &[RoleRef]) -> Self {
        self.needs.names.extend(roles.iter().map(role_name));
        self
    }

    pub(super) fn records<'a>(mut self, kinds: impl IntoIterator<Item = &'a String>) -> Self {
        self.needs.names.extend(kinds.into_iter().map(|kind| format!("record:{kind}")));
        self
    }

    pub(super) fn reads(mut self, condition: Option<&Condition>) -> Self {
        let Some(condition) = condition else { return self };
        let needs = &mut self.needs;
        needs.fields.extend(condition.reads().iter().map(|path| (*path).to_owned()));
        needs.names.extend(condition.params().iter().map(|param| format!("param:{param}")));
        needs.names.extend(condition.kinds().iter().map(|kind| format!("record:{kind}")));
        for query in condition.queries() {
            let mut name = |kind: &str, id: &str| {
                needs.names.insert(format!("{kind}:{id}"));
            };
            match query {
                Query::Within(id) => {
                    name("calendar", id);
                    name("param", id);
                }
                Query::Days(id) => name("clock", id),
                Query::Overdue(id, param) => {
                    name("clock", id);
                    name("param", param);
                }
                Query::Count(id) => name("count", id),
                Query::Baseline(id) | Query::Latest(id) => name("baseline", id),
                Query::Recorded(kind) | Query::RecordDate(kind) => name("record", kind),
                Query::AllGave(kind, role) | Query::AllGaveSince(kind, role, _) => {
                    name("record", kind);
                    needs.names.insert(named_role(role));
                }
                Query::Holders(role) => {
                    needs.names.insert(named_role(role));
                }
                Query::Complete(document) => name("document", document),
                Query::Meets(param) => name("param", param),
                Query::Mode(mode) => name("mode", mode),
                Query::Open(id) | Query::Done(id) | Query::StepDate(id) => {
                    name("procedure", id.split('/').next().unwrap_or(id));
                }
                Query::After(first, second) => {
                    needs.names.extend([first, second].into_iter().filter_map(|event| event_name(event)))
                }
                Query::Listed | Query::Today | Query::Now => {}
            }
            match query {
                Query::After(first, second) => {
                    needs.happens(first);
                    needs.happens(second);
                }
                Query::AllGaveSince(_, _, event) => {
                    needs.parts.insert(Part::Records);
                    needs.happens(event);
                }
                Query::Count(_) => {
                    needs.parts.insert(Part::Counts);
                }
                Query::Open(_) | Query::Done(_) | Query::StepDate(_) => {
                    needs.parts.insert(Part::Procedures);
                }
                Query::Meets(_) => {
                    needs.fields.extend(
                        ["digits", "guessable", "length", "letters", "symbols"].map(|name| format!("password.{name}")),
                    );
                }
                Query::Listed => {
                    needs.fields.extend(["account.handle", "account.service"].map(str::to_owned));
                }
                _ => {}
            }
        }
        self
    }

    pub(super) fn names(mut self, kind: &str, ids: impl IntoIterator<Item = impl std::fmt::Display>) -> Self {
        self.needs.names.extend(ids.into_iter().map(|id| format!("{kind}:{id}")));
        self
    }

    /// It speaks of these events, and needs to know when they last happened.
    pub(super) fn needs_events<'a>(mut self, events: impl IntoIterator<Item = &'a Event> + Clone) -> Self {
        for event in events.clone() {
            self.needs.happens(&event.0);
        }
        self.events(events)
    }

    pub(super) fn events<'a>(mut self, events: impl IntoIterator<Item = &'a Event>) -> Self {
        self.needs.names.extend(events.into_iter().filter_map(|event| event_name(&event.0)));
        self
    }

    /// It acts through what names it.
    pub(super) fn passive(mut self, name: String) -> Self {
        self.needs.through = Some([name].into());
        self
    }
}

/// A role as conditions write it.
fn named_role(role: &str) -> String {
    if role.starts_with("reading:") { role.to_owned() } else { format!("role:{role}") }
}

/// The item of which an event speaks: `record:note`, `procedure:closing`.
fn event_name(event: &str) -> Option<String> {
    let (kind, id) = event.split_once(':')?;
    let id = id.split('/').next().unwrap_or(id);
    match kind {
        "record" => Some(format!("record:{id}")),
        "step" | "opened" | "closed" => Some(format!("procedure:{id}")),
        "duty" | "missed" => Some(format!("duty:{id}")),
        _ => None,
    }
}

/// A role as names are written.
fn role_name(role: &RoleRef) -> String {
    match role {
        RoleRef::Own(id) => format!("role:{id}"),
        RoleRef::House(id) => format!("role:house:{id}"),
        RoleRef::Reading(id) => format!("reading:{id}"),
    }
}

pub(super) fn asks_records(control: Control, kinds: &[String]) -> Control {
    let mut control = control.records(kinds);
    if !kinds.is_empty() {
        control.needs.acts.insert(Action::RecordGive);
        control.needs.parts.insert(Part::Records);
    }
    control
}
