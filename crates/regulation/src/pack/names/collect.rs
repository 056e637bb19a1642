//! Gathers what a pack declares, before anything that refers to it is read.

use std::collections::{BTreeMap, BTreeSet};

use super::{Names, kind_fields, spot};
use crate::{
    expr::Vocabulary,
    pack::{
        raw_base::S,
        read::{Raw, Reader},
    },
    say::{self, say},
    terms::ParameterKind,
};

impl<'r, 's> Names<'r, 's> {
    /// Collects the ids; a doubled one is an error.
    pub fn new(reader: &'r mut Reader<'s>, raw: &Raw) -> Self {
        let mut names = Self {
            reader,
            house_refs: vec![],
            clauses: BTreeSet::new(),
            roles: BTreeSet::new(),
            categories: BTreeSet::new(),
            schemes: BTreeSet::new(),
            params: BTreeMap::new(),
            readings: BTreeSet::new(),
            norms: BTreeSet::new(),
            records: BTreeSet::new(),
            chains: BTreeSet::new(),
            steps: BTreeSet::new(),
            guard_steps: BTreeSet::new(),
            rules: BTreeSet::new(),
            tags: BTreeSet::new(),
            exceptions: BTreeSet::new(),
            modes: BTreeSet::new(),
            classes: BTreeSet::new(),
            calendars: BTreeSet::new(),
            boards: BTreeSet::new(),
            documents: BTreeSet::new(),
            duties: BTreeSet::new(),
            procedures: BTreeSet::new(),
            procedure_steps: BTreeSet::new(),
            items: BTreeSet::new(),
            vocabulary: Vocabulary::default(),
        };
        names.clauses = names.ids("clause", raw.clauses.iter().map(|(item, place)| (&item.id, place.file)));
        names.roles = names.ids("role", raw.roles.iter().map(|(item, place)| (&item.id, place.file)));
        names.categories = names.ids("category", raw.categories.iter().map(|(item, place)| (&item.id, place.file)));
        names.schemes = names.ids("classification", raw.classifications.iter().map(|(i, p)| (&i.id, p.file)));
        names.ids("parameter", raw.parameters.iter().map(|(item, place)| (&item.id, place.file)));
        names.params = raw.parameters.iter().map(|(item, _)| (item.id.get_ref().clone(), item.r#type)).collect();
        names.readings = names.ids("reading", raw.readings.iter().map(|(item, place)| (&item.id, place.file)));
        names.norms = names.ids("external norm", raw.norms.iter().map(|(item, place)| (&item.id, place.file)));
        names.records = names.ids("record kind", raw.records.iter().map(|(item, place)| (&item.id, place.file)));
        names.modes = names.ids("mode", raw.modes.iter().map(|(item, place)| (&item.id, place.file)));
        names.classes = names.ids("account class", raw.account_classes.iter().map(|(i, p)| (&i.id, p.file)));
        names.calendars = names.ids("calendar", raw.calendars.iter().map(|(item, place)| (&item.id, place.file)));
        // Hours that a parameter holds are a calendar of the same name.
        let hours = raw.parameters.iter().filter(|(item, _)| item.r#type == ParameterKind::Hours);
        names.calendars.extend(hours.map(|(item, _)| item.id.get_ref().clone()));
        names.boards = names.ids("board", raw.boards.iter().map(|(item, place)| (&item.id, place.file)));
        names.documents = names.ids("document", raw.documents.iter().map(|(item, place)| (&item.id, place.file)));
        names.ids("ground", raw.grounds.iter().map(|(item, place)| (&item.id, place.file)));
        names.ids("former document", raw.formers.iter().map(|(item, place)| (&item.id, place.file)));
        names.ids("account", raw.accounts.iter().map(|(item, place)| (&item.id, place.file)));
        names.ids("kind of actor", raw.actor_kinds.iter().map(|(item, place)| (&item.id, place.file)));
        let clocks = names.ids("clock", raw.clocks.iter().map(|(item, place)| (&item.id, place.file)));
        let counts = names.ids("count", raw.counts.iter().map(|(item, place)| (&item.id, place.file)));
        let baselines = names.ids("baseline", raw.baselines.iter().map(|(item, place)| (&item.id, place.file)));
        // These share one space, because answers and exceptions name them.
        let rules = raw.rules.iter().map(|(item, place)| (&item.id, place.file));
        let findings = raw.findings.iter().map(|(item, place)| (&item.id, place.file));
        let chains = raw.chains.iter().map(|(item, place)| (&item.id, place.file));
        let exceptions = raw.exceptions.iter().map(|(item, place)| (&item.id, place.file));
        let powers = raw.powers.iter().map(|(item, place)| (&item.id, place.file));
        let silences = raw.silences.iter().map(|(item, place)| (&item.id, place.file));
        let transitions = raw.transitions.iter().map(|(item, place)| (&item.id, place.file));
        let procedures = raw.procedures.iter().map(|(item, place)| (&item.id, place.file));
        let duties = raw.duties.iter().map(|(item, place)| (&item.id, place.file));
        let monitors = raw.monitors.iter().map(|(item, place)| (&item.id, place.file));
        let standings = raw.standings.iter().filter_map(|(item, place)| Some((item.id.as_ref()?, place.file)));
        names.items = names.ids(
            "rule, chain, exception, power, silence, procedure, duty, monitor or standing",
            rules
                .chain(findings)
                .chain(chains)
                .chain(exceptions)
                .chain(powers)
                .chain(silences)
                .chain(transitions)
                .chain(procedures)
                .chain(duties)
                .chain(monitors)
                .chain(standings),
        );
        names.items.extend(names.records.iter().cloned());
        names.items.extend(names.boards.iter().cloned());
        names.duties = raw.duties.iter().map(|(item, _)| item.id.get_ref().clone()).collect();
        names.procedures = raw.procedures.iter().map(|(item, _)| item.id.get_ref().clone()).collect();
        names.procedure_steps = raw
            .procedures
            .iter()
            .flat_map(|(item, _)| {
                item.steps.iter().map(move |step| format!("{}/{}", item.id.get_ref(), step.id.get_ref()))
            })
            .collect();
        let text = |id: &S| id.get_ref().clone();
        names.rules =
            raw.rules.iter().map(|(i, _)| text(&i.id)).chain(raw.findings.iter().map(|(i, _)| text(&i.id))).collect();
        names.tags = raw.rules.iter().flat_map(|(item, _)| item.tags.iter().cloned()).collect();
        names.chains = raw.chains.iter().map(|(item, _)| text(&item.id)).collect();
        names.steps = raw.chains.iter().flat_map(|(item, _)| item.steps.iter().map(|step| text(&step.id))).collect();
        names.guard_steps = names
            .steps
            .iter()
            .cloned()
            .chain(names.procedure_steps.iter().filter_map(|step| Some(step.split_once('/')?.1.to_owned())))
            .chain(names.procedure_steps.iter().cloned())
            .collect();
        names.exceptions = raw
            .exceptions
            .iter()
            .map(|(item, _)| text(&item.id))
            .chain(raw.transitions.iter().map(|(item, _)| text(&item.id)))
            .collect();
        names.vocabulary = Vocabulary {
            categories: names.categories.clone(),
            params: names.params.clone(),
            schemes: names.schemes.clone(),
            calendars: names.calendars.clone(),
            clocks,
            counts,
            baselines,
            kinds: raw.records.iter().map(|(item, _)| (text(&item.id), kind_fields(item))).collect(),
            procedures: names.procedures.clone(),
            procedure_steps: names.procedure_steps.clone(),
            documents: names.documents.clone(),
            roles: names.roles.iter().cloned().chain(names.readings.iter().map(|id| format!("reading:{id}"))).collect(),
            modes: names.modes.clone(),
            events: names.known_events(),
        };
        names
    }

    fn ids<'i>(&mut self, what: &str, ids: impl Iterator<Item = (&'i S, usize)>) -> BTreeSet<String> {
        let (mut known, what) = (BTreeSet::new(), say::noun(what));
        for (id, file) in ids {
            let text = id.get_ref();
            let place = spot(file, id);
            self.id(file, id);
            if !known.insert(text.clone()) {
                self.reader.error(
                    place,
                    "doubled-id",
                    say!([what], "{what}「{text}」が二度定められています", "the {what} {text:?} is declared twice"),
                    say!("それぞれ別の id にしてください", "give each its own id"),
                );
            }
        }
        known
    }
}
