//! What the composer asks beyond the text (decision 0040): by itself where something in the text gives reason to, else in
//! one list that whoever passes the post on confirms with that.

use std::collections::BTreeSet;

use tatefuda_app::post::{self as posts, Content};
use tatefuda_domain::{media::Rights, post::PostState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, RecordScope, Regulation, schema};
use tatefuda_ui::{
    post::Asked,
    record::{Declared, RecordFormView},
    view::Choice,
};

use super::{Surroundings, form as fields, medium::all_pictures};
use crate::{
    error::WebError,
    form::Form,
    lang,
    page::Page,
    post::page::base::Base,
    record::{
        about::{self, About},
        view::found,
        within,
    },
    view::clauses,
};

const DECISION: &str = "post.decision_status";
const DECISION_FIELD: &str = "decision_status";
/// What a post says that holds nothing undecided.
const DECIDED: &str = "decided";
const PICTURES: &str = "post.media_unanswered";

/// A statement of the list that stands in a field of the post.
struct Positive {
    /// As the form names it.
    name: String,
    line: Declared,
}

/// Whether whoever passes a post on states what its list says. Where others have it already and nothing was touched,
/// what they looked at stays as it is: a statement more would be another content, and void what was given.
pub(super) fn is_stated(post: Option<&posts::view::PostView>, base: &Base, content: &Content) -> bool {
    !post.is_some_and(|post| post.state == PostState::Submitted && base.content == *content)
}

/// The content as it will be when it is passed on: with what the list states.
pub(super) fn as_confirmed(
    around: &Surroundings,
    (post, base): (Option<&posts::view::PostView>, &Base),
    content: &Content,
    tr: &Translator,
) -> Content {
    let mut content = content.clone();
    if !is_stated(post, base, &content) {
        return content;
    }
    for one in positives(around, &content.clone(), tr) {
        state(&mut content, &one.name);
    }
    content
}

/// States what the list of the form stated and what still belongs there: what became live meanwhile is asked by itself.
pub(super) fn confirm(around: &Surroundings, form: &Form, tr: &Translator, content: &mut Content) {
    for one in positives(around, &content.clone(), tr) {
        if form.all("confirms").any(|name| name == one.name) {
            state(content, &one.name);
        }
    }
}

fn state(content: &mut Content, name: &str) {
    let level = content.classification.clone();
    match name.split_once('.') {
        None if name == DECISION_FIELD => content.decision_status = Some(DECIDED.to_owned()),
        Some((field, id)) => {
            let pictures = content.targets.iter_mut().flat_map(|target| &mut target.media);
            for medium in pictures.filter(|medium| medium.media.to_string() == id) {
                match field {
                    "rights" => medium.answers.rights = medium.answers.rights.or(Some(Rights::Own)),
                    "classification" if medium.answers.classification.is_none() => {
                        medium.answers.classification.clone_from(&level);
                    }
                    _ => {}
                }
            }
        }
        None => {}
    }
}

/// What nobody answered and nothing in the text makes live.
fn positives(around: &Surroundings, content: &Content, tr: &Translator) -> Vec<Positive> {
    let mut found: Vec<Positive> = vec![];
    if content.decision_status.is_none()
        && let Some(line) = decision_line(around, content, tr)
    {
        found.push(Positive { name: DECISION_FIELD.to_owned(), line });
    }
    let asks_pictures = reading(around, PICTURES).next().is_some();
    let levels = around.documents.iter().any(|one| !one.governing.regulation.levels().is_empty());
    for (place, medium) in all_pictures(content).into_iter().enumerate() {
        let n = || (place + 1).to_string();
        if asks_pictures && medium.answers.rights.is_none() {
            let line = plain(tr.with("together-rights", &[("n", n().into())]));
            found.push(Positive { name: format!("rights.{}", medium.media), line });
        }
        if let Some(level) = content.classification.as_ref().filter(|_| levels)
            && medium.answers.classification.is_none()
        {
            let level = around.words.classification(level);
            let line = plain(tr.with("together-level", &[("n", n().into()), ("level", level.into())]));
            found.push(Positive { name: format!("classification.{}", medium.media), line });
        }
    }
    found
}

