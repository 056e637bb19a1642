//! Forms from declared kinds of record. Nothing here knows a kind by name.

use std::collections::BTreeSet;

use tatefuda_app::{
    post::Content,
    record::{self, TOGETHER},
};
use tatefuda_calendar::moment_clock;
use tatefuda_i18n::Translator;
use tatefuda_regulation::{FieldKind, Live, RecordField, RecordKind, Regulation};
use tatefuda_ui::{
    record::{Declared, RecordFormView, Tick},
    view::{Choice, FieldInput, FieldView, FormMeta, Pair},
};

use crate::view::clauses;
use crate::{form::Form, lang};

/// People and accounts to choose from, as (id, words).
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    pub(crate) people: Vec<(String, String)>,
    pub(crate) accounts: Vec<(String, String)>,
    /// Files that are kept where the record is given, by their hash; absent: none are kept there.
    pub(crate) files: Option<Vec<(String, String)>>,
    /// Whether the form brings files as well.
    pub(crate) brings: bool,
}

/// What a record will speak of.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    /// The account whose text of the post is meant.
    pub(crate) account: Option<String>,
    /// The content to which the record is bound, as (hexadecimal digest, 照合番号).
    pub(crate) digest: Option<(String, String)>,
}

/// How the fields of a form are filled.
pub(crate) struct Filling<'a> {
    pub(crate) meta: FormMeta,
    /// Stands before each field's name.
    pub(crate) prefix: &'a str,
    /// What was typed before.
    pub(crate) typed: &'a Form,
    /// What may be chosen.
    pub(crate) lists: &'a Lists,
    /// The content it is about, where what nothing in it makes live is confirmed together (decision 0040).
    pub(crate) content: Option<&'a Content>,
}

/// A form for one kind.
pub(crate) fn form(
    tr: &Translator,
    regulation: &Regulation,
    (id, kind): (&str, &RecordKind),
    about: &About,
    filling: Filling<'_>,
) -> RecordFormView {
    let Filling { meta, prefix, typed, lists, content } = filling;
    let reading =
        content.filter(|_| regulation.confirmed_together(kind)).map(|content| Reading::of(regulation, id, content));
    let lang = lang::domain(tr.lang());
    let intro = kind.help.get(lang).to_owned();
    let mut lines: Vec<Declared> = kind
        .lines
        .iter()
        .flat_map(|line| {
            let clause = clauses(tr, regulation, std::slice::from_ref(&line.clause)).pop()?;
            let name = format!("{prefix}{}", line.field());
            let tick = match &reading {
                // One field of the form may answer for all lines.
                None => kind.counts_if.is_none(),
                Some(reading) => reading.live.lines.contains(&line.field()),
            };
            let tick = tick.then(|| Tick { ticked: typed.get(&name) == "yes", name });
            let found =
                reading.as_ref().map(|one| one.beside(regulation, id, line.clause.as_str())).unwrap_or_default();
            Some(Declared { clause: Some(clause), text: line.text.get(lang).to_owned(), found, tick })
        })
        .collect();
    let together = reading.as_ref().is_some_and(|reading| !reading.live.whole);
    if let Some(reading) = reading.as_ref().filter(|_| together && kind.lines.is_empty()) {
        // A single yes is a line like another.
        lines.extend(kind.fields.iter().map(|field| Declared {
            clause: kind.clauses.first().and_then(|one| clauses(tr, regulation, std::slice::from_ref(one)).pop()),
            text: field.label.get(lang).to_owned(),
            found: kind.clauses.first().map(|one| reading.beside(regulation, id, one.as_str())).unwrap_or_default(),
            tick: None,
        }));
    }
    let asked = kind.fields.iter().filter(|_| !together);
    let fields = asked.map(|field| {
        let name = format!("{prefix}{}", field.id);
        let value = typed.get(&name).to_owned();
        FieldView {
            label: field.label.get(lang).to_owned(),
            hint: Some(field.help.get(lang).to_owned()).filter(|hint| !hint.is_empty()),
            required: field.required,
            input: input(field, value, lang, lists),
            name,
        }
    });
    RecordFormView {
        meta,
        kind: id.to_owned(),
        title: kind.label.get(lang).to_owned(),
        intro: (!intro.trim().is_empty()).then_some(intro),
        clauses: if lines.is_empty() { clauses(tr, regulation, &kind.clauses) } else { vec![] },
        lines,
        subject_kind: about.kind.clone(),
        subject: about.id.clone(),
        account: about.account.clone(),
        subject_label: about.label.clone(),
        subject_href: about.href.clone(),
        digest: about.digest.as_ref().map(|(digest, _)| digest.clone()),
        code: about.digest.as_ref().map(|(_, code)| code.clone()),
        single_use: kind.uses == Some(1),
        post: None,
        back: None,
        fields: fields.collect(),
        together: together.then(|| format!("{prefix}{TOGETHER}")),
    }
}

/// What stands in content that a kind of statement is about.
pub(crate) struct Reading {
    pub(crate) live: Live,
    found: Vec<(String, String)>,
}

