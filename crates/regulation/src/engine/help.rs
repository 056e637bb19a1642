//! The way on: remedies with people, and the human road under every refusal.

use std::collections::BTreeMap;

use tatefuda_domain::Localized;

use super::{
    cases,
    cx::{Cx, Source},
    quorum, readas, records,
    regulation::{BODY, HOUSE},
    roles, select, words,
};
use crate::{
    answer::{Line, Outcome, People, Remedy},
    expr::Halt,
    facts::Value,
    pack::{Chain, ChainStep, ExceptionGrant, RemedySpec, RoleRef},
    schema,
    terms::RecordScope,
};

impl Cx<'_, '_> {
    /// A refusal with the human road.
    pub fn refusal(
        &self,
        source: Source<'_>,
        outcome: Outcome,
        message: Localized,
        mut who: People,
        remedies: Vec<Remedy>,
    ) -> Line {
        let mut line = self.line(source, outcome, message);
        line.remedies = remedies;
        let contacts = self.contacts();
        if who.is_empty() {
            who = contacts;
        } else {
            let more = contacts.iter().filter(|contact| !who.iter().any(|named| named.role == contact.role));
            who = who.iter().chain(more).cloned().collect();
        }
        let house = &self.regulation.layers[HOUSE].pack.header;
        if line.remedies.iter().all(|remedy| !matches!(remedy, Remedy::AskHuman { .. })) {
            line.remedies.push(Remedy::AskHuman { who: who.clone(), label: house.human_road.clone() });
        }
        if self.is_disaster() {
            line.remedies.push(Remedy::AskHuman { who: who.clone(), label: house.outside_road.clone() });
        }
        line.who = who;
        line
    }

    /// Ways that lead over people, where no change of the content helps. Where lives are at stake there is always one
    /// outside the system.
    pub fn human_roads(&self, label: Localized) -> Vec<Remedy> {
        let who = self.contacts();
        let mut ways = vec![Remedy::AskHuman { who: who.clone(), label }];
        if self.is_disaster() {
            let label = self.regulation.layers[HOUSE].pack.header.outside_road.clone();
            ways.push(Remedy::AskHuman { who, label });
        }
        ways
    }

    /// Roles to turn to when nothing else names anybody.
    fn contacts(&self) -> People {
        let find = || {
            let contact = &self.regulation.layers[BODY].pack.header.contact;
            roles::able(self.regulation, self.question, BODY, contact, false)
        };
        match self.question.memo.filter(|_| !self.question.nested) {
            Some(memo) => memo.contacts.get_or_init(find).clone(),
            None => find(),
        }
    }

    fn is_disaster(&self) -> bool {
        let Ok(Value::Text(category)) = self.question.facts.get("post.category") else { return false };
        self.regulation.categories().iter().any(|known| known.disaster && known.id == *category)
    }

    /// People who hold any of several roles of this layer.
    pub fn people(&self, refs: &[RoleRef]) -> People {
        roles::able(self.regulation, self.question, self.layer, refs, false)
    }

    /// Declared remedies with people and choices.
    pub fn remedies(&self, source: &str, specs: &[RemedySpec]) -> Vec<Remedy> {
        specs.iter().map(|spec| self.remedy(source, spec)).collect()
    }

    fn remedy(&self, source: &str, spec: &RemedySpec) -> Remedy {
        match spec {
            RemedySpec::Choose(field) => self.choose(field),
            RemedySpec::Record(kind) => self.give(kind, source, None),
            RemedySpec::Parameter(id) => self.set(&self.regulation.layers[self.layer].key("param", id)),
            RemedySpec::Appoint(role) => {
                let who = roles::who(self.regulation, self.question, self.layer, role);
                Remedy::Appoint { role: who.role, label: who.label }
            }
            RemedySpec::ChangeTime(label, calendar) => {
                let calendars = &self.regulation.layers[self.layer].calendars;
                let hours = calendar.as_ref().and_then(|id| calendars.get(id)?.as_ref().ok());
                let mut next = hours.map(|hours| fitting(hours, self.question.at)).unwrap_or_default().into_iter();
                Remedy::ChangeTime { label: label.clone(), to: next.next(), then: next.collect() }
            }
            RemedySpec::Procedure(id) => self.open_procedure(id),
            RemedySpec::Step(procedure, step) => self.do_step(procedure, step),
            RemedySpec::ReplaceMedium(label) => Remedy::ReplaceMedium { label: label.clone() },
            RemedySpec::Ask(roles, label) => Remedy::AskHuman { who: self.people(roles), label: label.clone() },
        }
    }

    /// Choose a field, with what may be chosen here.
    pub fn choose(&self, path: &str) -> Remedy {
        let field = schema::field(path);
        let choices = match field.map(|field| field.ty) {
            Some(schema::FieldType::Category) => {
                let categories = self.regulation.categories().iter();
                categories.map(|c| crate::terms::Choice { id: c.id.clone(), label: c.label.clone() }).collect()
            }
            Some(schema::FieldType::Level) => self.regulation.levels(),
            _ => field.map(schema::Field::choices).unwrap_or_default(),
        };
        Remedy::ChooseField { field: path.to_owned(), label: self.field_word(path), choices }
    }

