//! What the items of a layer read, act by act: use-cases assemble only this.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use super::layer::LayerState;
use crate::{
    expr::{Condition, Query},
    pack::{Binding, Builtin, Duty, Exception, Guards, Kept, Met, PartContent, Procedure, RemedySpec, Within},
    schema,
};

impl LayerState {
    /// Fields that the rules of an action read.
    pub fn reads(&self, action: Action) -> BTreeSet<&'static str> {
        let mut reads = Reads::default();
        for rule in self.rules_on(action) {
            reads.guards(&rule.guards).condition(rule.applies.as_ref());
            if let Kept::Condition(condition) = &rule.kept {
                reads.condition(Some(condition));
            }
            self.exceptions_below(&rule.id).into_iter().for_each(|exception| reads.exception(exception));
        }
        for chain in self.pack.chains.iter().filter(|chain| chain.before.contains(&action) || is_post(action)) {
            reads.guards(&chain.guards).condition(chain.applies.as_ref());
            self.exceptions_below(&chain.id).into_iter().for_each(|exception| reads.exception(exception));
        }
        for power in self.pack.powers.iter().filter(|power| power.grants.contains(&action)) {
            reads.guards(&power.guards).condition(power.applies.as_ref());
        }
        for silence in self.pack.silences.iter().filter(|silence| silence.on.contains(&action)) {
            reads.guards(&silence.guards);
        }
        for standing in self.pack.standings.iter().filter(|standing| standing.on.contains(&action)) {
            reads.guards(&standing.guards);
        }
        for read_as in &self.pack.read_as {
            reads.guards(&read_as.guards);
        }
        for procedure in self.pack.procedures.iter().filter(|procedure| self.stands_before(procedure, action)) {
            reads.guards(&procedure.guards).condition(procedure.applies.as_ref());
        }
        // Whoever looks which duties are open asks about their answers, and what is watched is looked at with them.
        let answers = action == Action::DutyAnswer;
        for duty in self.pack.duties.iter().filter(|duty| answers || duty.blocks.contains(&action)) {
            reads.guards(&duty.guards).condition(duty.applies.as_ref());
        }
        for monitor in self.pack.monitors.iter().filter(|_| answers) {
            reads.guards(&monitor.guards).condition(Some(&monitor.fires)).condition(monitor.warns.as_ref());
        }
        for role in &self.pack.roles {
            if role.within == Some(Within::Owner) {
                reads.found.insert("account.sections");
            }
            if role.bound == Binding::Another && matches!(action, Action::PostDeny | Action::PostResolve) {
                reads.found.insert("post.scheduled_by");
            }
            if let Binding::Table { key, .. } = &role.bound {
                reads.found.extend(schema::field(key).map(|field| field.path));
            }
        }
        let asked =
            self.pack.documents.iter().filter(|document| {
                reads.documents.contains(&document.id)
                    || self.pack.procedures.iter().filter(|procedure| self.stands_before(procedure, action)).any(
                        |procedure| procedure.steps.iter().any(|step| step.document.as_ref() == Some(&document.id)),
                    )
            });
        let mut reads = {
            let facts = asked.flat_map(|document| &document.parts).filter_map(|part| match &part.content {
                PartContent::Fact(path) => schema::field(path).map(|field| field.path),
                _ => None,
            });
            let facts: Vec<&'static str> = facts.collect();
            reads.found.extend(facts);
            reads.found
        };
        if self.rules_on(action).any(|rule| matches!(rule.kept, Kept::Builtin(Builtin::Governing))) {
            reads.insert("target.service");
        }
        if action == Action::RecordGive {
            reads.extend(["record.kind", "record.rule", "record.person"]);
        }
        // The way outside the system is named where life and limb are concerned.
        if is_post(action) && self.pack.categories.iter().any(|category| category.disaster) {
            reads.insert("post.category");
        }
        reads
    }

    /// Whether a step that has a say in an act takes a document.
    pub fn takes_papers(&self, action: Action) -> bool {
        let asked = self.pack.procedures.iter().filter(|procedure| self.stands_before(procedure, action));
        asked.flat_map(|procedure| &procedure.steps).any(|step| step.document.is_some())
    }

    /// Whether a procedure has a say in an act.
    fn stands_before(&self, procedure: &Procedure, action: Action) -> bool {
        matches!(action, Action::StepDo | Action::IncidentClose)
            || procedure.steps.iter().any(|step| step.act == Some(action))
    }

    /// Exceptions from a rule, and theirs in turn.
    fn exceptions_below(&self, id: &str) -> Vec<&Exception> {
        let mut found: Vec<&Exception> = self.exceptions_of(id).collect();
        let mut at = 0;
        while at < found.len() {
            let more: Vec<&Exception> = self.exceptions_of(&found[at].id).collect();
            found.extend(more);
            at += 1;
        }
        found
    }

    /// Ids of the kinds whose records an action's rules read.
    pub fn kinds_on(&self, action: Action) -> BTreeSet<String> {
        let own = |kind: &str| self.kind_id(kind).into_owned();
        let mut kinds = BTreeSet::new();
        for rule in self.rules_on(action) {
            if let Kept::Record(kind) | Kept::Decision(kind) = &rule.kept {
                kinds.insert(own(kind));
            }
            kinds.extend(rule.remedies.iter().filter_map(|remedy| match remedy {
                RemedySpec::Record(kind) => Some(own(kind)),
                _ => None,
            }));
            kinds.extend(rule.exception.iter().map(|grant| own(&grant.record)));
            kinds.extend(self.exceptions_below(&rule.id).iter().flat_map(|x| &x.needs).map(|kind| own(kind)));
        }
        // What roles, kinds of actor, modes, boards and conditions read, whatever the act.
        for role in &self.pack.roles {
            if let Binding::Record(kind) | Binding::RecordField { kind, .. } = &role.bound {
                kinds.insert(own(kind));
            }
            kinds.extend(role.records.iter().map(|kind| own(kind)));
        }
        kinds.extend(self.pack.actor_kinds.iter().flat_map(|kind| &kind.needs).map(|kind| own(kind)));
        kinds.extend(self.pack.modes.iter().flat_map(|mode| mode.start.iter().chain(&mode.end)).map(|kind| own(kind)));
        kinds.extend(self.pack.boards.iter().map(|board| own(&board.record)));
        kinds.extend(self.pack.conditions().flat_map(Condition::kinds).map(|kind| own(kind)));
        if self.pack.procedures.iter().any(|procedure| self.stands_before(procedure, action)) {
            let steps = self.pack.procedures.iter().flat_map(|procedure| &procedure.steps);
            kinds.extend(steps.flat_map(|step| step.record.iter().chain(&step.decision)).map(|kind| own(kind)));
            kinds.extend(
                self.pack.documents.iter().filter_map(|document| document.record.as_ref()).map(|kind| own(kind)),
            );
        }
        let asked = |duty: &&Duty| action == Action::DutyAnswer || duty.blocks.contains(&action);
        for duty in self.pack.duties.iter().filter(asked) {
            if let Met::Record(kind) = &duty.met {
                kinds.insert(own(kind));
            }
        }
        for chain in self.pack.chains.iter() {
            if chain.strength == crate::Strength::Principle {
                kinds.insert("house:exception".to_owned());
            }
            kinds.extend(self.exceptions_below(&chain.id).iter().flat_map(|x| &x.needs).map(|kind| own(kind)));
        }
        let powers = self.pack.powers.iter().filter(|power| power.grants.contains(&action));
        kinds.extend(powers.flat_map(|power| &power.needs).map(|kind| own(kind)));
        // With what waits for its approval comes what approves it.
        let approvals = self.pack.record_kinds.iter().filter_map(|kind| Some((kind, kind.approval.as_ref()?)));
        for (kind, approval) in approvals {
            if kinds.contains(&own(&kind.id)) {
                kinds.insert(own(&approval.record));
            }
        }
        kinds
    }
}

/// Fields found so far, and documents that conditions ask about.
#[derive(Default)]
struct Reads {
    found: BTreeSet<&'static str>,
    documents: BTreeSet<String>,
}

impl Reads {
    fn guards(&mut self, guards: &Guards) -> &mut Self {
        let guarded = [
            (&guards.class, "account.class"),
            (&guards.service, "target.service"),
            (&guards.category, "post.category"),
            (&guards.actor, "actor.kind"),
            (&guards.state, "account.state"),
            (&guards.finding, "post.findings"),
        ];
        self.found.extend(guarded.into_iter().filter(|(list, _)| !list.is_empty()).map(|(_, path)| path));
        self
    }

    fn condition(&mut self, condition: Option<&Condition>) -> &mut Self {
        if let Some(condition) = condition {
            self.found.extend(condition.reads().iter().copied());
            self.documents.extend(condition.queries().iter().filter_map(|query| match query {
                Query::Complete(id) => Some(id.clone()),
                _ => None,
            }));
        }
        self
    }

    fn exception(&mut self, exception: &Exception) {
        self.guards(&exception.guards).condition(exception.applies.as_ref());
    }
}

fn is_post(action: Action) -> bool {
    action.as_str().starts_with("post.")
}
