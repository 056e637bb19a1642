//! Resolves the names by which parts of a pack refer to each other.

mod things;

use super::{
    model::{Guards, HouseNoun, HouseRef, Place, RoleRef},
    raw::{self},
    raw_base::S,
    read::{Raw, Reader},
};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tatefuda_domain::Action;

use crate::{
    expr::{Condition, Scope, Vocabulary},
    say::{self, code, nearest, say},
    terms::{Clauses, FieldKind, Id, ParameterKind},
};

/// The ids declared in a pack, and the reader to which errors go.
pub struct Names<'r, 's> {
    pub reader: &'r mut Reader<'s>,
    pub house_refs: Vec<HouseRef>,
    pub clauses: BTreeSet<String>,
    pub roles: BTreeSet<String>,
    pub categories: BTreeSet<String>,
    pub schemes: BTreeSet<String>,
    pub params: BTreeMap<String, ParameterKind>,
    pub readings: BTreeSet<String>,
    pub norms: BTreeSet<String>,
    pub records: BTreeSet<String>,
    pub chains: BTreeSet<String>,
    pub steps: BTreeSet<String>,
    /// Steps of chains and procedures, as guards name them.
    guard_steps: BTreeSet<String>,
    pub rules: BTreeSet<String>,
    pub tags: BTreeSet<String>,
    pub exceptions: BTreeSet<String>,
    pub modes: BTreeSet<String>,
    pub classes: BTreeSet<String>,
    pub calendars: BTreeSet<String>,
    pub boards: BTreeSet<String>,
    pub documents: BTreeSet<String>,
    pub duties: BTreeSet<String>,
    /// Procedures with their steps, as `procedure` and `procedure/step`.
    pub procedures: BTreeSet<String>,
    pub procedure_steps: BTreeSet<String>,
    /// Items that a read-as may name.
    pub items: BTreeSet<String>,
    vocabulary: Vocabulary,
}

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

    /// What names a thing: short, one word, and none of the signs by which names are put together.
    pub fn id(&mut self, file: usize, id: &S) {
        let text = id.get_ref();
        let blank = text.is_empty()
            || text.chars().take(65).count() > 64
            || text.chars().any(|c| c.is_whitespace() || c.is_control());
        if blank || text.contains([':', '/']) {
            let message =
                say!("「{}」は id として使えません", "{:?} cannot be an id", text.chars().take(80).collect::<String>());
            self.reader.error(
                spot(file, id),
                "bad-id",
                message,
                say!("空白・/・: を含まない1文字以上64文字まで", "1 to 64 characters without blanks, / and :"),
            );
        }
    }

    /// An error about a name, with the nearest known one.
    fn unknown(&mut self, file: usize, name: &S, code: &'static str, what: &str, known: &BTreeSet<String>) {
        let word = name.get_ref();
        if self.reader.is_full() {
            return;
        }
        let what = say::noun(what);
        let help = nearest(word, known.iter().map(String::as_str)).map_or_else(
            || match known.len() {
                0 => say!([what], "このパックに{what}は定められていません", "the pack declares no {what}"),
                _ => say::known(known.iter().take(20).map(String::as_str)),
            },
            say::did_you_mean_text,
        );
        let message = say!([what], "「{word}」という{what}はありません", "unknown {what} {word:?}");
        self.reader.error(spot(file, name), code, message, help);
    }

    fn all(
        &mut self,
        file: usize,
        names: &[S],
        code: &'static str,
        what: &str,
        known: &BTreeSet<String>,
    ) -> Vec<String> {
        for name in names {
            if !known.contains(name.get_ref()) {
                self.unknown(file, name, code, what, known);
            }
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }

    pub fn clauses(&mut self, file: usize, names: &[S]) -> Clauses {
        let known = std::mem::take(&mut self.clauses);
        let found = self.all(file, names, "unknown-clause", "clause", &known);
        self.clauses = known;
        found.into_iter().collect()
    }

    pub fn clause(&mut self, file: usize, name: &S) -> Id {
        self.clauses(file, std::slice::from_ref(name));
        name.get_ref().as_str().into()
    }

    /// Clauses of something that must cite at least one.
    pub fn cited(&mut self, place: Place, names: &[S]) -> Clauses {
        if names.is_empty() {
            self.reader.error(
                place,
                "no-clause",
                say!("根拠の条がありません", "it cites no clause"),
                say!("clause = [\"…\"] に根拠の条を書いてください", "clause = [\"…\"] names what it rests on"),
            );
        }
        self.clauses(place.file, names)
    }

    pub fn norm(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.norms);
        self.all(file, std::slice::from_ref(name), "unknown-norm", "external norm", &known);
        self.norms = known;
        name.get_ref().clone()
    }

    pub fn param(&mut self, file: usize, name: &S) -> String {
        if !self.params.contains_key(name.get_ref()) {
            let known = self.params.keys().cloned().collect();
            self.unknown(file, name, "unknown-parameter", "parameter", &known);
        }
        name.get_ref().clone()
    }

    pub fn chains(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = std::mem::take(&mut self.chains);
        let found = self.all(file, names, "unknown-chain", "chain", &known);
        self.chains = known;
        found
    }

    /// Rules, chains or exceptions that an exception excepts from.
    pub fn excepted(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let is_known =
            |name: &S| [&self.rules, &self.exceptions, &self.chains].iter().any(|ids| ids.contains(name.get_ref()));
        if names.iter().all(is_known) || self.reader.is_full() {
            return names.iter().map(|name| name.get_ref().clone()).collect();
        }
        let known = self.rules.iter().chain(&self.exceptions).chain(&self.chains).cloned().collect();
        self.all(file, names, "unknown-rule", "rule, chain or exception", &known)
    }

    pub fn tag(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.tags);
        self.all(file, std::slice::from_ref(name), "unknown-tag", "tag", &known);
        self.tags = known;
        name.get_ref().clone()
    }

    pub fn record(&mut self, file: usize, name: &S) -> String {
        if let Some(id) = name.get_ref().strip_prefix("house:") {
            self.house(HouseNoun::Record, id, spot(file, name));
        } else {
            let known = std::mem::take(&mut self.records);
            self.all(file, std::slice::from_ref(name), "unknown-record", "record kind", &known);
            self.records = known;
        }
        name.get_ref().clone()
    }

    /// A parameter of type table.
    pub fn table(&mut self, file: usize, name: &S) -> String {
        let id = self.param(file, name);
        if self.params.get(&id).is_some_and(|kind| *kind != ParameterKind::Table) {
            let message = say!("設定「{id}」は表ではありません", "the parameter {id:?} is no table");
            self.reader.error(spot(file, name), "bad-parameter", message, code("type = \"table\""));
        }
        id
    }

    /// A parameter of type bool.
    pub fn flag(&mut self, file: usize, name: &S) -> String {
        let id = self.param(file, name);
        if self.params.get(&id).is_some_and(|kind| *kind != ParameterKind::Bool) {
            let message = say!("設定「{id}」は、はい・いいえではありません", "the parameter {id:?} is no yes or no");
            self.reader.error(spot(file, name), "bad-parameter", message, code("type = \"bool\""));
        }
        id
    }

    /// A field of type person of a record kind of this pack.
    pub fn person_field(&mut self, file: usize, kind: &S, field: &str) {
        let fields = self.vocabulary.kinds.get(kind.get_ref());
        let found = fields.and_then(|fields| fields.iter().find(|known| known.name == field));
        if found.is_none_or(|found| found.kind != FieldKind::Person) {
            let message = say!(
                "「{}」には、型が person の項目「{field}」がありません",
                "{:?} has no field {field:?} of type person",
                kind.get_ref()
            );
            self.reader.error(spot(file, kind), "unknown-field", message, code("record:<kind>.<field of type person>"));
        }
    }

    /// A field of a record kind of this pack.
    pub fn kind_field(&mut self, file: usize, kind: &str, field: &S) -> String {
        let fields = self.vocabulary.kinds.get(kind);
        let known: BTreeSet<String> =
            fields.map(|fields| fields.iter().map(|field| field.name.clone()).collect()).unwrap_or_default();
        self.all(file, std::slice::from_ref(field), "unknown-field", "field", &known);
        field.get_ref().clone()
    }

    pub fn house(&mut self, what: HouseNoun, id: &str, place: Place) {
        self.house_refs.push(HouseRef { what, id: id.to_owned(), place });
    }

    pub fn role(&mut self, file: usize, name: &S) -> RoleRef {
        let text = name.get_ref();
        if let Some(id) = text.strip_prefix("house:") {
            self.house(HouseNoun::Role, id, spot(file, name));
            return RoleRef::House(id.to_owned());
        }
        if let Some(id) = text.strip_prefix("reading:") {
            if !self.readings.contains(id) {
                let known = self.readings.clone();
                self.unknown(file, name, "unknown-reading", "reading", &known);
            }
            return RoleRef::Reading(id.to_owned());
        }
        if !self.roles.contains(text) {
            let known = self.roles.clone();
            self.unknown(file, name, "unknown-role", "role", &known);
        }
        RoleRef::Own(text.clone())
    }

    pub fn roles(&mut self, file: usize, names: &[S]) -> Vec<RoleRef> {
        names.iter().map(|name| self.role(file, name)).collect()
    }

    pub fn actions(&mut self, place: Place, names: &[S]) -> Vec<Action> {
        if names.is_empty() {
            self.reader.error(
                place,
                "no-action",
                say!("行為がありません", "it names no act"),
                say!("例：on = [\"post.publish\"]", "for example on = [\"post.publish\"]"),
            );
        }
        if names.len() == 1 && names[0].get_ref() == "*" {
            return Action::ALL.to_vec();
        }
        names.iter().filter_map(|name| self.action(place.file, name)).collect()
    }

    /// The acts before which an item is asked. A correction is a publication: what is asked before publishing is asked
    /// before it too, unless the item says that it is not.
    pub fn asked_before(&mut self, place: Place, names: &[S], not: &[S]) -> Vec<Action> {
        let mut acts = self.actions(place, names);
        if acts.contains(&Action::PostPublish) && !acts.contains(&Action::PostCorrect) {
            acts.push(Action::PostCorrect);
        }
        for name in not {
            let Some(left_out) = self.action(place.file, name) else { continue };
            if !acts.contains(&left_out) {
                let message =
                    say!("「{left_out}」はもともと対象ではありません", "{left_out} is not among the acts anyway");
                let help = say!(
                    "on に post.publish があるときの post.correct など、対象になる行為を書いてください",
                    "name an act that is covered, such as post.correct where on names post.publish"
                );
                self.reader.error(spot(place.file, name), "not-covered", message, help);
            }
            acts.retain(|act| *act != left_out);
        }
        acts
    }

    pub fn action(&mut self, file: usize, name: &S) -> Option<Action> {
        let parsed = name.get_ref().parse().ok();
        if parsed.is_none() {
            let known = Action::ALL.iter().map(|action| action.as_str().to_owned()).collect();
            self.unknown(file, name, "unknown-action", "act", &known);
        }
        parsed
    }

    pub fn guards(&mut self, file: usize, raw: Option<super::raw_base::Guards>) -> Guards {
        let Some(raw) = raw else { return Guards::default() };
        let plain = |names: &[S]| names.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        let take = std::mem::take::<BTreeSet<String>>;
        let (categories, modes, steps) =
            (take(&mut self.categories), take(&mut self.modes), take(&mut self.guard_steps));
        let (duties, classes) = (take(&mut self.duties), take(&mut self.classes));
        let guards = Guards {
            class: self.all(file, &raw.class, "unknown-class", "account class", &classes),
            service: plain(&raw.service),
            mode: self.all(file, &raw.mode, "unknown-mode", "mode", &modes),
            category: self.all(file, &raw.category, "unknown-category", "category", &categories),
            actor: plain(&raw.actor),
            state: raw.state.iter().map(|name| self.state(file, name)).collect(),
            record: raw.record.iter().map(|name| self.record(file, name)).collect(),
            step: self.all(file, &raw.step, "unknown-step", "step", &steps),
            finding: vec![],
            duty: self.all(file, &raw.duty, "unknown-duty", "duty", &duties),
            role: self.roles(file, &raw.role),
            from: None,
            until: None,
            until_param: None,
        };
        (self.categories, self.modes, self.guard_steps) = (categories, modes, steps);
        (self.duties, self.classes) = (duties, classes);
        guards
    }

    /// Guards of an item that is in force between two days.
    pub fn guards_between(
        &mut self,
        file: usize,
        raw: Option<super::raw_base::Guards>,
        from: Option<&S>,
        until: Option<&S>,
    ) -> Guards {
        Guards { from: self.date(file, from), until: self.date(file, until), ..self.guards(file, raw) }
    }

    pub fn findings(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = tatefuda_text::FINDING_KINDS.iter().map(|kind| kind.id.to_owned()).collect();
        self.all(file, names, "unknown-finding", "finding", &known)
    }

    /// Compiles a condition; its errors point into the file. `given`: the record kind whose fields it may read.
    pub fn condition(&mut self, file: usize, given: Option<&str>, text: Option<S>) -> Option<Condition> {
        self.condition_after(file, given, None, text)
    }

    /// The same for a condition that is evaluated only where an earlier one holds.
    pub fn condition_after(
        &mut self,
        file: usize,
        given: Option<&str>,
        earlier: Option<&Condition>,
        text: Option<S>,
    ) -> Option<Condition> {
        let text = text.filter(|_| !self.reader.is_full())?;
        let scope = Scope { vocabulary: &self.vocabulary, given };
        match Condition::compile_after(earlier, text.get_ref(), &scope) {
            Ok(condition) => {
                let at = Place { file, start: text.span().start, end: text.span().end };
                for id in condition.house_params() {
                    self.house(HouseNoun::ListParameter, id, at);
                }
                Some(condition)
            }
            Err(error) => {
                let span = text.span();
                let source = self.reader.files.get(file).map_or("", |(_, text)| *text);
                // In a literal string the text stands unchanged between the quotes.
                let offset = source.get(span.clone()).and_then(|written| written.find(text.get_ref().as_str()));
                let place = offset.map_or(Place { file, start: span.start, end: span.end }, |offset| Place {
                    file,
                    start: span.start + offset + error.span.start,
                    end: span.start + offset + error.span.end,
                });
                let message = error.message;
                self.reader.error(
                    place,
                    error.code,
                    say!([message], "条件の中：{message}", "in the condition: {message}"),
                    error.help,
                );
                None
            }
        }
    }

    pub fn date(&mut self, file: usize, text: Option<&S>) -> Option<Date> {
        let text = text?;
        let parsed = text.get_ref().parse().ok();
        if parsed.is_none() {
            self.reader.error(
                spot(file, text),
                "bad-date",
                say!("「{}」は日付ではありません", "{:?} is no day", text.get_ref()),
                say!("2026-04-01 のように書いてください", "write 2026-04-01"),
            );
        }
        parsed
    }
}

/// Fields of a record kind as conditions see them.
fn kind_fields(kind: &raw::Record) -> Vec<crate::expr::KindField> {
    let mut fields: Vec<crate::expr::KindField> = kind
        .fields
        .iter()
        .map(|field| crate::expr::KindField {
            name: field.id.get_ref().clone(),
            kind: field.r#type,
            choices: field.choices.iter().map(|choice| choice.id.clone()).collect(),
            optional: !field.required,
        })
        .collect();
    for (name, kind) in [("by", FieldKind::Person), ("on", FieldKind::Date), ("at", FieldKind::Number)] {
        if !fields.iter().any(|field| field.name == name) {
            fields.push(crate::expr::KindField { name: name.to_owned(), kind, choices: vec![], optional: false });
        }
    }
    fields
}

/// The place of a text.
pub fn spot(file: usize, text: &S) -> Place {
    Place { file, start: text.span().start, end: text.span().end }
}