    /// How the body calls a field: by the word of its text, else by that of the schema.
    pub fn field_word(&self, path: &str) -> Localized {
        let field = schema::field(path);
        let own = match field.map(|field| field.ty) {
            Some(schema::FieldType::Category) => self.regulation.category_word(),
            Some(schema::FieldType::Level) => self.regulation.classification().map(|scheme| &scheme.label),
            _ => None,
        };
        own.cloned().unwrap_or_else(|| field.map_or_else(|| Localized::new(path, path), schema::Field::label))
    }

    /// Give a record. `grant` names who may, where the kind leaves that to the rule.
    pub fn give(&self, kind: &str, source: &str, grant: Option<&ExceptionGrant>) -> Remedy {
        let id = self.regulation.layers[self.layer].kind_id(kind);
        let Some((layer, found)) = self.regulation.kind(&id) else {
            return Remedy::AskHuman { who: People::default(), label: words::unknown_kind(&id) };
        };
        let mut who = match grant {
            Some(grant) if !grant.by.is_empty() => self.people(&readas::roles(*self, source, &grant.by)),
            Some(_) => {
                let key = self.regulation.layers[self.layer].key("exception", source);
                [roles::positions(self.regulation, self.question, &key)].into_iter().collect()
            }
            None => {
                let by = readas::roles(Cx { layer, ..*self }, &found.id, &found.by);
                let able = roles::able(self.regulation, self.question, layer, &by, false);
                let nobody = able.iter().all(|who| who.holders.is_empty());
                if let Some(key) = roles::first_unset(self.regulation, self.question, layer, &by).filter(|_| nobody) {
                    return self.set(&key.0);
                }
                able
            }
        };
        let fixed = records::rule_field(found)
            .map(|field| BTreeMap::from([(field.to_owned(), format!("{}/{source}", self.document()))]))
            .unwrap_or_default();
        // What a person declares of themselves (a pledge) is for the actor alone. What others state of them (a training,
        // a consent) stays with those, unless the actor is one of them.
        if found.scope == RecordScope::Person && found.appoints.is_none() && grant.is_none() {
            let actor = &self.question.facts.actor.person;
            let among = who.iter().any(|who| who.holders.iter().any(|holder| holder.person == *actor));
            if among || !found.lines.is_empty() {
                who = who.only(|holder| holder.person == *actor);
            }
        }
        // Nobody could give it: somebody has to be appointed first.
        if let [only] = &*who
            && only.holders.is_empty()
            && found.by.iter().all(|by| !matches!(by, RoleRef::House(_)))
        {
            return Remedy::Appoint { role: only.role.clone(), label: only.label.clone() };
        }
        Remedy::GiveRecord { kind: id.into_owned(), label: found.label.clone(), scope: found.scope, who, fixed }
    }

    /// Give a step; where nobody may, somebody has to be appointed. A board decides by its record.
    pub fn step(&self, chain: &Chain, step: &ChainStep, after: Vec<String>) -> Remedy {
        if let Some(board) = step.decision_of.as_deref().and_then(|id| self.board(id)) {
            return self.give(&board.record.clone(), &chain.id, None);
        }
        let by = readas::roles(*self, &chain.id, &step.by);
        let able = roles::able(
            self.regulation,
            self.question,
            self.layer,
            &by,
            select::four_eyes(self.regulation, self.question),
        );
        let Some((first, others)) = able.split_first() else {
            return Remedy::AskHuman { who: People::default(), label: step.label.clone() };
        };
        let mut first = first.clone();
        // Several roles are alternatives: one list of people, named after the first.
        if !others.is_empty() {
            first.holders = able.iter().flat_map(|who| &who.holders).cloned().collect();
        }
        first
            .holders
            .retain(|holder| !select::is_excluded(*self, step, (&holder.person, &holder.capacity), self.question.at));
        if first.holders.is_empty() {
            return Remedy::Appoint { role: first.role, label: first.label };
        }
        self.given_by(chain, step, first, after)
    }

    /// The ways to a step. Where all who could give it wrote the content themselves, appointing another holder is none
    /// that a small body has: somebody else writes it, or whoever stands in for the holder checks it, or the body reads
    /// its text so that content which a second author took over is open to the first one's check.
    pub fn roads(&self, chain: &Chain, step: &ChainStep, after: Vec<String>) -> Vec<Remedy> {
        let only = self.step(chain, step, after);
        let label = match &only {
            Remedy::Appoint { label, .. } => label.clone(),
            _ => return vec![only],
        };
        let by = readas::roles(*self, &chain.id, &step.by);
        let wrote = roles::able(self.regulation, self.question, self.layer, &by, false);
        if wrote.iter().all(|who| who.holders.is_empty()) {
            return vec![only];
        }
        let authors = &self.question.facts.authors;
        let standings = self.regulation.layers[BODY].pack.standings.iter();
        let drafting: Vec<RoleRef> = standings
            .filter(|standing| standing.on.contains(&tatefuda_domain::Action::PostDraft))
            .flat_map(|standing| standing.by.clone())
            .collect();
        let others = roles::able(self.regulation, self.question, BODY, &drafting, false)
            .only(|holder| !authors.iter().any(|author| holder.person == *author));
        let mut roads = vec![
            Remedy::AskHuman { who: others, label: words::another_writes(&label, &step.label) },
            Remedy::AskHuman { who: wrote.clone(), label: words::deputy_checks(&label, &step.label) },
        ];
        let pack = &self.regulation.layers[BODY].pack;
        let reading = pack.lifts.iter().find_map(|lift| lift.adopted.as_ref());
        let unset = reading.filter(|param| self.regulation.layers[BODY].param(param, None).is_none());
        roads.extend(unset.map(|param| self.set(&self.regulation.layers[BODY].key("param", param))));
        roads
    }

