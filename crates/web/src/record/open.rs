//! What a form still leaves open, after an act was refused: one line for each, leading to its field. And the other way
//! round: what the form already answers, so that the live answer counts it.

use tatefuda_app::post::Content;
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Decision, FieldKind, Live, NeedGroup, RecordKind, Regulation, Remedy};
use tatefuda_ui::{
    answer::{AnswerView, RemedyView, Turn},
    record::RecordFormView,
    view::{FieldError, FieldInput},
};

use super::view::Reading;
use crate::form::Form;

/// Where the answer of the regulation itself stands on the page.
const ANSWER: &str = "answer";
/// Fields of the composer to which a need can lead.
const FIELDS: [&str; 8] =
    ["text", "link", "category", "classification", "decision_status", "accounts", "pictures", "from_date"];

/// One line for each thing that the reader has to do in the forms of this page.
pub(crate) fn errors(
    tr: &Translator,
    answer: &Answer,
    shown: &AnswerView,
    forms: &[RecordFormView],
    typed: &Form,
) -> Vec<FieldError> {
    let mut found = vec![];
    let mut add = |field: &str, message: String| {
        let error = FieldError { field: field.to_owned(), message };
        if !found.contains(&error) {
            found.push(error);
        }
    };
    for line in &shown.refusals {
        add(ANSWER, line.text.clone());
    }
    for (group, need) in answer.groups.iter().zip(&shown.needs) {
        if need.turn != Turn::Me {
            continue;
        }
        if let Some(form) = record_of(group).and_then(|kind| forms.iter().find(|form| form.kind == kind)) {
            let open = unanswered(tr, form, typed);
            if open.is_empty() {
                add(&format!("supply-{}", form.kind), need.text.clone());
            }
            open.into_iter().for_each(|(field, message)| add(&field, message));
            continue;
        }
        let field = need.alternatives.iter().find_map(|one| match one {
            RemedyView::ChooseField { field: Some(field), .. } => FIELDS.iter().find(|known| *known == field).copied(),
            RemedyView::ChangeTime { .. } => Some("from_date"),
            _ => None,
        });
        add(field.unwrap_or(ANSWER), need.text.clone());
    }
    found
}

/// The one record that a need asks for.
fn record_of(group: &NeedGroup) -> Option<&str> {
    match group.alternatives.as_slice() {
        [Remedy::GiveRecord { kind, .. }] => Some(kind),
        _ => None,
    }
}

/// Fields of a record that are empty, boxes that are not ticked, and answers that do not count.
fn unanswered(tr: &Translator, form: &RecordFormView, typed: &Form) -> Vec<(String, String)> {
    let say = |key: &str, what: &str| tr.with(key, &[("what", what.into())]);
    let ticks = form.lines.iter().filter_map(|line| Some((line.tick.as_ref()?, &line.text)));
    let mut open: Vec<(String, String)> = ticks
        .filter(|(tick, _)| typed.get(&tick.name) != "yes")
        .map(|(tick, text)| (tick.name.clone(), say("open-line", text)))
        .collect();
    for field in &form.fields {
        let value = typed.get(&field.name).trim();
        match field.input {
            FieldInput::YesNo(_) if value == "no" => open.push((field.name.clone(), say("open-no", &field.label))),
            FieldInput::Digest(_) => {}
            _ if field.required && value.is_empty() => {
                open.push((field.name.clone(), say("open-field", &field.label)));
            }
            _ => {}
        }
    }
    open
}

/// The answer without what the form already states: it is given together with the act.
pub(crate) fn without_stated<'r>(
    mut answer: Answer,
    regulations: impl Iterator<Item = &'r Regulation> + Clone,
    person: &str,
    (typed, content): (&Form, &Content),
) -> Answer {
    answer.groups.retain(|group| {
        let [Remedy::GiveRecord { kind, who, .. }] = group.alternatives.as_slice() else { return true };
        let mine = who.iter().any(|who| who.holders.iter().any(|holder| holder.person == person));
        let declared = regulations.clone().find_map(|one| Some((one, one.record_kind(kind)?)));
        let stated = declared.is_some_and(|(regulation, declared)| {
            let together = regulation.confirmed_together(declared);
            let live = together.then(|| Reading::of(regulation, kind, content).live);
            is_stated(declared, &format!("supply.{kind}."), typed, live.as_ref())
        });
        !(mine && stated)
    });
    if answer.decision == Decision::Needs && answer.groups.is_empty() {
        answer.decision = Decision::Permitted;
    }
    answer
}

/// Whether what is typed would count: every line, every field that must be filled, and no "no" where only "yes" counts.
/// Of what is confirmed together, only what the content makes live is still to be answered.
fn is_stated(kind: &RecordKind, prefix: &str, typed: &Form, together: Option<&Live>) -> bool {
    let value = |field: &str| typed.get(&format!("{prefix}{field}")).trim();
    let confirmed = |field: &str| {
        let yes = kind.counts_if.as_ref().is_some_and(|(counts, _)| counts == field);
        yes && value(field).is_empty() && together.is_some_and(|live| !live.whole)
    };
    let filled = kind.fields.iter().all(|field| {
        let carried = matches!(field.kind, FieldKind::Digest | FieldKind::Rule);
        !field.required || carried || !value(&field.id).is_empty() || confirmed(&field.id)
    });
    let line = |field: &str| match together {
        Some(live) => value(field) == "yes" || !live.lines.contains(field),
        None => kind.counts_if.is_some() || value(field) == "yes",
    };
    let counts = kind.counts_if.as_ref().is_none_or(|(field, yes)| value(field) == yes || confirmed(field));
    let lines = kind.lines.iter().all(|one| line(&one.field()));
    let anything =
        !kind.lines.is_empty() || kind.fields.iter().any(|field| !value(&field.id).is_empty() || confirmed(&field.id));
    filled && counts && lines && anything
}
