//! Posts as screens show them.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::{MediumInput, view as app};
use tatefuda_domain::{
    AccountId, Digest, Place, digest::Window, post::PostState as Paper, publication::PublicationState as Send,
};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Remedy, schema};
use tatefuda_ui as ui;
use tatefuda_ui::{
    post::PostState,
    view::{Pair, When},
};

use crate::{
    lang,
    publication::view as sends,
    view::{self, words::Words},
};

/// Language, zone and words of the pack, for one page.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) tr: &'a Translator,
    pub(crate) zone: &'a TimeZone,
    pub(crate) words: &'a Words,
}

impl Look<'_> {
    pub(crate) fn when(&self, at: Timestamp) -> When {
        When::new(self.tr, at, self.zone)
    }

    pub(crate) fn window(&self, window: Window) -> Option<String> {
        match (window.from, window.until) {
            (None, None) => None,
            (Some(from), Some(until)) => Some(self.tr.span(from, until, self.zone)),
            (Some(from), None) => {
                Some(self.tr.with("web-window-from", &[("at", self.tr.date_time(from, self.zone).into())]))
            }
            (None, Some(until)) => {
                Some(self.tr.with("web-window-until", &[("at", self.tr.date_time(until, self.zone).into())]))
            }
        }
    }
}

impl Look<'_> {
    /// What was stated about a picture, as rows; unanswered leaves none.
    pub(crate) fn answers(&self, medium: &MediumInput) -> Vec<Pair> {
        medium
            .answers
            .covered(0)
            .map(|(key, value)| {
                let name = key.rsplit(':').next().unwrap_or_default().to_owned();
                Pair::new(self.answer_label(&name), self.answer_value(&name, &value))
            })
            .collect()
    }

    /// What is asked about a picture, in words.
    pub(crate) fn answer_label(&self, name: &str) -> String {
        self.tr.text(&format!("picture-{}", name.replace('_', "-")))
    }

    /// A covered answer about a picture, in words.
    pub(crate) fn answer_value(&self, name: &str, value: &str) -> String {
        let word = |all: &[(&str, &str, &str)]| {
            let found = all.iter().find(|one| one.0 == value);
            found.map_or_else(|| value.to_owned(), |one| self.tr.pick(one.1, one.2).to_owned())
        };
        match name {
            "people" => word(schema::PEOPLE),
            "rights" => word(schema::RIGHTS),
            "children" | "other_text" => self.tr.text(if value == "yes" { "yes" } else { "no" }),
            "classification" => self.words.classification(value),
            "consents" => value.lines().collect::<Vec<_>>().join(self.tr.pick("、", ", ")),
            _ => value.to_owned(),
        }
    }

    /// All pictures in a few lines of text, for comparing two versions.
    pub(crate) fn media(&self, media: &[MediumInput]) -> String {
        let lines = media.iter().enumerate().map(|(place, medium)| {
            let mut parts = vec![medium.alt.clone()];
            parts.extend(self.answers(medium).into_iter().map(|pair| format!("{} {}", pair.label, pair.value)));
            parts.retain(|part| !part.is_empty());
            format!("{} {}", self.picture(place), parts.join(self.tr.pick("、", ", ")))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The picture at a place, counted from 0.
    pub(crate) fn picture(&self, place: usize) -> String {
        self.tr.with("picture-number", &[("n", (place + 1).to_string().into())])
    }
}

/// Name, section and position.
pub(crate) fn person(tr: &Translator, person: &app::Person) -> String {
    let place = capacity(tr, person);
    if place.is_empty() { person.name.clone() } else { format!("{}{}", person.name, bracket(tr, &place)) }
}

/// Section and position.
pub(crate) fn capacity(tr: &Translator, person: &app::Person) -> String {
    [person.section.as_str(), person.position.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(tr.pick(" ", ", "))
}

pub(crate) fn bracket(tr: &Translator, inner: &str) -> String {
    match tr.lang() {
        tatefuda_i18n::Lang::Ja => format!("（{inner}）"),
        tatefuda_i18n::Lang::En => format!(" ({inner})"),
    }
}

pub(crate) fn post(look: Look<'_>, post: &app::PostView) -> ui::post::PostView {
    let content = &post.content;
    let extra = content.fields.iter().map(|(id, value)| Pair::new(look.words.field(id), value));
    ui::post::PostView {
        id: post.id.to_string(),
        number: post.document_number.clone(),
        title: post.title.clone(),
        state: state(look.tr, post),
        code: post.check_number.clone(),
        revision: u32::try_from(post.revision).unwrap_or(0),
        author: person(look.tr, &post.created_by),
        created: look.when(post.created_at),
        category: content.category.as_deref().map(|id| look.words.category(id)),
        classification: content.classification.as_deref().map(|id| look.words.classification(id)),
        decision_status: content.decision_status.as_deref().map(|id| look.words.decision_status(id)),
        extra: extra.collect(),
        window: look.window(content.window),
        targets: post.targets.iter().map(|target| self::target(look, post, target)).collect(),
        text: (post.targets.is_empty() && !content.text.is_empty()).then(|| content.text.clone()),
        moving: post
            .publications
            .iter()
            .any(|one| matches!(on_its_way(one, post.read_at), Send::Leased | Send::Sending)),
    }
}

/// A send whose time has come counts as on its way: it only waits for the next look of the program.
fn on_its_way(one: &app::PublicationView, now: jiff::Timestamp) -> Send {
    match one.state {
        Send::Scheduled if one.planned_at <= now && one.due_at <= now => Send::Leased,
        other => other,
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
                state: sends::state(on_its_way(one, post.read_at)),
                ..sends::shown(look, one)
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

/// Where the sends stand, taken together; `None` while nothing is scheduled or begun.
fn sends(states: &[Send], targets: usize) -> Option<PostState> {
    let any = |state: Send| states.contains(&state);
    let published = states.iter().filter(|state| **state == Send::Published).count();
    if any(Send::Unknown) {
        Some(PostState::Unknown)
    } else if any(Send::Sending) || any(Send::Leased) {
        Some(PostState::Sending)
    } else if any(Send::Failed) {
        Some(PostState::Failed)
    } else if any(Send::Held) {
        Some(PostState::Held)
    } else if published > 0 && published >= targets {
        Some(PostState::Published)
    } else if any(Send::Scheduled) {
        Some(PostState::Scheduled)
    } else if published > 0 {
        Some(PostState::PartlyPublished)
    } else {
        None
    }
}

/// The state in the words of the screens. "Cleared" is read off the answers, never stored.
pub(crate) fn state(tr: &Translator, post: &app::PostView) -> PostState {
    let states: Vec<Send> =
        post.targets.iter().filter_map(|target| Some(on_its_way(target.publication.as_ref()?, post.read_at))).collect();
    if post.state == Paper::Withdrawn {
        return PostState::Withdrawn;
    }
    if let Some(state) = sends(&states, post.targets.len()) {
        return state;
    }
    let lang = lang::domain(tr.lang());
    let word = |current: bool| {
        let step = post.steps.iter().rev().find(|step| step.current == current && step.revoked_at.is_none());
        step.map(|step| step.label.get(lang).to_owned())
    };
    match post.state {
        Paper::Returned => PostState::Returned,
        Paper::Submitted => match u32::try_from(open_steps(post)).unwrap_or(u32::MAX) {
            0 => PostState::Cleared { word: word(true).unwrap_or_default() },
            remaining => PostState::InReview { remaining },
        },
        _ => match word(false) {
            Some(word) => PostState::Void { word },
            None => PostState::Draft,
        },
    }
}

/// How many different steps are still to be given.
pub(crate) fn open_steps(post: &app::PostView) -> usize {
    let mut open = BTreeSet::new();
    for group in post.targets.iter().flat_map(|target| &target.clearance.groups) {
        for alternative in &group.alternatives {
            if let Remedy::GiveStep { chain, step, .. } = alternative {
                open.insert((chain, step));
            }
        }
    }
    open.len()
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
        other => sends(&states, row.accounts.len()).unwrap_or(match other {
            Paper::Returned => PostState::Returned,
            Paper::Submitted => PostState::InReview { remaining: 0 },
            _ => PostState::Draft,
        }),
    };
    ui::post::PostRow {
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
                what: step
                    .map_or_else(|| view::command(look.tr, &entry.command), |step| step.label.get(lang).to_owned()),
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
