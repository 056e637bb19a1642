//! Answers of the regulation for one page.

use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Decision, Line, Remedy};
use tatefuda_ui::answer::{AnswerView, Reader};

use crate::signed_in::Session;

/// One answer on a screen; `post` is the one that it is about, if any.
pub(crate) fn shown(
    tr: &Translator,
    session: &Session,
    answer: &Answer,
    stored: Option<String>,
    post: Option<&str>,
    on_form: bool,
) -> AnswerView {
    let person = session.actor().person.to_string();
    let reader = Reader { person: &person, post, account: None, on_form, zone: Some(session.zone()) };
    AnswerView::from_answer(tr, answer, stored, Some(&reader))
}

/// A preview about an account, whose remedies lead to its records and, where it stands on the same page, to its form.
pub(crate) fn about_account(
    tr: &Translator,
    session: &Session,
    answer: &Answer,
    account: &str,
    on_form: bool,
) -> AnswerView {
    let person = session.actor().person.to_string();
    let reader = Reader { person: &person, post: None, account: Some(account), on_form, zone: Some(session.zone()) };
    AnswerView::from_answer(tr, answer, None, Some(&reader))
}

/// The answers for all accounts of a post as one: the strictest decision, every different line once.
pub(crate) fn merge<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Option<Answer> {
    let mut all: Vec<&Answer> = answers.into_iter().collect();
    // The strictest first; among equals the order of the accounts.
    all.sort_by_key(|answer| std::cmp::Reverse(answer.decision));
    let (first, rest) = all.split_first()?;
    let mut merged = (*first).clone();
    for answer in rest {
        lines(&mut merged.refusals, &answer.refusals);
        lines(&mut merged.notes, &answer.notes);
        for group in &answer.groups {
            if merged.groups.iter().all(|known| known.id != group.id) {
                merged.groups.push(group.clone());
            }
        }
        for citation in &answer.citations {
            if !merged.citations.contains(citation) {
                merged.citations.push(citation.clone());
            }
        }
    }
    Some(merged)
}

fn lines(into: &mut Vec<Line>, from: &[Line]) {
    for line in from {
        if into.iter().all(|known| (&known.layer, &known.rule) != (&line.layer, &line.rule)) {
            into.push(line.clone());
        }
    }
}

/// The answer as it is apart from one step: what else the one who gives it should know.
pub(crate) fn without_step(mut answer: Answer, chain: &str, step: &str) -> Answer {
    answer.groups.retain(|group| {
        !group
            .alternatives
            .iter()
            .any(|remedy| matches!(remedy, Remedy::GiveStep { chain: c, step: s, .. } if c == chain && s == step))
    });
    if answer.decision == Decision::Needs && answer.groups.is_empty() {
        answer.decision = Decision::Permitted;
    }
    answer
}

/// The pack's word for the step that comes next.
pub(crate) fn next_step(answer: &Answer, lang: tatefuda_domain::Lang) -> Option<String> {
    let remedies = answer.groups.iter().flat_map(|group| &group.alternatives);
    remedies
        .filter_map(|remedy| match remedy {
            Remedy::GiveStep { label, after, .. } => Some((after.len(), label.get(lang).to_owned())),
            _ => None,
        })
        .min_by_key(|(after, _)| *after)
        .map(|(_, label)| label)
}
