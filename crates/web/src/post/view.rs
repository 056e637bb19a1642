//! Posts as screens show them.

use tatefuda_app::{post::view as app, screening::signs_of};
use tatefuda_domain::{AccountId, Digest, Place, post::PostState as Paper, publication::PublicationState as Send};
use tatefuda_i18n::Translator;
use tatefuda_ui as ui;
use tatefuda_ui::{post::PostState, view::Pair};

use super::{
    look::{Look, capacity, person},
    page::correction,
    state::{is_removed, on_its_way, sends, state},
};
use crate::{lang, publication::view as shown, screening::view::rows, view};

pub(crate) fn post(look: Look<'_>, post: &app::PostView) -> ui::post::PostView {
    let content = &post.content;
    let extra = content.fields.iter().map(|(id, value)| Pair::new(id, value));
    ui::post::PostView {
        id: post.id.to_string(),
        number: post.document_number.clone(),
        title: post.title.clone(),
        state: state(look.tr, post),
        code: post.check_number.clone(),
        revision: u32::try_from(post.revision).unwrap_or(0),
        author: person(look.tr, &post.created_by),
        created: look.when(post.created_at),
        category: content.category.as_deref().map(|id| Pair::new(&look.words.category_word, look.words.category(id))),
        classification: content
            .classification
            .as_deref()
            .map(|id| Pair::new(&look.words.classification_word, look.words.classification(id))),
        decision_status: content.decision_status.as_deref().map(|id| look.words.decision_status(id)),
        extra: extra.collect(),
        window: look.window(content.window),
        targets: post.targets.iter().map(|target| self::target(look, post, target)).collect(),
        text: (post.targets.is_empty() && !content.text.is_empty()).then(|| content.text.clone()),
        signs: rows(look.tr, &signs_of(post.targets.iter().map(|target| target.text.as_str()).chain([&*content.text]))),
        corrects: post
            .corrects
            .as_ref()
            .map(|one| correction::row(look, one, format!("/posts/{}", one.original), post.read_at)),
        corrections: post
            .corrections
            .iter()
            .map(|one| correction::row(look, one, format!("/posts/{}", one.post), post.read_at))
            .collect(),
        clocks: correction::clocks(look, post),
        moving: post
            .publications
            .iter()
            .any(|one| matches!(on_its_way(one, post.read_at), Send::Leased | Send::Sending)),
    }
}

fn target(look: Look<'_>, post: &app::PostView, target: &app::TargetView) -> ui::post::TargetView {
    let sends = post.publications.iter().filter(|one| one.account == target.account);
    ui::post::TargetView {
        account: account_ref(look, target),
        text: target.text.clone(),
        link: target.link.clone(),
        pictures: target
            .media
            .iter()
            .enumerate()
            .map(|(place, medium)| ui::post::PictureView {
                id: medium.media.to_string(),
                number: look.picture(place),
                alt: medium.alt.clone(),
                answers: look.answers(medium),
            })
            .collect(),
        place: target.place.as_deref().map(|text| place(look.tr, text)),
        warning: warning(look.tr, target),
        code: target.check_number.clone(),
        publications: sends
            .map(|one| ui::publication::PublicationView {
                state: shown::state(on_its_way(one, post.read_at)),
                ..shown::shown(look, one)
            })
            .collect(),
        connector: target.connector,
    }
}

pub(crate) fn account_ref(look: Look<'_>, target: &app::TargetView) -> ui::account::AccountRef {
    ui::account::AccountRef {
        id: target.account.to_string(),
        service: look.words.service(target.service.as_ref().map_or("", |one| one.as_str())),
        name: target.account_name.clone(),
        handle: target.handle.clone(),
    }
}

/// A place as a person reads it: the service's id, or the handle where it stands for it.
pub(crate) fn place(tr: &Translator, text: &str) -> String {
    match text.parse::<Place>() {
        Ok(place) => match (place.id(), place.handle().unwrap_or_default()) {
            (Some(id), _) => tr.with("place-id", &[("id", id.into())]),
            (None, "") => tr.text("place-none"),
            (None, handle) => handle.to_owned(),
        },
        Err(_) => tr.text("place-none"),
    }
}

