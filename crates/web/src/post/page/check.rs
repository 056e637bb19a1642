//! `GET /posts/{id}/check`: the view of the person whose step it is, made for a phone.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{FieldError, Stale, post as posts};
use tatefuda_domain::PostId;
use tatefuda_ui as ui;
use tatefuda_ui::{
    Nav, Template as _,
    diff::{self, Span},
    error::ConflictPage,
    post::{Changes, CheckPage, FieldChange, ReturnForm, StaleSave, TargetDiff, TwoTexts},
    view::Link,
};

use super::Surroundings;
use crate::{
    error::WebError,
    form::Form,
    html, lang,
    page::{Id, Page, see},
    post::{
        look::Look,
        view::{account_ref, quoted},
    },
    record::{about, page as record, within},
    text,
};

/// The page; remembers what was seen, so that the next look shows only what changed.
pub(crate) async fn show(page: Page, Id(id): Id<PostId>) -> Result<Response, WebError> {
    let response = render(&page, id, StatusCode::OK, &Form::default(), None, vec![]).await?;
    if response.status().is_success() {
        posts::look(page.app(), page.actor(), id).await?;
    }
    Ok(response)
}

/// The page again after a form that showed other content: what differs stands at its head.
pub(crate) async fn stale(page: &Page, id: PostId, form: &Form, stale: &Stale) -> Result<Response, WebError> {
    render(page, id, StatusCode::CONFLICT, form, Some(stale), vec![]).await
}

/// The page again with what is wrong in the records given with the step.
pub(crate) async fn again(page: &Page, id: PostId, form: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let errors = text::field_errors(&page.tr(), &errors, super::form::field_name);
    render(page, id, StatusCode::UNPROCESSABLE_ENTITY, form, None, errors).await
}

