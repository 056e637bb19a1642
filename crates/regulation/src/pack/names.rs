//! Resolves the names by which parts of a pack refer to each other.

mod acts;
mod collect;
mod things;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    model::{HouseNoun, HouseRef, Place, RoleRef},
    raw,
    raw_base::S,
    read::Reader,
};

use crate::{
    expr::Vocabulary,
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
    for (name, kind) in [("by", FieldKind::Person), ("on", FieldKind::Date), ("at", FieldKind::Moment)] {
        if !fields.iter().any(|field| field.name == name) {
            fields.push(crate::expr::KindField { name: name.to_owned(), kind, choices: vec![], optional: false });
        }
    }
    fields
}

pub fn spot(file: usize, text: &S) -> Place {
    Place { file, start: text.span().start, end: text.span().end }
}