/// Why checks given for a target do not count, where that is not for its content.
fn warning(tr: &Translator, target: &app::TargetView) -> Option<String> {
    if target.altered {
        return Some(tr.text("target-altered"));
    }
    let from = place(tr, target.moved_from.as_deref()?);
    let to = place(tr, target.place.as_deref().unwrap_or_default());
    Some(tr.with("target-moved", &[("from", from.as_str().into()), ("to", to.as_str().into())]))
}

/// A row of the list.
pub(crate) fn row(look: Look<'_>, row: &app::PostRow) -> ui::post::PostRow {
    // Of each account what is under way, else what came last.
    let latest = |account: AccountId| {
        let of = || row.publications.iter().filter(move |one| one.account == account);
        of().find(|one| one.state.is_live()).or_else(|| of().next_back())
    };
    let states: Vec<Send> = row.accounts.iter().filter_map(|one| latest(one.account)).map(|one| one.state).collect();
    let state = match row.state {
        Paper::Withdrawn => PostState::Withdrawn,
        _ if !states.is_empty() && row.accounts.iter().filter_map(|one| latest(one.account)).all(is_removed) => {
            PostState::Removed
        }
        other => sends(&states, row.accounts.len()).unwrap_or(match other {
            Paper::Returned => PostState::Returned,
            Paper::Submitted => PostState::InReview { remaining: 0 },
            _ => PostState::Draft,
        }),
    };
    let live = || row.publications.iter().filter(|one| one.state.is_live());
    let scheduled = live().map(|one| one.planned_at).min();
    let published = row.publications.iter().filter_map(|one| one.published_at).max();
    ui::post::PostRow {
        scheduled: scheduled.map(|at| look.when(at)),
        published: published.map(|at| look.when(at)),
        id: row.id.to_string(),
        number: row.document_number.clone(),
        title: row.title.clone(),
        accounts: row.accounts.iter().map(|one| account_line(look, one)).collect(),
        state,
        author: person(look.tr, &row.person),
        window: look.window(row.window),
        updated: look.when(row.updated_at),
    }
}

/// Service and name: bodies call their accounts by the same name on every service.
fn account_line(look: Look<'_>, one: &app::RowAccount) -> String {
    let service = one.service.as_ref().map(|service| look.words.service(service.as_str())).unwrap_or_default();
    format!("{service} {}", one.name).trim().to_owned()
}

/// Who did what, oldest first: the operation records with the words of steps and comments.
pub(crate) fn trail(look: Look<'_>, post: &app::PostView) -> Vec<ui::post::TrailEntry> {
    let lang = lang::domain(look.tr.lang());
    post.trail
        .iter()
        .map(|entry| {
            let person_id = entry.person.as_ref().map(|person| person.id);
            let step = post.steps.iter().find(|step| step.at == entry.at && Some(step.person.id) == person_id);
            let note = post.notes.iter().find(|note| note.at == entry.at && Some(note.person.id) == person_id);
            let step = step.filter(|_| !entry.refused);

            ui::post::TrailEntry {
                at: look.when(entry.at),
                who: match (&entry.person, entry.by_program) {
                    (Some(one), false) => one.name.clone(),
                    _ => look.tr.text("web-the-program"),
                },
                capacity: match (&entry.person, entry.by_program) {
                    (Some(one), false) => capacity(look.tr, one),
                    (Some(one), true) => {
                        look.tr.with("web-on-behalf", &[("person", person(look.tr, one).as_str().into())])
                    }
                    (None, _) => String::new(),
                },
                what: match step {
                    Some(step) if step.acting => look.tr.with("trail-acting", &[("step", step.label.get(lang).into())]),
                    Some(step) => step.label.get(lang).to_owned(),
                    None => view::command(look.tr, &entry.command),
                },
                comment: note.map(|note| quoted(look.tr, note)),
                refused: entry.refused,
                answer_id: entry.answer.map(|id| id.to_string()),
                code: step.map(|step| code(step.digest)),
                stale: step.is_some_and(|step| !step.current),
            }
        })
        .collect()
}

/// A comment with the sentence it refers to.
pub(crate) fn quoted(tr: &Translator, note: &app::NoteView) -> String {
    if note.quote.is_empty() {
        note.text.clone()
    } else {
        format!("{}{}{}\n{}", tr.pick("「", "“"), note.quote, tr.pick("」", "”"), note.text)
    }
}

fn code(digest: Digest) -> String {
    digest.check_number()
}