fn plain(text: String) -> Declared {
    Declared { clause: None, text, found: vec![], tick: None }
}

/// The documents whose rules on sending read a field.
fn reading<'a>(around: &'a Surroundings, field: &'a str) -> impl Iterator<Item = &'a Regulation> {
    let all = around.documents.iter().map(|one| &*one.governing.regulation);
    all.filter(move |one| one.needed(tatefuda_domain::Action::PostPublish).contains(field))
}

/// That only what is decided is told, with its clause; none where no rule asks, or where something in the text reads as
/// undecided, so that it is asked by itself.
fn decision_line(around: &Surroundings, content: &Content, tr: &Translator) -> Option<Declared> {
    let mut line = None;
    for regulation in reading(around, DECISION) {
        let kinds: BTreeSet<String> = found(regulation, content).into_iter().map(|(kind, _)| kind).collect();
        let under = regulation.chosen_under(DECISION, &kinds);
        if under.iter().any(|(_, live)| *live) {
            return None;
        }
        let clause = under.first().and_then(|(clause, _)| clauses(tr, regulation, std::slice::from_ref(clause)).pop());
        line = line.or(Some(Declared { clause, ..plain(tr.text("together-decided")) }));
    }
    line
}

/// Everything that is asked, for the form as it stands.
pub(super) fn asked(
    (page, tr, around): (&Page, &Translator, &Surroundings),
    (typed, content): (&Form, &Content),
    (about, answer): (&About, Option<&Answer>),
    further: Vec<RecordFormView>,
    verb: Option<String>,
) -> Asked {
    let mut forms = answer.map_or_else(Vec::new, |answer| {
        within::forms_about(page, tr, around, (about, Some(content)), answer, typed, None)
    });
    forms.extend(
        further.into_iter().filter(|one| !forms.iter().any(|known| known.kind == one.kind)).collect::<Vec<_>>(),
    );
    let (joined, supplies) = forms.into_iter().partition(|form| form.together.is_some());
    let positives = positives(around, content, tr);
    let chosen = content.decision_status.as_deref().unwrap_or_default();
    let line = decision_line(around, content, tr);
    let mut lines: Vec<Declared> = vec![];
    if chosen == DECIDED {
        lines.extend(line.clone());
    }
    let confirms = positives.iter().map(|one| one.name.clone()).collect();
    lines.extend(positives.into_iter().map(|one| one.line));
    Asked {
        joined,
        lines,
        confirms,
        decision: decisions(tr, around, chosen),
        decision_folded: line.is_some() && (chosen.is_empty() || chosen == DECIDED),
        supplies,
        verb,
    }
}

/// Asked only where a rule reads it.
fn decisions(tr: &Translator, around: &Surroundings, chosen: &str) -> Vec<Choice> {
    if reading(around, DECISION).next().is_none() {
        return vec![];
    }
    let lang = lang::domain(tr.lang());
    let choices = schema::field(DECISION).map(schema::Field::choices).unwrap_or_default();
    choices.iter().map(|one| Choice::new(&one.id, one.label.get(lang), one.id == chosen)).collect()
}

/// Records of the author that stand for exact content: given for what is stored, they will be missing for what is
/// being typed, so the form offers them at once.
pub(super) async fn bound_to_content(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    (typed, base): (&Form, &Base),
    post: &posts::view::PostView,
) -> Result<Vec<RecordFormView>, WebError> {
    let (content, _) = fields::content(typed, page.zone(), base);
    let as_new =
        posts::preview(page.app(), page.actor(), None, as_confirmed(around, (Some(post), base), &content, tr)).await?;
    let Some(answer) = crate::answer::view::merge(as_new.targets.iter().map(|target| &target.answer)) else {
        return Ok(vec![]);
    };
    let about = about::about_post(post);
    Ok(within::forms_about(page, tr, around, (&about, Some(&content)), &answer, typed, Some(RecordScope::Digest)))
}