    fn given_by(&self, chain: &Chain, step: &ChainStep, first: crate::answer::Who, after: Vec<String>) -> Remedy {
        Remedy::GiveStep {
            chain: chain.id.to_string(),
            step: step.id.clone(),
            label: step.label.clone(),
            who: first,
            after,
        }
    }

    /// Set a value that the body decides.
    pub fn set(&self, key: &str) -> Remedy {
        let label = match key.strip_prefix("extend:") {
            Some(service) => words::extend_to(service),
            None => self.key_label(key),
        };
        Remedy::SetParameter { param: key.to_owned(), label, who: People::default() }
    }

    /// What cures a fault: a field that can be chosen, or people who know.
    pub fn cure(&self, halt: &Halt) -> Remedy {
        match halt {
            Halt::Fault { field: Some(path), .. } => {
                let find = || match schema::field(path) {
                    Some(field) if field.optional => self.choose(path),
                    Some(field) => self.supply(field.ja, field.en),
                    None => self.supply(path, path),
                };
                match self.question.memo.filter(|_| !self.question.nested) {
                    Some(memo) => memo.cure(path, find),
                    None => find(),
                }
            }
            Halt::Fault { field: None, why } => self.supply(&why.ja, &why.en),
            Halt::Unset(_) | Halt::Key(_) => self.set(&self.unset_key(halt)),
        }
    }

    fn supply(&self, ja: &str, en: &str) -> Remedy {
        Remedy::AskHuman { who: self.contacts(), label: words::supply(ja, en) }
    }

    /// Do a step of a procedure; where nobody may, somebody has to be appointed.
    pub fn do_step(&self, procedure: &str, step: &str) -> Remedy {
        let found = self.procedure(procedure).and_then(|p| Some((p, p.steps.iter().find(|known| known.id == step)?)));
        let Some((procedure, step)) = found else {
            return Remedy::AskHuman { who: People::default(), label: words::unknown_step(step) };
        };
        let instance = cases::running(self.question, &procedure.id);
        let waits = |id: &&String| {
            let Some(before) = procedure.steps.iter().find(|known| known.id == **id) else { return false };
            instance.is_none_or(|instance| !self.is_done(procedure, instance, before))
        };
        // Of several that do it, those who have not yet.
        let who = instance
            .and_then(|instance| quorum::missing(*self, procedure, step, &quorum::parts(*self, instance, step)))
            .map_or_else(|| self.people(&self.owners(procedure, step)), |missing| missing.who);
        if let [only] = &*who
            && only.holders.is_empty()
        {
            return Remedy::Appoint { role: only.role.clone(), label: only.label.clone() };
        }
        Remedy::DoStep {
            procedure: procedure.id.to_string(),
            step: step.id.clone(),
            label: step.label.clone(),
            who,
            after: step.after.iter().filter(waits).cloned().collect(),
        }
    }

    pub fn open_procedure(&self, id: &str) -> Remedy {
        match self.procedure(id) {
            // What only a record opens is opened by giving it.
            Some(procedure)
                if procedure.opened_by.is_empty()
                    && procedure.on.iter().any(|event| event.0.starts_with("record:")) =>
            {
                let kinds = procedure.on.iter().filter_map(|event| event.0.strip_prefix("record:"));
                kinds.take(1).map(|kind| self.give(kind, &procedure.id, None)).collect::<Vec<_>>().remove(0)
            }
            Some(procedure) => Remedy::OpenProcedure {
                procedure: procedure.id.to_string(),
                label: procedure.label.clone(),
                who: self.people(&readas::roles(*self, &procedure.id, &procedure.opened_by)),
            },
            None => Remedy::AskHuman { who: People::default(), label: Localized::new(id, id) },
        }
    }
}

/// The next moments that hours leave: of those with minutes of their own three, since one of them may be taken.
fn fitting(hours: &tatefuda_calendar::Hours, at: jiff::Timestamp) -> Vec<jiff::Timestamp> {
    let most = if hours.has_minutes() { 3 } else { 1 };
    let mut found = vec![];
    let mut from = at;
    while found.len() < most
        && let Some(next) = hours.next_inside(from)
    {
        found.push(next);
        // The rest of that minute is the same moment to whoever chooses one.
        let Ok(later) = next.checked_add(jiff::SignedDuration::from_secs(60)) else { break };
        from = later;
    }
    found
}