async fn render(
    page: &Page,
    id: PostId,
    status: StatusCode,
    typed: &Form,
    stale: Option<&Stale>,
    errors: Vec<ui::view::FieldError>,
) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let Some(offer) = post.offers.steps.first() else {
        return match stale {
            Some(stale) => gone(page, &post, stale).await,
            // Nothing waits here: the history says why.
            None => Ok(see(&format!("/posts/{id}"))),
        };
    };
    let since = posts::since_look(page.app(), page.actor(), id).await?;
    let mut shell = page.shell(Nav::Posts).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let answer = crate::answer::view::merge(post.targets.iter().map(|target| &target.answer));
    // What is shown is the matter itself: who checks is often not who may publish.
    let found = crate::answer::view::merge(post.targets.iter().map(|target| &target.clearance));
    let found = found.map(|answer| crate::answer::view::without_step(answer, &offer.chain, &offer.step));
    let post_id = id.to_string();
    let supplies = answer.as_ref().map_or_else(Vec::new, |answer| {
        within::forms(page, &tr, &around, &about::about_post(&post), answer, typed, None)
    });
    let statements = record::stated(page, look, &around, &post).await?;
    let view = CheckPage {
        post: crate::post::view::post(look, &post),
        statements,
        shown: post.sheet.to_string(),
        step: offer.step.clone(),
        step_label: offer.label.get(lang::domain(tr.lang())).to_owned(),
        meta: page.meta(Some(post.version)),
        send_back: post
            .offers
            .return_
            .then(|| ReturnForm { meta: page.meta(Some(post.version)), comment: typed.get("comment").to_owned() }),
        changes: since.map(|since| changes(look, &around, &post, &since)),
        stale: stale.map(|stale| differences(look, &post, stale)),
        answer: found
            .map(|answer| crate::answer::view::shown(&tr, &page.session, &answer, None, Some(&post_id), false))
            .unwrap_or_default(),
        supplies,
        last_comment: last_comment(look, &post),
        deadline: post.content.window.until.map(|at| look.when(at)),
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// The form showed content that was taken away meanwhile, and nothing waits for a step any more: what differs, and
/// the way to the post.
async fn gone(page: &Page, post: &posts::view::PostView, stale: &Stale) -> Result<Response, WebError> {
    let shell = page.shell(Nav::Posts).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let changes = differences(look, post, stale);
    let mut fields = Vec::new();
    for target in changes.targets {
        let of = format!("{} {}", target.account.service, target.account.name);
        if !target.text.is_empty() {
            let side = |gone: bool| -> String {
                let kept = target.text.iter().filter_map(|span| match span {
                    Span::Same(text) => Some(text.as_str()),
                    Span::Removed(text) if !gone => Some(text.as_str()),
                    Span::Added(text) if gone => Some(text.as_str()),
                    _ => None,
                });
                kept.collect()
            };
            let (mine, theirs) = (side(false), side(true));
            fields.push(TwoTexts { label: of.clone(), mine, theirs, spans: target.text.clone() });
        }
        fields.extend(target.fields.into_iter().map(|change| TwoTexts {
            label: format!("{of} {}", change.label),
            spans: diff::words(&change.before, &change.after),
            mine: change.before,
            theirs: change.after,
        }));
    }
    let last = post.revisions.last();
    let view = ConflictPage {
        stale: StaleSave {
            by: last.map(|revision| revision.person.name.clone()).unwrap_or_default(),
            at: look.when(last.map_or(post.updated_at, |revision| revision.at)),
            version: post.version,
            fields,
        },
        back: Link { href: format!("/posts/{}", post.id), label: tr.text("web-back") },
        shell,
    };
    Ok(html::answer(StatusCode::CONFLICT, view.render()))
}

fn last_comment(look: Look<'_>, post: &posts::view::PostView) -> Option<ui::post::TrailEntry> {
    let note = post.notes.last()?;
    Some(ui::post::TrailEntry {
        at: look.when(note.at),
        who: note.person.name.clone(),
        capacity: crate::post::look::capacity(look.tr, &note.person),
        what: look.tr.text(&format!("note-{}", note.kind)),
        comment: Some(quoted(look.tr, note)),
        refused: false,
        answer_id: None,
        code: None,
        stale: false,
    })
}

fn changes(
    look: Look<'_>,
    around: &Surroundings,
    post: &posts::view::PostView,
    since: &posts::view::SinceLook,
) -> Changes {
    let targets = since.difference.targets.iter().filter(|one| !one.is_empty()).map(|one| {
        let listed = around.accounts.iter().find(|account| account.id == one.account);
        let text: Vec<Span> = one.text.iter().map(span).collect();
        let changed = text.iter().any(|span| !matches!(span, Span::Same(_)));
        TargetDiff {
            account: match post.targets.iter().find(|target| target.account == one.account) {
                Some(target) => account_ref(look, target),
                None => listed.map(|account| crate::account::view::reference(look.tr, account)).unwrap_or_default(),
            },
            text: if changed { text } else { vec![] },
            fields: one.fields.iter().map(|change| field(look, change)).collect(),
        }
    });
    Changes { since: Some(look.when(since.at)), targets: targets.collect() }
}

fn span(piece: &posts::diff::Piece) -> Span {
    match piece.change {
        posts::diff::Change::Same => Span::Same(piece.text.clone()),
        posts::diff::Change::Removed => Span::Removed(piece.text.clone()),
        posts::diff::Change::Added => Span::Added(piece.text.clone()),
    }
}

fn field(look: Look<'_>, change: &posts::diff::FieldChange) -> FieldChange {
    field_change(look, &change.field, change.before.as_deref(), change.after.as_deref())
}

fn field_change(look: Look<'_>, field: &str, before: Option<&str>, after: Option<&str>) -> FieldChange {
    let (before, after) = (before.filter(|text| !text.is_empty()), after.filter(|text| !text.is_empty()));
    let mut change = FieldChange {
        label: label(look, field),
        before: value(look, field, before),
        after: value(look, field, after),
        pictures: None,
    };
    if matches!(about_picture(field), Some((_, None))) {
        let key = match (before, after) {
            (None, _) => "diff-picture-added",
            (_, None) => "diff-picture-removed",
            _ => "diff-picture-replaced",
        };
        change.label = format!("{}{}{}", change.label, look.tr.pick("：", ": "), look.tr.text(key));
        change.pictures = Some((before.map(ToOwned::to_owned), after.map(ToOwned::to_owned)));
    }
    change
}

/// `media:<place>` and `media:<place>:<what was stated>`.
fn about_picture(field: &str) -> Option<(usize, Option<&str>)> {
    let rest = field.strip_prefix("media:")?;
    let (place, name) = rest.split_once(':').map_or((rest, None), |(place, name)| (place, Some(name)));
    Some((place.parse().ok()?, name))
}

fn label(look: Look<'_>, field: &str) -> String {
    let tr = look.tr;
    match about_picture(field) {
        Some((place, None)) => return look.picture(place),
        Some((place, Some(name))) => return format!("{} {}", look.picture(place), look.answer_label(name)),
        None => {}
    }
    match field {
        "category" => return look.words.category_word.clone(),
        "classification" => return look.words.classification_word.clone(),
        _ => {}
    }
    let key = format!("web-field-{}", field.split(':').next().unwrap_or(field).replace('_', "-"));
    if tr.has(&key) { tr.text(&key) } else { field.to_owned() }
}

/// A value in words: categories and the like by the pack, moments in the zone of the body.
fn value(look: Look<'_>, field: &str, value: Option<&str>) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return look.tr.text("web-nothing") };
    match about_picture(field) {
        Some((place, None)) => return look.picture(place),
        Some((_, Some(name))) => return look.answer_value(name, value),
        None => {}
    }
    match field {
        "place" => crate::post::view::place(look.tr, value),
        "category" => look.words.category(value),
        "classification" => look.words.classification(value),
        "decision_status" => look.words.decision_status(value),
        "window_from" | "window_until" => {
            value.parse().map_or_else(|_| value.to_owned(), |at| look.tr.date_time(at, look.zone))
        }
        _ => value.to_owned(),
    }
}

/// What differs between the form that was sent and what is there: `target:<account>:<field>`.
fn differences(look: Look<'_>, post: &posts::view::PostView, stale: &Stale) -> Changes {
    let mut targets: Vec<TargetDiff> = Vec::new();
    for one in &stale.difference {
        let mut parts = one.field.splitn(3, ':');
        let (account, name) = match (parts.next(), parts.next(), parts.next()) {
            (Some("target"), Some(account), Some(name)) => (account, name),
            _ => ("", one.field.as_str()),
        };
        let target = post.targets.iter().find(|target| target.account.to_string() == account);
        let account = target.map(|target| account_ref(look, target)).unwrap_or_default();
        if targets.iter().all(|known| known.account.id != account.id) {
            targets.push(TargetDiff { account: account.clone(), text: vec![], fields: vec![] });
        }
        let Some(entry) = targets.iter_mut().find(|known| known.account.id == account.id) else { continue };
        if name == "text" {
            entry.text = diff::words(&one.before, &one.after);
        } else {
            entry.fields.push(field_change(look, name, Some(&one.before), Some(&one.after)));
        }
    }
    Changes { since: None, targets }
}