impl Reading {
    pub(crate) fn of(regulation: &Regulation, id: &str, content: &Content) -> Self {
        let found = found(regulation, content);
        let kinds: BTreeSet<String> = found.iter().map(|(kind, _)| kind.clone()).collect();
        Self { live: regulation.live(id, &kinds), found }
    }

    /// The words that a clause speaks of.
    fn beside(&self, regulation: &Regulation, id: &str, clause: &str) -> Vec<String> {
        let kinds = regulation.findings_under(id, clause);
        let mut words: Vec<String> = vec![];
        for (_, excerpt) in self.found.iter().filter(|(kind, _)| kinds.contains(kind.as_str())) {
            if words.len() < BESIDE && !words.contains(excerpt) {
                words.push(excerpt.clone());
            }
        }
        words
    }
}

/// How many words stand beside a line.
const BESIDE: usize = 3;

/// What in the texts of all accounts is a reason to ask by itself: kind and words.
pub(crate) fn found(regulation: &Regulation, content: &Content) -> Vec<(String, String)> {
    let mut texts: Vec<(&str, Option<&str>)> =
        content.targets.iter().map(|one| (one.text.as_deref().unwrap_or(&content.text), one.link.as_deref())).collect();
    if texts.is_empty() {
        texts.push((&content.text, None));
    }
    texts.dedup();
    let all = texts
        .into_iter()
        .flat_map(|(text, link)| record::found(regulation, &tatefuda_domain::text::at_input(text), link));
    all.map(|one| (one.kind, one.excerpt)).collect()
}

fn input(field: &RecordField, value: String, lang: tatefuda_domain::Lang, lists: &Lists) -> FieldInput {
    let listed = |list: &[(String, String)]| {
        list.iter().map(|(id, label)| Choice::new(id, label, *id == value)).collect::<Vec<_>>()
    };
    match field.kind {
        FieldKind::Text => FieldInput::Text(value),
        FieldKind::Multiline => FieldInput::Multiline(value),
        FieldKind::Url => FieldInput::Url(value),
        FieldKind::Date => FieldInput::Date(value),
        FieldKind::Moment => FieldInput::Moment(match moment_clock(&value) {
            // A field of a form takes no offset.
            Some(clock) => clock.strftime("%Y-%m-%dT%H:%M").to_string(),
            None => value,
        }),
        FieldKind::Number => FieldInput::Number(value),
        FieldKind::Choice | FieldKind::Ground => {
            let chosen = |choice: &tatefuda_regulation::Choice| {
                Choice::new(&choice.id, choice.label.get(lang), choice.id == value)
            };
            FieldInput::Choice(field.choices.iter().map(chosen).collect())
        }
        FieldKind::YesNo => FieldInput::YesNo(match value.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }),
        FieldKind::Person => FieldInput::Person(listed(&lists.people)),
        FieldKind::Account => FieldInput::Account(listed(&lists.accounts)),
        FieldKind::FileHash => match &lists.files {
            Some(files) if lists.brings => FieldInput::File(listed(files)),
            Some(files) => FieldInput::Kept(listed(files)),
            None => FieldInput::FileHash(value),
        },
        // Carried along, shown and not typed.
        FieldKind::Digest | FieldKind::Rule => FieldInput::Digest(value),
    }
}

/// Fields of a given record in words.
pub(crate) fn pairs<'a>(
    tr: &Translator,
    kind: Option<&RecordKind>,
    fields: impl Iterator<Item = (&'a String, &'a String)>,
    lists: &Lists,
) -> Vec<Pair> {
    let lang = lang::domain(tr.lang());
    let words = |list: &[(String, String)], value: &str| {
        list.iter().find(|(id, _)| id == value).map_or_else(|| value.to_owned(), |(_, label)| label.clone())
    };
    fields
        .map(|(id, value)| {
            if let Some(line) = kind.and_then(|kind| kind.lines.iter().find(|line| line.field() == *id)) {
                let answer = if value == "yes" { tr.text("yes") } else { tr.text("no") };
                return Pair::new(line.text.get(lang), answer);
            }
            let Some(field) = kind.and_then(|kind| kind.fields.iter().find(|field| field.id == *id)) else {
                return Pair::new(id, value);
            };
            let shown = match field.kind {
                FieldKind::YesNo if value == "yes" => tr.text("yes"),
                FieldKind::YesNo if value == "no" => tr.text("no"),
                FieldKind::Choice | FieldKind::Ground => field
                    .choices
                    .iter()
                    .find(|choice| choice.id == *value)
                    .map_or_else(|| value.clone(), |choice| choice.label.get(lang).to_owned()),
                FieldKind::Person => words(&lists.people, value),
                FieldKind::Account => words(&lists.accounts, value),
                FieldKind::FileHash => words(lists.files.as_deref().unwrap_or_default(), value),
                FieldKind::Moment => moment_clock(value).map_or_else(|| value.clone(), |clock| tr.clock(clock)),
                _ => value.clone(),
            };
            Pair::new(field.label.get(lang), shown)
        })
        .collect()
}
